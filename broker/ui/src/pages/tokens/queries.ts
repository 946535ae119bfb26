import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { TokensSearch } from './search.ts'

const PAGE_SIZE = 50

export const tokensQuery = ({ ended, page }: TokensSearch) =>
  queryOptions({
    queryKey: ['tokens', ended, page],
    queryFn: () => broker.listTokens({ active: ended === undefined, page, size: PAGE_SIZE }),
  })
