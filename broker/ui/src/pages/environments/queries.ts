import type { Environment } from '@tallystick/client/wire'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { BoardSearch, EnvironmentSearch } from './search.ts'

const PAGE_SIZE = 50
const CHANGES_SIZE = 25
const SUGGESTED = 20

export function boardQuery({ q, ...question }: BoardSearch) {
  return queryOptions({
    queryKey: ['board', q, question],
    queryFn: () => broker.getBoard({ ...question, text: q, size: PAGE_SIZE }),
  })
}

type Which = Pick<Environment, 'uuid'>

export function inventoryQuery({ uuid }: Which, { at, q, page }: EnvironmentSearch) {
  return queryOptions({
    queryKey: ['inventory', uuid, at, q, page],
    queryFn: () => broker.getInventory({ uuid }, { at, text: q, page, size: PAGE_SIZE }),
  })
}

export function changesQuery({ uuid }: Which, { before }: EnvironmentSearch) {
  return queryOptions({
    queryKey: ['changes', uuid, before],
    queryFn: () => broker.listEnvironmentChanges({ uuid }, { before, size: CHANGES_SIZE }),
  })
}

/** The newest versions of an application, to choose from. */
export function newestVersionsQuery(pacticipant: string) {
  return queryOptions({
    queryKey: ['timeline', pacticipant, 'newest'],
    queryFn: () => broker.getTimeline({ pacticipant, size: SUGGESTED }),
    placeholderData: keepPreviousData,
  })
}
