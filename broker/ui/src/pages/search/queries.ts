import type { SearchOptions } from '@tallystick/client'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'

/** What the broker takes. */
const MAX_LENGTH = 200

export function searchQuery(text: string, options: SearchOptions) {
  const q = text.trim().slice(0, MAX_LENGTH)
  return queryOptions({
    queryKey: ['search', q, options],
    queryFn: () => broker.search(q, options),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
}
