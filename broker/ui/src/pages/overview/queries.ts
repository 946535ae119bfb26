import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { OverviewSearch } from './search.ts'

const PAGE_SIZE = 50

export function overviewQuery({ q, ...question }: OverviewSearch) {
  return queryOptions({
    queryKey: ['overview', q, question],
    queryFn: () => broker.getOverview({ ...question, text: q, size: question.size ?? PAGE_SIZE }),
  })
}
