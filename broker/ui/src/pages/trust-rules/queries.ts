import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { TrustRulesSearch } from './search.ts'

const PAGE_SIZE = 50

export const trustRulesQuery = ({ page }: TrustRulesSearch) =>
  queryOptions({
    queryKey: ['trust rules', page],
    queryFn: () => broker.listTrustRules({ page, size: PAGE_SIZE }),
  })
