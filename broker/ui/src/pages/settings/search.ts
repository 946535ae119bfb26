import { z } from 'zod'

/** What retention shows: all applications, or one with what would go of it, or what would stay. */
export const retentionSearch = z.object({
  pacticipant: z.string().min(1).optional().catch(undefined),
  kept: z.enum(['true']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type RetentionSearch = z.infer<typeof retentionSearch>

export const deletedSearch = z.object({ page: z.coerce.number().int().min(1).optional().catch(undefined) })
