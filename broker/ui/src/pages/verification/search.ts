import { z } from 'zod'

const given = z.string().min(1).optional().catch(undefined)

export const shownStatuses = ['open', 'overdue', 'requested', 'started', 'done'] as const

/** What an address of the verification page can say: what waits, or the results. Without a state: all that waits. */
export const verificationSearch = z.object({
  tab: z.enum(['results']).optional().catch(undefined),
  status: z.enum(shownStatuses).optional().catch(undefined),
  consumer: given,
  provider: given,
  pacticipant: given,
  success: z.enum(['true', 'false']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type VerificationSearch = z.infer<typeof verificationSearch>
