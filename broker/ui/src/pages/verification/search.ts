import { z } from 'zod'

const given = z.string().min(1).optional().catch(undefined)

/** What an address of the verification page can say. */
export const verificationSearch = z.object({
  tab: z.enum(['results']).optional().catch(undefined),
  consumer: given,
  provider: given,
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type VerificationSearch = z.infer<typeof verificationSearch>
