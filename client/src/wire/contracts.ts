import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * A contract as a Pact library writes it. What it says beyond this is kept as it is sent.
 *
 * @example
 * contractDocument.parse({ consumer: { name: 'Shop' }, provider: { name: 'Stock' }, interactions: [] }).interactions // → []
 */
export const contractDocument = z.looseObject({
  consumer: z.unknown().optional(),
  provider: z.unknown().optional(),
  interactions: z.unknown().optional(),
  messages: z.unknown().optional(),
  metadata: z.unknown().optional(),
})
/** A contract as a Pact library writes it. */
export type ContractDocument = z.infer<typeof contractDocument>

/**
 * A contract as the broker shows it: the document as it was first published, each interaction with its `_id`.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/version/1')
 * contract.parse(await reply.json()).consumer // → { name: 'Shop' }
 */
export const contract = contractDocument.extend({
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
})
/** A contract as the broker shows it. */
export type Contract = z.infer<typeof contract>

/**
 * Which consumer versions have a contract with a provider, newest first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/versions')
 * contractVersions.parse(await reply.json())._embedded.pacts.length // → 1
 */
export const contractVersions = z.object({
  _embedded: z.object({
    pacts: z.array(
      z.object({
        createdAt: timestamp,
        _embedded: z.object({ consumerVersion: z.object({ number: text, _links: links }) }),
        _links: links,
      }),
    ),
  }),
  _links: links,
})
/** Which consumer versions have a contract with a provider. */
export type ContractVersions = z.infer<typeof contractVersions>

/**
 * Where to go on after a contract was deleted: `pb:latest-pact-version` while the pair has others.
 *
 * @example
 * contractRemoval.parse({ _links: {} }) // → { _links: {} }
 */
export const contractRemoval = z.object({ _links: links })
/** Where to go on after a contract was deleted. */
export type ContractRemoval = z.infer<typeof contractRemoval>
