import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { pacticipant } from './pacticipants.ts'
import { text } from './text.ts'

/** A word by which pacticipants are found, and by which webhooks choose them. */
export const label = z.object({
  name: text,
  createdAt: timestamp,
  _links: links,
})
export type Label = z.infer<typeof label>

/** Every label that any pacticipant has, once. */
export const labels = z.object({
  _embedded: z.object({ labels: z.array(z.object({ name: text })) }),
  page: page.optional(),
  _links: links,
})
export type Labels = z.infer<typeof labels>

/** The list of pacticipants without what only older clients read of it. */
export const pacticipantsWithLabel = z.object({
  _embedded: z.object({ pacticipants: z.array(pacticipant) }),
  page: page.optional(),
  _links: links,
})
export type PacticipantsWithLabel = z.infer<typeof pacticipantsWithLabel>
