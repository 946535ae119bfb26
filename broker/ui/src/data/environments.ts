import { queryOptions } from '@tanstack/react-query'
import { broker } from './broker.ts'

export const environmentsQuery = queryOptions({
  queryKey: ['environments'],
  queryFn: () => broker.listEnvironments(),
})
