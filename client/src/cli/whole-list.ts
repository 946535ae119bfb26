import { eachPage } from '../broker/each-page.ts'
import type { Page } from '../wire/hal.ts'

/** How many the broker lists at once. */
const MOST = 1000

interface Part {
  readonly page: number
  readonly size: number
}

interface Answer<Key extends string, Item> {
  readonly page: Page
  readonly _embedded: Readonly<Record<Key, readonly Item[]>>
}

interface WholeList<Item> {
  readonly items: readonly Item[]
  /** The answer of the broker, as if it listed everything at once. */
  readonly json: object
}

/** What a list holds, over all its pages: `key` names it in the answers. */
export async function wholeList<Key extends string, Item>(
  key: Key,
  ask: (part: Part) => Promise<Answer<Key, Item>>,
): Promise<WholeList<Item>> {
  const answers: Answer<Key, Item>[] = []
  for await (const answer of eachPage((page) => ask({ page, size: MOST }))) answers.push(answer)
  const items = answers.flatMap(({ _embedded }) => _embedded[key])
  const page: Page = { number: 1, size: Math.max(MOST, items.length), totalElements: items.length, totalPages: 1 }
  return { items, json: { ...answers[0], page, _embedded: { [key]: items } } }
}
