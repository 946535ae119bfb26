import { z } from 'zod'
import { contract, contractDocument } from './contracts.ts'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

/** Links to the contracts of a provider: `pb:pacts`, each named after its consumer. */
export const providerContracts = z.object({ _links: links })
export type ProviderContracts = z.infer<typeof providerContracts>

/** A contract apart from what the broker adds to it, and the tags of which it is the newest of its pair. */
export const extendedContract = z.object({
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  contract: contractDocument,
  _embedded: z.object({ tags: z.array(z.object({ name: text, latest: z.literal(true), _links: links })) }),
  _links: links,
})
export type ExtendedContract = z.infer<typeof extendedContract>

/** A contract in either form. */
export const shownContract = z.union([extendedContract, contract])

/** What changed from one contract to another, as text: a heading, a unified diff, and links. */
export const contractDifference = z.string()
