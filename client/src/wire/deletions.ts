import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'

export const deletionKind = z.enum(['pacticipant', 'integration', 'environment'])
export type DeletionKind = z.infer<typeof deletionKind>

/** Something that was deleted and can be restored until it expires. The name of an integration names both sides. */
export const deletion = z.object({
  uuid: text,
  kind: deletionKind,
  name: text,
  deletedAt: timestamp,
  expiresAt: timestamp,
  _links: links,
})
export type Deletion = z.infer<typeof deletion>

/** The newest first. */
export const deletions = z.object({
  _embedded: z.object({ deletions: z.array(deletion) }),
  page,
  _links: links,
})
export type Deletions = z.infer<typeof deletions>

const counts = z.record(z.string(), z.number().int())

/** What is back. */
export const restoration = z.object({
  kind: deletionKind,
  name: text,
  /** How many versions, contracts, results and so on. */
  restored: counts,
  /** How many could not return, since what they belong to is gone or their place is taken. Empty when all is back. */
  leftOut: counts,
  _links: links,
})
export type Restoration = z.infer<typeof restoration>
