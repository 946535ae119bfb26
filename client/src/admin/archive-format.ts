/**
 * An archive is a gzip file of JSON lines. The first says what it is, each other one is a record, and the last says how
 * many records there are, and the SHA-256 of all that is before it: so a file that was cut off or changed is known as that.
 */
import { z } from 'zod'
import { importRecord } from '../wire/imports.ts'
import { webhookToSave } from './answers.ts'
import type { WebhookRecord } from './archive.ts'

/** Raised when an older tally could not read it any more. */
export const FORMAT = 1

export const header = z.object({
  tallystick: z.literal('archive'),
  format: z.number(),
  from: z.string(),
  exportedAt: z.string(),
})

export const trailer = z.object({
  kind: z.literal('end'),
  records: z.number(),
  sha256: z.string(),
})

const webhookRecord = z.object({
  kind: z.literal('webhook'),
  uuid: z.string(),
  webhook: webhookToSave,
  secrets: z.array(z.string()),
}) satisfies z.ZodType<WebhookRecord>

export const archiveRecord = z.union([importRecord, webhookRecord])

/** What is wrong with a file that should be an archive. */
export class ArchiveError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ArchiveError'
  }
}
