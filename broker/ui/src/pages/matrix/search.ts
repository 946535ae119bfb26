import { z } from 'zod'

/** What an address of a pair's matrix can say. */
export const pairSearch = z.object({ view: z.enum(['grid', 'list']).optional().catch(undefined) })
export type PairSearch = z.infer<typeof pairSearch>

/** What an address of the free form can say. */
export const matrixSearch = z.object({})
export type MatrixSearch = z.infer<typeof matrixSearch>
