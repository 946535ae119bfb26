import { z } from 'zod'

export const colourings = ['state', 'label', 'team'] as const
export const directions = ['both', 'consumers', 'providers'] as const
export const views = ['graph', 'table'] as const

const text = z.string().optional().catch(undefined)

/** What an address of the network can say. What makes no sense is left out rather than refused: addresses are typed. */
export const networkSearch = z.object({
  /** A part of the names that are told apart. */
  q: text,
  environment: text,
  label: text,
  /** The name of one that either of a pair belongs to. */
  team: text,
  /** The application whose neighbourhood alone is shown. */
  focus: text,
  steps: z.coerce.number().int().min(1).max(5).optional().catch(undefined),
  direction: z.enum(directions).optional().catch(undefined),
  /** The application that is told of beside the graph. */
  selected: text,
  colour: z.enum(colourings).optional().catch(undefined),
  view: z.enum(views).optional().catch(undefined),
})
export type NetworkSearch = z.infer<typeof networkSearch>
