import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * What can be restored after it was deleted.
 *
 * @example
 * deletionKind.parse('integration') // → 'integration'
 */
export const deletionKind = z.enum(['pacticipant', 'integration', 'environment'])
/** What can be restored after it was deleted. */
export type DeletionKind = z.infer<typeof deletionKind>

/**
 * Something that was deleted and can be restored until it expires. The name of an integration names both sides.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/deletions')
 * const [first] = (await reply.json())._embedded.deletions
 * deletion.parse(first).name // → 'Old Shop'
 */
export const deletion = z.object({
  uuid: text,
  kind: deletionKind,
  name: text,
  deletedAt: timestamp,
  expiresAt: timestamp,
  _links: links,
})
/** Something that was deleted and can be restored. */
export type Deletion = z.infer<typeof deletion>

/**
 * What was deleted and can be restored, the newest first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/deletions')
 * deletions.parse(await reply.json())._embedded.deletions.length // → 1
 */
export const deletions = z.object({
  _embedded: z.object({ deletions: z.array(deletion) }),
  page,
  _links: links,
})
/** What was deleted and can be restored. */
export type Deletions = z.infer<typeof deletions>

const counts = z.record(z.string(), z.number().int())

/**
 * What is back.
 *
 * @example
 * restoration.parse({ kind: 'pacticipant', name: 'Shop', restored: { versions: 3 }, leftOut: {}, _links: {} }).restored // → { versions: 3 }
 */
export const restoration = z.object({
  kind: deletionKind,
  name: text,
  /** How many versions, contracts, results and so on. */
  restored: counts,
  /** How many could not return, since what they belong to is gone or their place is taken. Empty when all is back. */
  leftOut: counts,
  _links: links,
})
/** What is back. */
export type Restoration = z.infer<typeof restoration>
