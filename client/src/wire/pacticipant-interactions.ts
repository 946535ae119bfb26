import { z } from 'zod'
import { links, page } from './hal.ts'
import { text } from './text.ts'

/**
 * What a consumer asks of a provider, or expects it to say, by the contract that says how the pair stands: the newest of
 * the consumer's main branch, or of any where that has none.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/interactions')
 * (await reply.json())._embedded.interactions.every((one) => pacticipantInteraction.parse(one)) // → true
 */
export const pacticipantInteraction = z.object({
  consumer: text,
  /** The number of the consumer's version whose contract it is of. */
  consumerVersion: text,
  provider: text,
  kind: z.enum(['http', 'async-message', 'sync-message']),
  description: text,
  /** The names of the states that the provider has to be in. */
  providerStates: z.array(text),
  /** Of a request. */
  method: text.nullable(),
  path: text.nullable(),
  /** By the newest result of the contract; unknown where there is none, or where it does not say. */
  result: z.enum(['passed', 'failed', 'unknown']),
  _links: links,
})
/** What a consumer asks of a provider, or expects it to say. */
export type PacticipantInteraction = z.infer<typeof pacticipantInteraction>

/**
 * What an application asks of others, and others of it, page by page.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/interactions?role=consumer')
 * pacticipantInteractions.parse(await reply.json()).page.totalElements // → 0
 */
export const pacticipantInteractions = z.object({
  _embedded: z.object({ interactions: z.array(pacticipantInteraction) }),
  page,
  _links: links,
})
/** A page of interactions. */
export type PacticipantInteractions = z.infer<typeof pacticipantInteractions>
