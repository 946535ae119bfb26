import { z } from 'zod'

/** Which part of a list: pages count from 1. */
export interface PageRequest {
  readonly number: number
  readonly size: number
}

export const DEFAULT_PAGE_SIZE = 100

/** A number from 1 in a query. */
export const positiveInteger = z
  .string()
  .regex(/^-?\d{1,9}$/, 'must be an integer')
  .transform(Number)
  .refine((value) => value >= 1, 'must be greater than or equal to 1')

/** `page` and `size`, or the older `pageNumber` and `pageSize`. */
export const pageQuery = z.object({
  page: positiveInteger
    .optional()
    .describe('Which page, from 1. With neither page nor size, most lists are given whole'),
  size: positiveInteger.optional().describe('How many to a page; 100 when only the page is given'),
  pageNumber: positiveInteger.optional().describe('The older name of page'),
  pageSize: positiveInteger.optional().describe('The older name of size'),
})

/** Undefined when the client asked for no page: then it gets everything. */
export function requestedPage(query: z.infer<typeof pageQuery>): PageRequest | undefined {
  const number = query.page ?? query.pageNumber
  const size = query.size ?? query.pageSize
  if (number === undefined && size === undefined) return undefined
  return { number: number ?? 1, size: size ?? DEFAULT_PAGE_SIZE }
}
