import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { NetworkSearch } from './search.ts'

export function networkQuery({ environment, label }: NetworkSearch) {
  return queryOptions({
    queryKey: ['network', environment, label],
    queryFn: () => broker.getNetwork({ environment, label }),
  })
}
