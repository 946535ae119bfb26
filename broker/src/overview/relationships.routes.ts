import { paths } from '@tallystick/client/wire'
import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { type Endpoint, type Reply, endpoint } from '../kernel/endpoint.ts'
import { positiveInteger } from '../kernel/paging.ts'
import { pacticipantNotFound } from '../pacticipants/pacticipants.errors.ts'
import { findPacticipant } from '../pacticipants/pacticipants.sql.ts'
import { type Connection, groupAround, networkRows } from './network.ts'
import { listConnections, listConnectionsWithContract } from './relationships.sql.ts'

const CSV = 'text/csv'

function reply(connections: readonly Connection[]): Reply {
  const rows = networkRows(connections).map((row) => [...row])
  return { status: 200, body: stringify(rows), mediaType: CSV }
}

export const relationshipEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.group,
    summary: 'Everything that is connected with a pacticipant, for a network diagram',
    access: 'read',
    query: z.object({ maxPacticipants: positiveInteger.optional() }),
    responses: { 200: z.string() },
    produces: [CSV],
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query }) {
      const pacticipant = await findPacticipant(context.db, params.pacticipant)
      if (!pacticipant) throw pacticipantNotFound(params.pacticipant)
      return reply(groupAround(await listConnections(context.db), pacticipant.id, query.maxPacticipants))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.relationships,
    summary: 'All consumers and providers that have a contract, for a network diagram',
    access: 'read',
    responses: { 200: z.string() },
    produces: [CSV],
    errors: [],
    handler: async ({ context }) => reply(await listConnectionsWithContract(context.db)),
  }),
]
