import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

const version = z.object({ name: text, version: text })

/**
 * What a version of a provider found, in short.
 *
 * @example
 * Object.keys(listedResult.shape).includes('verifiedAt') // → true
 */
export const listedResult = z.object({
  number: z.number().int(),
  success: z.boolean(),
  verifiedAt: timestamp,
  buildUrl: text.nullable(),
  /** The newest version with this contract content; null when there is none any more. */
  consumer: z.object({ name: text, version: text.nullable() }),
  provider: version,
  /** Which contract content it is about. */
  sha: text,
  _links: links,
})
/** What a version of a provider found, in short. */
export type ListedResult = z.infer<typeof listedResult>

/**
 * Verification results, newest first. Whether there are more says the link `next`.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/verification-results?provider=Stock')
 * verificationResults.parse(await reply.json())._embedded.verificationResults[0]?.success // → true
 */
export const verificationResults = z.object({
  _embedded: z.object({ verificationResults: z.array(listedResult) }),
  _links: links,
})
/** Verification results, newest first. */
export type VerificationResults = z.infer<typeof verificationResults>
