import { z } from 'zod'

/** What the shop reads of a book. Its contract with the catalogue is made of this schema. */
export const book = z.object({
  title: z.string(),
  price: z.object({ amount: z.number(), currency: z.string() }),
  inStock: z.int(),
  /** In percent. A book at its full price has none. */
  discount: z.int().optional(),
})

/** What is needed to show who wrote it. The catalogue has no authors yet: this is the change that breaks. */
export const credits = z.object({ author: z.string() })

export const orderStatus = z.object({ id: z.string(), status: z.enum(['placed', 'shipped']) })

export type OrderStatus = z.infer<typeof orderStatus>

export interface BookPage {
  readonly title: string
  readonly price: string
  readonly offer?: string
  readonly available: boolean
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.json()
}

/** What the shop shows of a book. */
export async function bookPage(catalogueUrl: string, isbn: string): Promise<BookPage> {
  const { title, price, inStock, discount } = book.parse(await getJson(`${catalogueUrl}/books/${isbn}`))
  return {
    title,
    price: `${price.amount.toFixed(2)} ${price.currency}`,
    ...(discount !== undefined && { offer: `${discount} % off` }),
    available: inStock > 0,
  }
}

/** The line below the title. */
export async function byline(catalogueUrl: string, isbn: string): Promise<string> {
  const { author } = credits.parse(await getJson(`${catalogueUrl}/books/${isbn}`))
  return `by ${author}`
}

export async function placeOrder(
  ordersUrl: string,
  order: { readonly isbn: string; readonly quantity: number; readonly email: string },
): Promise<OrderStatus> {
  const response = await fetch(`${ordersUrl}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(order),
  })
  if (response.status !== 201) throw new Error(`The order was not taken: ${response.status}`)
  return orderStatus.parse(await response.json())
}

export async function findOrder(ordersUrl: string, id: string): Promise<OrderStatus> {
  return orderStatus.parse(await getJson(`${ordersUrl}/orders/${id}`))
}
