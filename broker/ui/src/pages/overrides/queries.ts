import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { OverridesSearch } from './search.ts'

const PAGE_SIZE = 50

export const overridesQuery = ({ state, ...question }: OverridesSearch) =>
  queryOptions({
    queryKey: ['overrides', state, question],
    queryFn: () =>
      broker.listOverrides({
        ...question,
        active: state === undefined ? undefined : state === 'active',
        size: PAGE_SIZE,
      }),
  })
