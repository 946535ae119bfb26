import { z } from 'zod'
import { links } from './hal.ts'
import { integrationState } from './overview.ts'
import { text } from './text.ts'

/**
 * Who speaks with whom, all at once, as a graph is drawn of it: each pacticipant that has a contract, with the name of its
 * team, and how its pairs stand.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/network')
 * network.parse(await reply.json()).integrations[0].provider // → 'Stock'
 */
export const network = z.object({
  pacticipants: z.array(z.object({ name: text, labels: z.array(text), team: text.nullable() })),
  /** By the names of consumer and provider; the version is the consumer's whose contract says how the pair stands. */
  integrations: z.array(z.object({ consumer: text, provider: text, state: integrationState, version: text })),
  /** How many pairs the question is about: more than are listed where there are more than a graph can hold. */
  total: z.number(),
  /** The labels that one can ask for. */
  labels: z.array(text),
  /** The names of those to which something belongs. */
  teams: z.array(text),
  _links: links,
})
/** Who speaks with whom. */
export type Network = z.infer<typeof network>
