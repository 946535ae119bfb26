import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type { ArchiveRecord } from './archive.ts'
import { ArchiveError, FORMAT, archiveRecord, header, trailer } from './archive-format.ts'

const END = '{"kind":"end",'

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The lines of an archive, one after the other. What cannot be unpacked is none. */
async function* linesOf(path: string): AsyncGenerator<string, void> {
  const unpacked = createReadStream(path).pipe(createGunzip())
  try {
    yield* createInterface({ input: unpacked, crlfDelay: Infinity })
    // A reader of lines keeps what is wrong with its input to itself.
    if (unpacked.errored) throw unpacked.errored
  } catch (cause) {
    const isWhole = !(cause instanceof Error && 'code' in cause && cause.code === 'Z_BUF_ERROR')
    const what = isWhole ? 'is no archive of tally: it is not compressed as one' : 'is not whole: it ends in the middle'
    throw new ArchiveError(`${path} ${what}.`, { cause })
  }
}

function assertHeader(line: string, path: string): void {
  const found = header.safeParse(parsed(line))
  if (!found.success) throw new ArchiveError(`${path} is no archive of tally: its first line does not say so.`)
  if (found.data.format === FORMAT) return
  throw new ArchiveError(
    `${path} has the format ${found.data.format}, and this tally reads ${FORMAT}. Use the tally of the release that wrote it.`,
  )
}

function recordIn(line: string, at: { readonly path: string; readonly number: number }): ArchiveRecord {
  const found = archiveRecord.safeParse(parsed(line))
  if (found.success) return found.data
  const [issue] = found.error.issues
  const why = issue ? `: ${issue.path.join('.')} ${issue.message}` : ''
  throw new ArchiveError(`Line ${at.number} of ${at.path} is no record that this tally knows${why}.`)
}

/** The records of an archive that was checked. */
export async function* readArchive(path: string): AsyncGenerator<ArchiveRecord, void> {
  let number = 0
  for await (const line of linesOf(path)) {
    number += 1
    if (number > 1 && !line.startsWith(END)) yield recordIn(line, { path, number })
  }
}

/** Reads all of an archive and says how many records it holds; throws where it is not whole, or none. */
export async function checkArchive(path: string): Promise<number> {
  const hash = createHash('sha256')
  let number = 0
  let end: string | undefined
  for await (const line of linesOf(path)) {
    number += 1
    if (end !== undefined) throw new ArchiveError(`${path} goes on after its end: it is not as tally wrote it.`)
    if (number === 1) assertHeader(line, path)
    else if (line.startsWith(END)) end = line
    else recordIn(line, { path, number })
    if (end === undefined) hash.update(`${line}\n`)
  }
  const said = end === undefined ? undefined : trailer.safeParse(parsed(end)).data
  if (said === undefined) throw new ArchiveError(`${path} is not whole: its last line is missing.`)
  // Without the first line and the last.
  const records = number - 2
  if (said.records !== records) {
    throw new ArchiveError(`${path} is not whole: it holds ${records} records, and ${said.records} were written.`)
  }
  if (said.sha256 === hash.digest('hex')) return records
  throw new ArchiveError(`${path} was changed after it was written: its checksum is another one.`)
}
