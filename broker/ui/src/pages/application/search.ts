import { z } from 'zod'

export const parts = ['integrations', 'timeline', 'interactions', 'badges'] as const
export type Part = (typeof parts)[number]

const given = z.string().min(1).optional().catch(undefined)
const page = z.coerce.number().int().min(1).optional().catch(undefined)

/** Which part of an application is shown, and what of it. The integrations when it is not said. */
export const applicationSearch = z.object({
  tab: z.enum(parts).optional().catch(undefined),
  /** Of the interactions: a part of what is said of them. */
  q: given,
  /** Of the interactions: those of its own contracts, or those that others have with it. */
  role: z.enum(['consumer', 'provider']).optional().catch(undefined),
  /** Of the timeline: one branch only. */
  branch: given,
  /** Of the timeline and the interactions. */
  page,
  /** Of the lists of providers and of consumers. */
  providers: page,
  consumers: page,
})
export type ApplicationSearch = z.infer<typeof applicationSearch>
