import { z } from 'zod'
import { link, links, timestamp } from './hal.ts'
import { text } from './text.ts'

const latestContract = z.object({
  createdAt: timestamp,
  _embedded: z.object({
    consumer: z.object({
      name: text,
      _embedded: z.object({ version: z.object({ number: text, _links: links }) }),
      _links: links,
    }),
    provider: z.object({ name: text, _links: links }),
  }),
  /** The address of whatever is the latest, and of this version. */
  _links: z.object({ self: z.array(link) }),
})

/**
 * The newest contract of every pair.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/latest')
 * latestContracts.parse(await reply.json()).pacts.length // → 1
 */
export const latestContracts = z.object({ pacts: z.array(latestContract), _links: links })
/** The newest contract of every pair. */
export type LatestContracts = z.infer<typeof latestContracts>
