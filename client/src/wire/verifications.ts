import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { name, text } from './text.ts'

// Relative ones are taken, as they always were; but nothing that a page would run when it is clicked.
function isAddress(value: string): boolean {
  if (/\s/.test(value) || !URL.canParse(value, 'http://localhost')) return false
  return !['javascript:', 'data:', 'vbscript:'].includes(new URL(value, 'http://localhost').protocol)
}

const version = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a string') })
  .min(1, 'must be filled')
  .pipe(name)

// Some libraries write their version as a number.
const label = z.union([text, z.number()], { error: 'must be a string' }).transform(String).nullish()

/** Which tool verified, and in which language and test framework it ran. */
const verifier = z.object({
  implementation: label,
  version: label,
  clientLanguage: z.object({ name: label, version: label, testFramework: label }).nullish(),
})

/**
 * What a provider's build found when it replayed a contract.
 *
 * @example
 * newVerificationResult.parse({ success: true, providerApplicationVersion: '5' }).success // → true
 */
export const newVerificationResult = z.object({
  success: z.boolean({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be boolean') }),
  providerApplicationVersion: version,
  /** The branch of that version, for clients that have not told it before. */
  providerApplicationVersionBranch: name.nullish(),
  buildUrl: text.refine(isAddress, 'is not a valid URL eg. http://example.org').nullish(),
  /** When it was verified, if that is not now. ISO 8601. */
  verificationDate: z
    .string({ error: 'must be a date' })
    .refine((value) => /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value)), 'must be a date')
    .nullish(),
  /** The result of each interaction, in the form of the tool that verified. */
  testResults: z.unknown().optional(),
  verifiedBy: verifier.nullish(),
})
/** What a provider's build found, to be published. */
export type NewVerificationResult = z.infer<typeof newVerificationResult>

/**
 * What a version of a provider found when it replayed a contract.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/version/1/verification-results/latest')
 * verificationResult.parse(await reply.json()).providerApplicationVersion // → '5'
 */
export const verificationResult = z.object({
  providerName: z.string(),
  providerApplicationVersion: z.string(),
  success: z.boolean(),
  verificationDate: timestamp,
  buildUrl: z.string().optional(),
  testResults: z.unknown().optional(),
  verifiedBy: z.object({
    implementation: z.string().optional(),
    version: z.string().optional(),
    client_implementation: z.string().optional(),
    client_test_framework: z.string().optional(),
    client_version: z.string().optional(),
  }),
  _embedded: z.object({ tags: z.array(z.object({ name: z.string(), latest: z.boolean(), _links: links })) }).optional(),
  _links: links,
})
/** What a version of a provider found when it replayed a contract. */
export type VerificationResult = z.infer<typeof verificationResult>

/**
 * How the contracts of one consumer version stand with their providers.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/verification-results/consumer/Shop/version/1/latest')
 * verificationSummary.parse(await reply.json()).providerSummary.successful // → ['Stock']
 */
export const verificationSummary = z.object({
  success: z.boolean(),
  providerSummary: z.object({
    successful: z.array(z.string()),
    failed: z.array(z.string()),
    unknown: z.array(z.string()),
  }),
  _embedded: z.object({ verificationResults: z.array(verificationResult) }),
  _links: links,
})
/** How the contracts of one consumer version stand. */
export type VerificationSummary = z.infer<typeof verificationSummary>
