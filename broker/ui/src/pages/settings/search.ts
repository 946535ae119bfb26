import { z } from 'zod'

export const retentionSearch = z.object({
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
