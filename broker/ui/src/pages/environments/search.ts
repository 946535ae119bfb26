import { z } from 'zod'

const given = z.string().min(1).optional().catch(undefined)
const page = z.coerce.number().int().min(1).optional().catch(undefined)

/** What an address of the board can say. What makes no sense is left out rather than refused: addresses are typed. */
export const boardSearch = z.object({ q: given, label: given, environment: given, page })
export type BoardSearch = z.infer<typeof boardSearch>

/** A time in the address shows what was in the environment then; `before` is where its list of changes goes on. */
export const environmentSearch = z.object({
  at: z.iso.datetime({ offset: true }).optional().catch(undefined),
  q: given,
  page,
  before: given,
})
export type EnvironmentSearch = z.infer<typeof environmentSearch>
