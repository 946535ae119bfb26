import { z } from 'zod'

/** How a diff is looked at: side by side with every change, unless the address says otherwise. */
export const diffSearch = z.object({
  view: z.enum(['unified']).optional().catch(undefined),
  only: z.enum(['breaking']).optional().catch(undefined),
})
export type DiffSearch = z.infer<typeof diffSearch>
