import { z } from 'zod'

const given = z.string().min(1).optional().catch(undefined)
const flag = z.literal('true').optional().catch(undefined)
const pageNumber = z.coerce.number().int().min(1).optional().catch(undefined)
const outcomes = z
  .union([z.array(z.string()), z.string().transform((outcome) => [outcome])])
  .optional()
  .catch(undefined)

/** What an address of a pair's matrix can say: how it is shown, and for the list what the API knows as well. */
export const pairSearch = z.object({
  view: z.enum(['grid', 'list']).optional().catch(undefined),
  page: pageNumber,
  providerPage: pageNumber,
  success: outcomes,
  limit: given,
})
export type PairSearch = z.infer<typeof pairSearch>

/** What the page does not know of is kept: the broker is asked what the address says, and tells what is wrong with it. */
const selector = z.looseObject({
  pacticipant: given,
  version: given,
  branch: given,
  tag: given,
  environment: given,
  mainBranch: flag,
  latest: flag,
})
export type SelectorFields = z.infer<typeof selector>

/** The free form has the parameters of the API, so that its addresses open here. */
export const matrixSearch = z.looseObject({
  q: z.array(selector).optional().catch(undefined),
  ignore: z.array(selector).optional().catch(undefined),
  latestby: given,
  environment: given,
  tag: given,
  mainBranch: flag,
  latest: flag,
  success: outcomes,
  limit: given,
})
export type MatrixSearch = z.infer<typeof matrixSearch>
