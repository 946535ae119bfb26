import { searchKind } from '@tallystick/client/wire'
import { z } from 'zod'

/** What is looked for; of one kind, page by page, or of all. */
export const searchSearch = z.object({
  q: z.string().min(1).optional().catch(undefined),
  kind: searchKind.optional().catch(undefined),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type SearchSearch = z.infer<typeof searchSearch>
