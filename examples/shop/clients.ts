export interface BookPage {
  readonly title: string
  readonly price: string
  readonly available: boolean
}

export interface OrderStatus {
  readonly id: string
  readonly status: string
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.json()
}

/** What the shop shows of a book. */
export async function bookPage(catalogueUrl: string, isbn: string): Promise<BookPage> {
  const book = (await getJson(`${catalogueUrl}/books/${isbn}`)) as {
    title: string
    price: { amount: number; currency: string }
    inStock: number
  }
  return {
    title: book.title,
    price: `${book.price.amount.toFixed(2)} ${book.price.currency}`,
    available: book.inStock > 0,
  }
}

/** The line below the title. The catalogue has no authors yet: this is the change that breaks. */
export async function byline(catalogueUrl: string, isbn: string): Promise<string> {
  const { author } = (await getJson(`${catalogueUrl}/books/${isbn}`)) as { author: string }
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
  return (await response.json()) as OrderStatus
}

export async function orderStatus(ordersUrl: string, id: string): Promise<OrderStatus> {
  return (await getJson(`${ordersUrl}/orders/${id}`)) as OrderStatus
}
