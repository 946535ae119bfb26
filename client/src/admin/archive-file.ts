/** An archive: JSON lines, of which the first says what it is, and each other one is a record. */
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { importRecord } from '../wire/imports.ts'
import type { ArchiveRecord, Target, WebhookRecord } from './archive.ts'
import { webhookToSave } from './answers.ts'

const FORMAT = 1

const header = z.object({ tallystick: z.literal('archive'), format: z.number() })

const webhookRecord = z.object({
  kind: z.literal('webhook'),
  uuid: z.string(),
  webhook: webhookToSave,
  secrets: z.array(z.string()),
}) satisfies z.ZodType<WebhookRecord>

const archiveRecord = z.union([importRecord, webhookRecord])

/** What is wrong with a file that should be an archive. */
export class ArchiveError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ArchiveError'
  }
}

function parsed(line: string, what: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new ArchiveError(`${what} is not JSON.`, { cause })
  }
}

function assertHeader(line: string, path: string): void {
  const found = header.safeParse(parsed(line, `Line 1 of ${path}`))
  if (!found.success) throw new ArchiveError(`${path} is no archive of tally: its first line does not say so.`)
  if (found.data.format === FORMAT) return
  throw new ArchiveError(`${path} has the format ${found.data.format}; this tally reads ${FORMAT}.`)
}

/** The records of an archive, one after the other. */
export async function* readArchive(path: string): AsyncGenerator<ArchiveRecord, void> {
  let number = 0
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    number += 1
    if (number === 1) assertHeader(line, path)
    else if (line !== '') {
      const found = archiveRecord.safeParse(parsed(line, `Line ${number} of ${path}`))
      if (!found.success) throw new ArchiveError(`Line ${number} of ${path} is no record that this tally knows.`)
      yield found.data
    }
  }
  if (number === 0) throw new ArchiveError(`${path} is empty.`)
}

export interface ArchiveFile extends Target {
  /** Makes the file be there, when all is in it. */
  finish(): Promise<void>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

/** Writes an archive, beside its place until it is whole. */
export function writeArchive(path: string, { from }: { readonly from: string }): ArchiveFile {
  const unfinished = `${path}.unfinished`
  const stream = createWriteStream(unfinished)
  const failed = new Promise<never>((_, reject) => stream.once('error', reject))
  // It is waited for where something is written.
  failed.catch(() => {})
  const write = async (value: object) => {
    const written = new Promise<void>((resolve) => stream.write(`${JSON.stringify(value)}\n`, () => resolve()))
    await Promise.race([written, failed])
  }
  const begun = write({ tallystick: 'archive', format: FORMAT, from, exportedAt: new Date().toISOString() })
  const end = () => new Promise<void>((resolve) => stream.end(resolve))
  return {
    name: path,
    async put(records) {
      await begun
      for (const record of records) await write(record)
      return records.map(() => ({ outcome: 'created' }))
    },
    async finish() {
      await begun
      await Promise.race([end(), failed])
      await rename(unfinished, path)
    },
    async discard() {
      stream.destroy()
      await rm(unfinished, { force: true })
    },
  }
}
