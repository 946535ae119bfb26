import { z } from 'zod'

export const parts = ['integrations', 'timeline', 'interactions', 'badges'] as const
export type Part = (typeof parts)[number]

/** Which part of an application is shown, and what of it. The integrations when it is not said. */
export const applicationSearch = z.object({
  tab: z.enum(parts).optional().catch(undefined),
  /** Of the interactions: a part of what they are called. */
  q: z.string().optional().catch(undefined),
  /** Of the interactions: those of its own contracts, or those that others have with it. */
  role: z.enum(['consumer', 'provider']).optional().catch(undefined),
  /** Of the timeline: one branch only. */
  branch: z.string().min(1).optional().catch(undefined),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type ApplicationSearch = z.infer<typeof applicationSearch>
