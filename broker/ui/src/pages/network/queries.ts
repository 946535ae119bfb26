import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { NetworkSearch } from './search.ts'

export function networkQuery({ environment, label, team }: NetworkSearch) {
  return queryOptions({
    queryKey: ['network', environment, label, team],
    queryFn: () => broker.getNetwork({ environment, label, team }),
  })
}
