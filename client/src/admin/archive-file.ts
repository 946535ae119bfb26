import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { FORMAT } from './archive-format.ts'
import type { Target } from './archive.ts'

export interface ArchiveFile extends Target {
  /** Writes a record that is JSON already. */
  putLine(line: string): Promise<void>
  /** Makes the file be there, when all is in it. */
  finish(): Promise<void>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

/** Writes an archive, beside its place until it is whole. */
export function writeArchive(path: string, { from }: { readonly from: string }): ArchiveFile {
  const unfinished = `${path}.unfinished`
  const gzip = createGzip()
  const file = gzip.pipe(createWriteStream(unfinished))
  const written = finished(file)
  const failed = written.then(() => new Promise<never>(() => {}))
  // It is waited for where something is written.
  failed.catch(() => {})
  const hash = createHash('sha256')
  let records = 0

  async function write(line: string): Promise<void> {
    const text = `${line}\n`
    hash.update(text)
    if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), failed])
  }
  const begun = write(
    JSON.stringify({ tallystick: 'archive', format: FORMAT, from, exportedAt: new Date().toISOString() }),
  )
  async function putLine(line: string): Promise<void> {
    await begun
    records += 1
    await write(line)
  }

  return {
    name: path,
    putLine,
    async put(found) {
      for (const record of found) await putLine(JSON.stringify(record))
      return found.map(() => ({ outcome: 'created' }))
    },
    async finish() {
      await begun
      gzip.end(`${JSON.stringify({ kind: 'end', records, sha256: hash.digest('hex') })}\n`)
      await written
      await rename(unfinished, path)
    },
    async discard() {
      gzip.destroy()
      file.destroy()
      await written.catch(() => {})
      await rm(unfinished, { force: true })
    },
  }
}
