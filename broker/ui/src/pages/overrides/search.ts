import { z } from 'zod'

const given = z.string().min(1).optional().catch(undefined)

/** Those that count now, those that have ended, or both. */
export const overrideStates = ['active', 'ended'] as const

/** What an address of the overrides can say. */
export const overridesSearch = z.object({
  state: z.enum(overrideStates).optional().catch(undefined),
  pacticipant: given,
  environment: given,
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type OverridesSearch = z.infer<typeof overridesSearch>
