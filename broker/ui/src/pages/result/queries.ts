import { BrokerCallError } from '@tallystick/client'
import type { ResultDetails } from '@tallystick/client/wire'
import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'

export interface ResultAddress {
  readonly consumer: string
  readonly provider: string
  readonly sha: string
  /** Or `latest`. */
  readonly number: string
}

/** Null where there is none. */
async function findDetails({ number, ...content }: ResultAddress): Promise<ResultDetails | null> {
  const asked = number === 'latest' ? number : Number(number)
  if (asked !== 'latest' && !Number.isInteger(asked)) return null
  try {
    return await broker.getResultDetails({ ...content, number: asked })
  } catch (error) {
    if (error instanceof BrokerCallError && error.status === 404) return null
    throw error
  }
}

export const resultQuery = (address: ResultAddress) =>
  queryOptions({ queryKey: ['result', address], queryFn: () => findDetails(address) })
