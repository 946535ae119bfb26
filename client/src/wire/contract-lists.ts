import { z } from 'zod'
import { contract, contractDocument } from './contracts.ts'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * Links to the contracts of a provider: `pb:pacts`, each named after its consumer.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock')
 * providerContracts.parse(await reply.json())._links['pb:pacts'] !== undefined // → true
 */
export const providerContracts = z.object({ _links: links })
/** Links to the contracts of a provider. */
export type ProviderContracts = z.infer<typeof providerContracts>

/**
 * A contract apart from what the broker adds to it, and the tags of which it is the newest of its pair.
 *
 * @example
 * const headers = { accept: 'application/vnd.pactbrokerextended.v1+json' }
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/version/1', { headers })
 * extendedContract.parse(await reply.json()).contract.interactions // → []
 */
export const extendedContract = z.object({
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  contract: contractDocument,
  _embedded: z.object({ tags: z.array(z.object({ name: text, latest: z.literal(true), _links: links })) }),
  _links: links,
})
/** A contract apart from what the broker adds to it. */
export type ExtendedContract = z.infer<typeof extendedContract>

/**
 * A contract in either form.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/version/1')
 * shownContract.safeParse(await reply.json()).success // → true
 */
export const shownContract = z.union([extendedContract, contract])

/**
 * What changed from one contract to another, as text: a heading, a unified diff, and links.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/version/1/diff/version/1')
 * contractDifference.parse(await reply.text()).startsWith('# Diff between versions') // → true
 */
export const contractDifference = z.string()
