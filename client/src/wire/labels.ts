import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { pacticipant } from './pacticipants.ts'
import { text } from './text.ts'

/**
 * A word by which pacticipants are found, and by which webhooks choose them.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/labels/team-a')
 * label.parse(await reply.json()).name // → 'team-a'
 */
export const label = z.object({
  name: text,
  createdAt: timestamp,
  _links: links,
})
/** A word by which pacticipants are found. */
export type Label = z.infer<typeof label>

/**
 * Every label that any pacticipant has, once.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/labels')
 * labels.parse(await reply.json())._embedded.labels // → [{ name: 'team-a' }]
 */
export const labels = z.object({
  _embedded: z.object({ labels: z.array(z.object({ name: text })) }),
  page: page.optional(),
  _links: links,
})
/** Every label that any pacticipant has. */
export type Labels = z.infer<typeof labels>

/**
 * The list of pacticipants without what only older clients read of it.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/label/team-a')
 * pacticipantsWithLabel.parse(await reply.json())._embedded.pacticipants.length // → 1
 */
export const pacticipantsWithLabel = z.object({
  _embedded: z.object({ pacticipants: z.array(pacticipant) }),
  page: page.optional(),
  _links: links,
})
/** The pacticipants that have a label. */
export type PacticipantsWithLabel = z.infer<typeof pacticipantsWithLabel>
