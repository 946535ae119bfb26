import { network, paths } from '@tallystick/client/wire'
import { z } from 'zod'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { networkHal } from './network.hal.ts'
import { listLabelled, listNetworkPairs, listOwners } from './network.sql.ts'

/** About half a megabyte, and far more than anybody can read in one drawing. */
const MOST_PAIRS = 5000

export const networkEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.network,
    summary: 'Tells who speaks with whom, and how each pair stands, all at once',
    access: 'read',
    query: z.object({
      label: z.string().optional().describe('A label that either of the pair has'),
      team: z.string().optional().describe('The UUID or name of a team that either of the pair belongs to'),
      environment: z.string().optional().describe('The name of an environment where both have a version'),
    }),
    responses: { 200: network },
    errors: ['validation-error'],
    async handler({ context: { db }, query, url, request: { search } }) {
      const pairs = await listNetworkPairs(db, { ...query, limit: MOST_PAIRS })
      const self = search === '' ? url : `${url}?${search}`
      return ok(networkHal({ pairs, labelled: await listLabelled(db), owners: await listOwners(db), self }))
    },
  }),
]
