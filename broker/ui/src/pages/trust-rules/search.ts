import { z } from 'zod'

/** What an address of the trust rules can say. */
export const trustRulesSearch = z.object({ page: z.coerce.number().int().min(1).optional().catch(undefined) })
export type TrustRulesSearch = z.infer<typeof trustRulesSearch>
