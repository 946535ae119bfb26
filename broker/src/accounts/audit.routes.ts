import { auditAction, auditEntries, auditSubjectKind, paths } from '@tallystick/client/wire'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { type Endpoint, HAL, JSON_LINES, JSON_TYPE, type OpenStream, endpoint, ok } from '../kernel/endpoint.ts'
import { DEFAULT_PAGE_SIZE, positiveInteger } from '../kernel/paging.ts'
import { auditEntriesHal, auditLines } from './audit.hal.ts'
import { type AuditFilter, listAuditEntries } from './audit.sql.ts'
import { concernsEverything } from './concerns.ts'

const MOST = 1000
// What is read at once for lines: memory stays small, however many there are.
const BATCH = 500

const time = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-11-22T10:00:00Z' })
  .transform((text) => new Date(text))
  .optional()

const query = z.object({
  actor: z.string().optional().describe('The name of who did it'),
  action: auditAction.optional().describe('What was done'),
  kind: auditSubjectKind.optional().describe('The kind of what it was done to'),
  subject: z.string().optional().describe('Its name, or that of the application that it belongs to'),
  since: time.describe('Not before that time'),
  until: time.describe('Before that time'),
  before: z
    .string()
    .regex(/^\d{1,15}$/, 'must be the id of an entry')
    .transform(Number)
    .optional()
    .describe('Entries with smaller ids: where to go on'),
  size: positiveInteger
    .transform((size) => Math.min(size, MOST))
    .optional()
    .describe(`How many; as JSON ${DEFAULT_PAGE_SIZE} when it is not said and never more than ${MOST}, as lines all`),
})

interface Wanted {
  readonly filter: AuditFilter
  readonly before: number | undefined
  readonly size: number | undefined
}

/** Writes what there is, as fast as the client reads it. */
async function writeLines({ db }: Pick<Context, 'db'>, { filter, before, size }: Wanted, stream: OpenStream) {
  let place = before
  let left = size ?? Number.POSITIVE_INFINITY
  while (left > 0 && !stream.closed.aborted) {
    const limit = Math.min(BATCH, left)
    const rows = await listAuditEntries(db, filter, { before: place, limit })
    stream.write(auditLines(rows))
    await stream.drained()
    place = rows.at(-1)?.id
    left = rows.length < limit ? 0 : left - rows.length
  }
}

/** A client that gets half of it must see that: the connection is not ended, but cut off. */
async function streamLines(context: Context, wanted: Wanted, stream: OpenStream): Promise<void> {
  try {
    await writeLines(context, wanted, stream)
    stream.end()
  } catch (error) {
    context.log.error({ err: error }, 'The audit log could not be read to its end')
    stream.abort()
  }
}

export const auditEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.audit,
    summary: 'Lists who did what, the newest first: as JSON by pages, or all as one JSON text a line',
    access: 'administer',
    concerns: concernsEverything,
    query,
    responses: { 200: auditEntries },
    produces: [HAL, JSON_TYPE, JSON_LINES],
    errors: ['validation-error'],
    async handler({ context, query: { before, size, ...given }, url, mediaType, request }) {
      const filter = { ...given, actor: given.actor || undefined, subject: given.subject || undefined }
      if (mediaType === JSON_LINES) {
        const wanted = { filter, before, size }
        return { status: 200, stream: (stream) => void streamLines(context, wanted, stream) }
      }
      const limit = size ?? DEFAULT_PAGE_SIZE
      const found = await listAuditEntries(context.db, filter, { before, limit: limit + 1 })
      const listed = { rows: found.slice(0, limit), hasMore: found.length > limit }
      return ok(auditEntriesHal({ ...listed, url, search: request.search }))
    },
  }),
]
