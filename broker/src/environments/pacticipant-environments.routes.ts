import { pacticipantEnvironments, paths } from '@tallystick/client/wire'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { formatTime } from '../kernel/hal.ts'
import { assertPacticipant } from '../versions/not-found.sql.ts'
import { listPlaced } from './pacticipant-environments.sql.ts'

export const pacticipantEnvironmentEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.pacticipantEnvironments,
    summary: 'Lists where versions of a pacticipant are now, deployed or released',
    access: 'read',
    responses: { 200: pacticipantEnvironments },
    errors: ['not-found'],
    async handler({ context: { db }, params: { pacticipant }, links, url }) {
      const rows = await listPlaced(db, pacticipant)
      if (rows.length === 0) await assertPacticipant(db, pacticipant)
      return ok({
        _embedded: { environments: rows.map((row) => ({ ...row, since: formatTime(row.since) })) },
        _links: {
          self: { title: `Environments of ${pacticipant}`, href: url },
          'pb:pacticipant': { title: pacticipant, href: links.href(paths.pacticipant, { pacticipant }) },
        },
      })
    },
  }),
]
