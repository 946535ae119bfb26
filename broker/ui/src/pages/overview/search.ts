import { integrationState, overviewOrders } from '@tallystick/client/wire'
import { z } from 'zod'

/** What an address of the overview can say. What makes no sense is left out rather than refused: addresses are typed. */
export const overviewSearch = z.object({
  q: z.string().optional().catch(undefined),
  /** The name of a team. */
  team: z.string().optional().catch(undefined),
  label: z.string().optional().catch(undefined),
  environment: z.string().optional().catch(undefined),
  state: integrationState.optional().catch(undefined),
  order: z.enum(overviewOrders).optional().catch(undefined),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
  /** How many pairs a page of the list has. */
  size: z.coerce.number().int().min(1).max(1000).optional().catch(undefined),
})
export type OverviewSearch = z.infer<typeof overviewSearch>
