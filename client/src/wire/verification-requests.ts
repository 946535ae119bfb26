import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * `requested` nobody has begun · `started` a build of the provider has fetched the contract · `overdue` nothing has come
 * of it in time · `done` there is a result, or nobody needs one any more.
 *
 * @example
 * verificationRequestStatuses.length // → 4
 */
export const verificationRequestStatuses = ['requested', 'started', 'overdue', 'done'] as const
/**
 * How a request for a verification stands.
 *
 * @example
 * verificationRequestStatus.parse('overdue') // → 'overdue'
 */
export const verificationRequestStatus = z.enum(verificationRequestStatuses)
/** How a request for a verification stands. */
export type VerificationRequestStatus = z.infer<typeof verificationRequestStatus>

/**
 * What can be asked for: one of these states, or `open`: all that are not done.
 *
 * @example
 * verificationRequestFilters.includes('open') // → true
 */
export const verificationRequestFilters = [...verificationRequestStatuses, 'open'] as const

/**
 * `newest` what was asked for last comes first · `attention` what is overdue, then what nobody has begun, then what has
 * begun, the oldest first, and what is done at the end.
 *
 * @example
 * verificationRequestOrders[0] // → 'newest'
 */
export const verificationRequestOrders = ['newest', 'attention'] as const

const version = z.object({ name: text, version: text })

/**
 * What a version of a provider that matters has yet to verify, or had to.
 *
 * @example
 * Object.keys(verificationRequest.shape).includes('dueAt') // → true
 */
export const verificationRequest = z.object({
  uuid: text,
  status: verificationRequestStatus,
  /** Who waits, with the version whose publication asked for it. */
  consumer: version,
  /** Who is to verify it, and by which version. */
  provider: version,
  /** Which contract content. */
  sha: text,
  /** Why that version: `latest from main branch, deployed in production`. */
  description: text,
  requestedAt: timestamp,
  dueAt: timestamp,
  startedAt: timestamp.optional(),
  overdueAt: timestamp.optional(),
  doneAt: timestamp.optional(),
  /** What came of it; left out where nobody needed an answer any more. */
  success: z.boolean().optional(),
  /** Of the result that came, among those of its content. */
  resultNumber: z.number().int().optional(),
  /** The command that brings the result; `<words>` are to be filled in. Left out where it is done. */
  next: text.optional(),
  _links: links,
})
/** What a version of a provider has yet to verify, or had to. */
export type VerificationRequest = z.infer<typeof verificationRequest>

/**
 * What is waiting for whom.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/verification-requests')
 * verificationRequests.parse(await reply.json())._embedded.verificationRequests.length // → 0
 */
export const verificationRequests = z.object({
  _embedded: z.object({ verificationRequests: z.array(verificationRequest) }),
  /** How many there are in each state, whichever is asked for. */
  counts: z.record(verificationRequestStatus, z.number().int()),
  page,
  _links: links,
})
/** What is waiting for whom. */
export type VerificationRequests = z.infer<typeof verificationRequests>
