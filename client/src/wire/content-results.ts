import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'

const versionOnBranch = z.object({ number: text, branch: text.nullable() })

/**
 * Which versions of a consumer say the same in their contract with a provider, newest first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/latest')
 * const { href } = (await reply.json())._links['pb:pact-version']
 * const { _embedded } = contentVersions.parse(await (await fetch(`${href}/versions`)).json())
 * _embedded.versions.map(({ number }) => number) // → ['1']
 */
export const contentVersions = z.object({
  _embedded: z.object({
    versions: z.array(versionOnBranch.extend({ buildUrl: text.nullable(), publishedAt: timestamp, _links: links })),
  }),
  page,
  _links: links,
})
/** Which versions of a consumer say the same. */
export type ContentVersions = z.infer<typeof contentVersions>

const shortResult = z.object({
  /** Counts the results of the content. */
  number: z.number().int(),
  success: z.boolean(),
  /** A failure that stops nobody: no such content had been verified before. */
  pending: z.boolean(),
  providerVersion: versionOnBranch,
  verifiedAt: timestamp,
  _links: links,
})

/**
 * What a version of a provider found for a contract, and how it came about.
 *
 * @example
 * Object.keys(contentResult.shape).includes('pending') // → true
 */
export const contentResult = shortResult.extend({
  /** It was verified as work in progress. */
  wip: z.boolean(),
  buildUrl: text.nullable(),
  verifiedBy: z.object({ implementation: text.optional(), version: text.optional() }).loose(),
})
/** What a version of a provider found for a contract. */
export type ContentResult = z.infer<typeof contentResult>

/**
 * The results that a contract has, newest first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/latest')
 * const { href } = (await reply.json())._links['pb:pact-version']
 * const { page } = contentResults.parse(await (await fetch(`${href}/verification-results`)).json())
 * page.totalElements // → 1
 */
export const contentResults = z.object({
  _embedded: z.object({ verificationResults: z.array(contentResult) }),
  page,
  _links: links,
})
/** The results that a contract has. */
export type ContentResults = z.infer<typeof contentResults>

/**
 * What did not fit: where, if the tool that verified said so, and how.
 *
 * @example
 * interactionMismatch.parse({ attribute: 'status', description: 'expected 200, got 404' }).attribute // → 'status'
 */
export const interactionMismatch = z.object({
  attribute: text.optional(),
  identifier: text.optional(),
  description: text,
})
/** What did not fit. */
export type InteractionMismatch = z.infer<typeof interactionMismatch>

/**
 * An interaction of a contract. What it is told by is in the contract itself, too.
 *
 * @example
 * Object.keys(contractInteraction.shape).includes('description') // → true
 */
export const contractInteraction = z.object({
  /** The same in all contracts that say the same of it. */
  id: text,
  kind: z.enum(['http', 'async-message', 'sync-message']),
  description: text,
  providerStates: z.array(z.object({ name: text, params: z.unknown().optional() })),
  method: text.nullable(),
  path: text.nullable(),
})
/** An interaction of a contract. */
export type ContractInteraction = z.infer<typeof contractInteraction>

const findings = { success: z.boolean(), mismatches: z.array(interactionMismatch) }

/**
 * The newest result that each interaction of a contract has, in the order of the contract. It may come from another
 * contract of the pair that has the same interaction.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/latest')
 * const { href } = (await reply.json())._links['pb:pact-version']
 * const { _embedded } = interactionResults.parse(await (await fetch(`${href}/interaction-results`)).json())
 * _embedded.interactions // → []
 */
export const interactionResults = z.object({
  _embedded: z.object({
    interactions: z.array(
      contractInteraction.extend({
        /** Null where nobody has told of it. */
        result: shortResult.extend({ ...findings, sha: text }).nullable(),
      }),
    ),
  }),
  _links: links,
})
/** The newest result that each interaction of a contract has. */
export type InteractionResults = z.infer<typeof interactionResults>

/**
 * What one verification found for each interaction of a contract, in the order of the contract.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/latest')
 * const { href } = (await reply.json())._links['pb:pact-version']
 * const results = await fetch(`${href}/verification-results/latest/interaction-results`)
 * resultDetails.parse(await results.json()).providerVersion.number // → '5'
 */
export const resultDetails = contentResult.extend({
  /** The newest with this contract; null when there is none any more. */
  consumerVersion: versionOnBranch.nullable(),
  _embedded: z.object({
    interactions: z.array(
      contractInteraction.extend({
        /** Null where the result does not tell of it. */
        result: z.object(findings).nullable(),
      }),
    ),
  }),
})
/** What one verification found for each interaction. */
export type ResultDetails = z.infer<typeof resultDetails>
