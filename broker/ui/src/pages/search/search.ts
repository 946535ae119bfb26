import { z } from 'zod'

/** What is looked for, and of which kind. */
export const searchSearch = z.object({
  q: z.string().optional().catch(undefined),
})
