import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * `requested` nobody has begun · `started` a build of the provider has fetched the contract · `overdue` nothing has come
 * of it in time · `done` there is a result, or nobody needs one any more.
 */
export const verificationRequestStatuses = ['requested', 'started', 'overdue', 'done'] as const
export const verificationRequestStatus = z.enum(verificationRequestStatuses)
export type VerificationRequestStatus = z.infer<typeof verificationRequestStatus>

const version = z.object({ name: text, version: text })

/** What a version of a provider that matters has yet to verify, or had to. */
export const verificationRequest = z.object({
  uuid: text,
  status: verificationRequestStatus,
  /** Who waits, with the version whose publication asked for it. */
  consumer: version,
  /** Who is to verify it, and by which version. */
  provider: version,
  /** Why that version: `latest from main branch, deployed in production`. */
  description: text,
  requestedAt: timestamp,
  dueAt: timestamp,
  startedAt: timestamp.optional(),
  overdueAt: timestamp.optional(),
  doneAt: timestamp.optional(),
  /** What came of it; left out where nobody needed an answer any more. */
  success: z.boolean().optional(),
  _links: links,
})
export type VerificationRequest = z.infer<typeof verificationRequest>

export const verificationRequests = z.object({
  _embedded: z.object({ verificationRequests: z.array(verificationRequest) }),
  page,
  _links: links,
})
export type VerificationRequests = z.infer<typeof verificationRequests>
