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

/** What the part shows. */
export function readPart(queries: QueryClient, pacticipant: string, search: ApplicationSearch): Promise<unknown> {
  switch (search.tab ?? 'integrations') {
    case 'integrations':
      return Promise.all([
        queries.prefetchQuery(providersQuery(pacticipant, search)),
        queries.prefetchQuery(consumersQuery(pacticipant, search)),
        queries.prefetchQuery(placesQuery(pacticipant)),
      ])
    case 'timeline':
      return Promise.all([
        queries.prefetchQuery(timelineQuery(pacticipant, search)),
        queries.prefetchQuery(branchesQuery(pacticipant)),
      ])
    case 'interactions':
      return queries.prefetchQuery(interactionsQuery(pacticipant, search))
    case 'badges':
      return Promise.all([
        queries.prefetchQuery(environmentsQuery),
        queries.prefetchQuery(providersQuery(pacticipant, search)),
        queries.prefetchQuery(consumersQuery(pacticipant, search)),
      ])
  }
}
