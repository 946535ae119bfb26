import { z } from 'zod'

/** What the orders service needs to know of a book: its price and whether there are enough. */
export const offer = z.object({
  price: z.object({ amount: z.number(), currency: z.string() }),
  inStock: z.int(),
})

export type Offer = z.infer<typeof offer>

export async function findOffer(catalogueUrl: string, isbn: string): Promise<Offer | undefined> {
  const response = await fetch(`${catalogueUrl}/books/${isbn}`, { headers: { accept: 'application/json' } })
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`The catalogue answered ${response.status}`)
  return offer.parse(await response.json())
}
