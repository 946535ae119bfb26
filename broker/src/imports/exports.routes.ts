import { paths } from '@tallystick/client/wire'
import { z } from 'zod'
import { recordAudit } from '../accounts/audit.command.ts'
import { concernsEverything } from '../accounts/concerns.ts'
import type { Connection, Context } from '../context.ts'
import { type Endpoint, JSON_LINES, type OpenStream, endpoint } from '../kernel/endpoint.ts'
import {
  type ArchiveLine,
  type Batch,
  beginSnapshot,
  listApplicationLines,
  listEnvironmentLines,
  listOverrideLines,
  listResultLines,
  listTeamLines,
  listVersionLines,
} from './archive.sql.ts'

const parts: readonly ((trx: Connection, batch: Batch) => Promise<readonly ArchiveLine[]>)[] = [
  listTeamLines,
  listEnvironmentLines,
  listApplicationLines,
  listVersionLines,
  listResultLines,
  listOverrideLines,
]

const BATCH = 200
// A stream holds back no more than a megabyte for a client that reads slowly.
const PIECE_CHARACTERS = 128 * 1024

const isHighSurrogate = (code: number) => code >= 0xd8_00 && code <= 0xdb_ff

async function writeLine(stream: OpenStream, line: string): Promise<void> {
  for (let start = 0; start < line.length;) {
    const end = start + PIECE_CHARACTERS
    // Both halves of a character stay together.
    const cut = isHighSurrogate(line.charCodeAt(end - 1)) ? end - 1 : end
    stream.write(line.slice(start, cut))
    await stream.drained()
    start = cut
  }
  stream.write('\n')
}

/** What is named first, then what names it; last of all how many there were, so that nobody takes a part for the whole. */
async function writeArchive(trx: Connection, stream: OpenStream): Promise<void> {
  let count = 0
  for (const listLines of parts) {
    let found: readonly ArchiveLine[] = []
    let after = 0
    do {
      found = await listLines(trx, { after, limit: BATCH })
      for (const { id, line } of found) {
        if (stream.closed.aborted) return
        after = id
        if (line === '') continue
        await writeLine(stream, line)
        count += 1
      }
    } while (found.length > 0)
  }
  await writeLine(stream, JSON.stringify({ kind: 'end', records: count }))
}

/** All of one moment. A client that gets half of it must see that: the connection is not ended, but cut off. */
async function stream({ db, log }: Context, open: OpenStream): Promise<void> {
  try {
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        await beginSnapshot(trx)
        await writeArchive(trx, open)
      })
    open.end()
  } catch (error) {
    log.error({ err: error }, 'The archive could not be written to its end')
    open.abort()
  }
}

export const exportEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.exports,
    summary: 'Gives everything that the broker knows, as it is at one moment: one record a line, without secrets',
    access: 'administer',
    concerns: concernsEverything,
    responses: { 200: z.string() },
    produces: [JSON_LINES],
    errors: [],
    async handler({ context }) {
      const subject = { kind: 'broker', name: 'everything' } as const
      await recordAudit(context.db, context, { action: 'archive-exported', subject })
      return { status: 200, stream: (open) => void stream(context, open) }
    },
  }),
]
