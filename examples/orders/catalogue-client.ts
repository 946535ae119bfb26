export interface Offer {
  readonly amount: number
  readonly currency: string
  readonly inStock: number
}

/** What the orders service needs to know of a book: its price and whether there are enough. */
export async function findOffer(catalogueUrl: string, isbn: string): Promise<Offer | undefined> {
  const response = await fetch(`${catalogueUrl}/books/${isbn}`, { headers: { accept: 'application/json' } })
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`The catalogue answered ${response.status}`)
  const { price, inStock } = (await response.json()) as { price: Omit<Offer, 'inStock'>; inStock: number }
  return { amount: price.amount, currency: price.currency, inStock }
}
