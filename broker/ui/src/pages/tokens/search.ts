import { z } from 'zod'

/** What an address of the tokens can say: those that count now, unless it says otherwise. */
export const tokensSearch = z.object({
  ended: z.enum(['true']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type TokensSearch = z.infer<typeof tokensSearch>
