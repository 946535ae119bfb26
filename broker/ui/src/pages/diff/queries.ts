import { BrokerCallError } from '@tallystick/client'
import { type Contract, expand, paths } from '@tallystick/client/wire'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'

export interface Pair {
  readonly consumer: string
  readonly provider: string
}

/** Which two contracts of a pair: the newer, and the one it is compared with. */
export type Question = Pair &
  (
    | { readonly version: string; readonly otherVersion: string }
    | { readonly version: string; readonly otherVersion: undefined }
    | { readonly sha: string; readonly pactVersion: string }
  )

/** The addresses of both; without another version, the newest before that says something else. */
export function contractPaths(question: Question): readonly [before: string, after: string] {
  const { consumer, provider } = question
  const pair = { consumer, provider }
  if ('sha' in question) {
    return [
      expand(paths.pactVersionContent, { ...pair, sha: question.pactVersion }),
      expand(paths.pactVersionContent, { ...pair, sha: question.sha }),
    ]
  }
  const { version, otherVersion } = question
  const before =
    otherVersion === undefined
      ? expand(paths.previousDistinctPact, { ...pair, version })
      : expand(paths.pact, { ...pair, version: otherVersion })
  return [before, expand(paths.pact, { ...pair, version })]
}

/** The contract at an address of the API; null where there is none. */
export function contractQuery(path: string) {
  return queryOptions({
    queryKey: ['contract', path],
    queryFn: async (): Promise<Contract | null> => {
      try {
        return await broker.getContract(path)
      } catch (error) {
        if (error instanceof BrokerCallError && error.failure === 'refused' && error.status === 404) return null
        throw error
      }
    },
  })
}

const PAGE_SIZE = 50

/** The versions of the pair, newest first, and what the provider found for them. */
export function versionsQuery({ consumer, provider }: Pair) {
  return infiniteQueryOptions({
    queryKey: ['versions to compare', consumer, provider],
    queryFn: ({ pageParam }) => broker.getMatrixGrid({ consumer, provider, page: pageParam, size: PAGE_SIZE }),
    initialPageParam: 1,
    getNextPageParam: (last, all) => (last.consumer.hasOlder ? all.length + 1 : undefined),
  })
}
