import type { ConsumerAndProvider } from '@tallystick/client'
import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { VerificationSearch } from './search.ts'

const PAGE_SIZE = 50
const HISTORY_SIZE = 10

export function requestsQuery({ status = 'open', consumer, provider, page }: VerificationSearch) {
  const question = { status, consumer, provider, page, size: PAGE_SIZE, order: 'attention' } as const
  return queryOptions({
    queryKey: ['verification requests', question],
    queryFn: () => broker.getVerificationRequests(question),
  })
}

export function resultsQuery({ pacticipant, success, page }: VerificationSearch) {
  const question = { pacticipant, success: success && success === 'true', page, size: PAGE_SIZE }
  return queryOptions({
    queryKey: ['verification results', question],
    queryFn: () => broker.getVerificationResults(question),
  })
}

export function historyQuery(of: ConsumerAndProvider & { readonly sha: string }) {
  return queryOptions({
    queryKey: ['content results', of],
    queryFn: () => broker.listContentResults({ ...of, size: HISTORY_SIZE }),
  })
}
