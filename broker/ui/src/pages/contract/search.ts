import { z } from 'zod'

/** How a contract is looked at. Without a view: its interactions, by provider state, each closed. */
export const contractSearch = z.object({
  view: z.enum(['results', 'versions', 'json']).optional().catch(undefined),
  by: z.enum(['path']).optional().catch(undefined),
  q: z.string().min(1).optional().catch(undefined),
  result: z.enum(['passed', 'failed', 'unknown']).optional().catch(undefined),
  open: z.enum(['all']).optional().catch(undefined),
  page: z.coerce.number().int().min(2).optional().catch(undefined),
})
export type ContractSearch = z.infer<typeof contractSearch>
export type ContractView = NonNullable<ContractSearch['view']>
