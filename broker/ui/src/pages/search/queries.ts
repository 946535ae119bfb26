import type { SearchOptions } from '@tallystick/client'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { SearchSearch } from './search.ts'

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

const OF_EACH_KIND = 8
const OF_ONE_KIND = 50

/** What the page shows: some of each kind, or one kind page by page. */
export function pageQuery({ q = '', kind, page }: SearchSearch) {
  return searchQuery(q, kind ? { kind, page, size: OF_ONE_KIND } : { size: OF_EACH_KIND })
}
