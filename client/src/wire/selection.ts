import { z } from 'zod'
import { link } from './hal.ts'

const missing = (issue: { readonly input?: unknown }): boolean => issue.input === null || issue.input === ''

function textError(issue: { readonly input?: unknown }): string {
  if (issue.input === undefined) return 'is missing'
  return missing(issue) ? 'must be filled' : 'must be a string'
}

const text = z
  .string({ error: textError })
  .min(1, 'must be filled')
  .refine((value) => !value.includes('\u0000'), 'cannot contain a NUL character')

const onlyTrue = z.literal(true, { error: (issue) => (missing(issue) ? 'must be filled' : 'must be one of: true') })

const eitherOne = z.literal([true, false], {
  error: (issue) => (missing(issue) ? 'must be filled' : 'must be one of: true, false'),
})

// ISO 8601, with or without a time.
const date = z
  .string({ error: 'must be a date' })
  .refine((value) => /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value)), 'must be a date')

/**
 * Which consumer versions' contracts are wanted. Each field is a criterion; `consumer` narrows the others.
 *
 * @example
 * consumerVersionSelector.parse({ deployedOrReleased: true, environment: 'production' }).environment // → 'production'
 */
export const consumerVersionSelector = z.looseObject({
  mainBranch: onlyTrue.optional(),
  branch: z
    .union([text, z.literal(true)], {
      error: (issue) => (missing(issue) ? 'must be filled' : 'must be a string or branch must be equal to true'),
    })
    .optional(),
  fallbackBranch: text.optional(),
  matchingBranch: onlyTrue.optional(),
  tag: text.optional(),
  fallbackTag: text.optional(),
  latest: eitherOne.optional(),
  consumer: text.refine((value) => value === '' || value.trim() !== '', 'cannot be blank').optional(),
  deployed: onlyTrue.optional(),
  released: onlyTrue.optional(),
  deployedOrReleased: onlyTrue.optional(),
  environment: text.optional(),
})
/** Which consumer versions' contracts are wanted. */
export type ConsumerVersionSelector = z.infer<typeof consumerVersionSelector>

/**
 * The question of a provider's build: which contracts must I verify?
 *
 * @example
 * const selectors = [{ mainBranch: true }, { deployedOrReleased: true }]
 * pactsForVerificationRequest.safeParse({ consumerVersionSelectors: selectors }).success // → true
 */
export const pactsForVerificationRequest = z.looseObject({
  providerVersionBranch: z
    .string({ error: 'must be a string' })
    .refine((value) => value === '' || value.trim() !== '', 'cannot be blank')
    .refine((value) => !value.includes('\u0000'), 'cannot contain a NUL character')
    .nullish(),
  providerVersionTags: z.array(text).nullish(),
  consumerVersionSelectors: z.array(consumerVersionSelector).optional(),
  includePendingStatus: eitherOne.optional(),
  includeWipPactsSince: date.optional(),
})
/** The question of a provider's build. */
export type PactsForVerificationRequest = z.infer<typeof pactsForVerificationRequest>

const flag = z.enum(['true', 'false'], { error: 'must be one of: true, false' })

/**
 * The question as the first clients asked it, in a query string.
 *
 * @example
 * pactsForVerificationQuery.parse({ consumer_version_selectors: [{ tag: 'prod', latest: 'true' }] }).consumer_version_selectors?.length // → 1
 */
export const pactsForVerificationQuery = z.object({
  provider_version_branch: z.string({ error: 'must be a string' }).optional(),
  provider_version_tags: z.array(text).optional(),
  consumer_version_selectors: z
    .array(z.object({ tag: text, fallback_tag: text.optional(), latest: flag.optional(), consumer: text.optional() }))
    .optional(),
  include_pending_status: flag.optional(),
  include_wip_pacts_since: date.optional(),
})
/** The question of a provider's build, in a query string. */
export type PactsForVerificationQuery = z.infer<typeof pactsForVerificationQuery>

/**
 * A sentence for the person who reads a verifier's output, with the outcome after which to show it.
 *
 * @example
 * verificationNotice.parse({ when: 'before_verification', text: 'It is new.' }).when // → 'before_verification'
 */
export const verificationNotice = z.object({ when: z.string(), text: z.string() })
/** A sentence for the person who reads a verifier's output. */
export type VerificationNotice = z.infer<typeof verificationNotice>

/**
 * A contract that a provider's build must verify, as a link, and whether it may fail the build.
 *
 * @example
 * const headers = { 'content-type': 'application/json' }
 * const init = { method: 'POST', headers, body: '{"includePendingStatus":true}' }
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/for-verification', init)
 * const [pact] = (await reply.json())._embedded.pacts
 * pactForVerification.parse(pact).verificationProperties.pending // → false
 */
export const pactForVerification = z.object({
  shortDescription: z.string(),
  verificationProperties: z.object({
    pending: z.boolean().optional(),
    wip: z.literal(true).optional(),
    notices: z.array(verificationNotice),
  }),
  _links: z.object({ self: link.required({ name: true }) }),
})
/** A contract that a provider's build must verify. */
export type PactForVerification = z.infer<typeof pactForVerification>

/**
 * The contracts that a provider's build must verify, each once.
 *
 * @example
 * const headers = { 'content-type': 'application/json' }
 * const init = { method: 'POST', headers, body: '{"includePendingStatus":true}' }
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/for-verification', init)
 * pactsForVerification.parse(await reply.json())._embedded.pacts.length // → 1
 */
export const pactsForVerification = z.object({
  _embedded: z.object({ pacts: z.array(pactForVerification) }),
  /** What is doubtful in the request, for example a field that the broker does not know. */
  notices: z.array(z.object({ type: z.literal('warning'), text: z.string() })).optional(),
  _links: z.object({ self: link }),
})
/** The contracts that a provider's build must verify. */
export type PactsForVerification = z.infer<typeof pactsForVerification>
