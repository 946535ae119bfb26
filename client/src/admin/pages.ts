import type { z } from 'zod'
import { call } from '../broker/call.ts'
import { eachPage } from '../broker/each-page.ts'
import type { Transport } from '../broker/transport.ts'

// Large enough to be quick, small enough for a broker that computes much for each item.
const PAGE_SIZE = 200

interface Paged {
  readonly page?: { readonly totalPages: number; readonly totalElements: number } | undefined
}

/** A whole list, page by page. A broker that knows no pages gives it at once. */
export async function readPages<Answer extends Paged, Item>(
  transport: Transport,
  { url, answer }: { readonly url: string; readonly answer: z.ZodType<Answer> },
  itemsOf: (answer: Answer) => readonly Item[],
): Promise<readonly Item[]> {
  const items: Item[] = []
  const ask = (page: number) => call(transport, { method: 'GET', url: `${url}?page=${page}&size=${PAGE_SIZE}`, answer })
  for await (const found of eachPage(ask)) items.push(...itemsOf(found))
  return items
}
