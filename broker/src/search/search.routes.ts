import { type SearchKind, paths, searchKind, searchKinds, searchResults } from '@tallystick/client/wire'
import { z } from 'zod'
import type { Connection } from '../context.ts'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { positiveInteger } from '../kernel/paging.ts'
import * as hal from './search.hal.ts'
import * as rows from './search.sql.ts'
import { wordsOf } from './words.ts'

const DEFAULT_SIZE = 20
const MOST = 100
const MAX_LENGTH = 200

const query = z.object({
  q: z
    .string({ error: 'must say what is looked for' })
    .trim()
    .min(1, 'must say what is looked for')
    .max(MAX_LENGTH, `cannot be longer than ${MAX_LENGTH} characters`)
    .describe('Words; each must occur in what a thing is called by'),
  kind: searchKind.optional().describe('Only things of this kind'),
  page: positiveInteger.optional().describe('Which page of each kind, from 1'),
  size: positiveInteger
    .refine((size) => size <= MOST, `must be less than or equal to ${MOST}`)
    .optional()
    .describe(`The most of each kind; ${DEFAULT_SIZE} when it is not said`),
})

/** Reads one more than is shown: so it is known whether there is more. */
type Find = (db: Connection, search: rows.Search, links: Links) => Promise<readonly object[]>

const finders: Readonly<Record<SearchKind, Find>> = {
  pacticipant: async (db, search, links) =>
    (await rows.findPacticipants(db, search)).map((row) => hal.pacticipantHal(links, row)),
  environment: async (db, search, links) =>
    (await rows.findEnvironments(db, search)).map((row) => hal.environmentHal(links, row)),
  contract: async (db, search, links) =>
    (await rows.findContracts(db, search)).map((row) => hal.contractHal(links, row)),
  interaction: async (db, search, links) =>
    (await rows.findInteractions(db, search)).map((row) => hal.interactionHal(links, row)),
  version: async (db, search, links) => (await rows.findVersions(db, search)).map((row) => hal.versionHal(links, row)),
  branch: async (db, search, links) => (await rows.findBranches(db, search)).map((row) => hal.branchHal(links, row)),
}

export const searchEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.search,
    summary: 'Finds applications, environments, contracts, interactions, versions and branches by words',
    access: 'read',
    query,
    responses: { 200: searchResults },
    errors: ['validation-error'],
    async handler({ context: { db }, query: { q, kind, page = 1, size = DEFAULT_SIZE }, links, url, request }) {
      const search = { ...wordsOf(q), limit: size + 1, offset: (page - 1) * size }
      const groups: hal.Group[] = []
      for (const each of kind ? [kind] : searchKinds) {
        const found = await finders[each](db, search, links)
        if (found.length > 0) groups.push({ kind: each, items: found.slice(0, size), hasMore: found.length > size })
      }
      return ok(hal.searchHal(links, { q, page, size, groups }, `${url}?${request.search}`))
    },
  }),
]
