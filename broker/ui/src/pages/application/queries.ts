import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import { environmentsQuery } from '../../data/environments.ts'
import type { ApplicationSearch } from './search.ts'

const PAIRS = 50
const VERSIONS = 20
const INTERACTIONS = 50

export const pacticipantQuery = (pacticipant: string) =>
  queryOptions({
    queryKey: ['pacticipant', pacticipant],
    // Nothing is an answer that can be kept only when it is null.
    queryFn: async () => (await broker.findPacticipant(pacticipant)) ?? null,
  })

export const providersQuery = (pacticipant: string, { providers: page }: ApplicationSearch) =>
  queryOptions({
    queryKey: ['overview', 'providers', pacticipant, page],
    queryFn: () => broker.getOverview({ consumer: pacticipant, page, size: PAIRS }),
  })

export const consumersQuery = (pacticipant: string, { consumers: page }: ApplicationSearch) =>
  queryOptions({
    queryKey: ['overview', 'consumers', pacticipant, page],
    queryFn: () => broker.getOverview({ provider: pacticipant, page, size: PAIRS }),
  })

export const placesQuery = (pacticipant: string) =>
  queryOptions({
    queryKey: ['environments of', pacticipant],
    queryFn: () => broker.listEnvironmentsOf(pacticipant),
  })

export const timelineQuery = (pacticipant: string, { branch, page }: ApplicationSearch) =>
  queryOptions({
    queryKey: ['timeline', pacticipant, branch, page],
    queryFn: () => broker.getTimeline({ pacticipant, branch, page, size: VERSIONS }),
  })

export const branchesQuery = (pacticipant: string) =>
  queryOptions({
    queryKey: ['branches', pacticipant],
    queryFn: () => broker.listBranches({ pacticipant }),
  })

export const interactionsQuery = (pacticipant: string, { q: text, role, page }: ApplicationSearch) =>
  queryOptions({
    queryKey: ['interactions of', pacticipant, text, role, page],
    queryFn: () => broker.listInteractionsOf({ pacticipant, text, role, page, size: INTERACTIONS }),
  })

/** Starts reading what the part shows, together with the application itself. */
export function startReading(queries: QueryClient, pacticipant: string, search: ApplicationSearch): void {
  switch (search.tab ?? 'integrations') {
    case 'integrations':
      void queries.prefetchQuery(providersQuery(pacticipant, search))
      void queries.prefetchQuery(consumersQuery(pacticipant, search))
      void queries.prefetchQuery(placesQuery(pacticipant))
      break
    case 'timeline':
      void queries.prefetchQuery(timelineQuery(pacticipant, search))
      void queries.prefetchQuery(branchesQuery(pacticipant))
      break
    case 'interactions':
      void queries.prefetchQuery(interactionsQuery(pacticipant, search))
      break
    case 'badges':
      void queries.prefetchQuery(environmentsQuery)
      void queries.prefetchQuery(providersQuery(pacticipant, search))
      void queries.prefetchQuery(consumersQuery(pacticipant, search))
  }
}
