import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { Question } from './search.ts'

export function deploymentQuery({ pacticipant, version, branch, environment }: Question) {
  const isMain = version === undefined && branch === undefined
  return queryOptions({
    queryKey: ['can-i-deploy', pacticipant, version, branch, environment],
    queryFn: () =>
      broker.queryMatrix({
        selectors: [isMain ? { pacticipant, mainBranch: true } : { pacticipant, version, branch }],
        toEnvironment: environment,
      }),
  })
}
