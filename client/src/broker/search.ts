import { paths } from '../wire/paths.ts'
import { type SearchKind, type SearchResults, searchResults } from '../wire/search.ts'
import { call, queryString } from './call.ts'
import type { Transport } from './transport.ts'

/** How much of what is found is wanted. */
export interface SearchOptions {
  /** Only things of this kind; all kinds without it. */
  readonly kind?: SearchKind | undefined
  /** From 1. */
  readonly page?: number | undefined
  /** The most of each kind, up to 100; 20 unless told otherwise. */
  readonly size?: number | undefined
}

export function searchCalls(transport: Transport) {
  return {
    /**
     * Applications, environments, contracts, interactions, versions and branches in whose names each word of the text
     * occurs. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.search('sto', { kind: 'pacticipant' })
     * _embedded.groups[0]?.items.length // → 1
     */
    search(text: string, { kind, page, size }: SearchOptions = {}): Promise<SearchResults> {
      const asked = { q: text, kind, page: page?.toString(), size: size?.toString() }
      return call(transport, {
        method: 'GET',
        url: paths.search + queryString(Object.entries(asked)),
        answer: searchResults,
      })
    },
  }
}
