import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

/** A contract as a Pact library writes it. What it says beyond this is kept as it is sent. */
export const contractDocument = z.looseObject({
  consumer: z.unknown().optional(),
  provider: z.unknown().optional(),
  interactions: z.unknown().optional(),
  messages: z.unknown().optional(),
  metadata: z.unknown().optional(),
})
export type ContractDocument = z.infer<typeof contractDocument>

/** A contract as the broker shows it: the document as it was first published, each interaction with its `_id`. */
export const contract = contractDocument.extend({
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
})
export type Contract = z.infer<typeof contract>

/** Which consumer versions have a contract with a provider, newest first. */
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
export type ContractVersions = z.infer<typeof contractVersions>

/** Where to go on after a contract was deleted: `pb:latest-pact-version` while the pair has others. */
export const contractRemoval = z.object({ _links: links })
export type ContractRemoval = z.infer<typeof contractRemoval>
