import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * A tag of a version.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/versions/1/tags/prod')
 * tag.parse(await reply.json()).name // → 'prod'
 */
export const tag = z.object({
  name: text,
  createdAt: timestamp,
  _links: links,
})
/** A tag of a version. */
export type Tag = z.infer<typeof tag>
