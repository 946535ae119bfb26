import { paths, timeline } from '@tallystick/client/wire'
import { z } from 'zod'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { pageQuery, requestedPage } from '../kernel/paging.ts'
import { assertPacticipant } from './not-found.sql.ts'
import { timelineHal } from './timeline.hal.ts'
import { listTimeline } from './timeline.sql.ts'
import { countVersions } from './versions.sql.ts'

const SIZE = 20

export const timelineEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.timeline,
    summary: 'Tells what happened to the versions of a pacticipant, newest first, page by page',
    access: 'read',
    query: pageQuery.extend({ branch: z.string().optional().describe('Only versions on this branch') }),
    responses: { 200: timeline },
    errors: ['not-found', 'validation-error'],
    async handler({ context: { db }, params: { pacticipant }, query, links, url, request }) {
      const { branch } = query
      const scope = branch === undefined ? ({ pacticipant, all: true } as const) : { pacticipant, branch }
      const { number, size } = { number: 1, size: SIZE, ...requestedPage(query) }
      const rows = await listTimeline(db, scope, { number, size })
      const total = await countVersions(db, scope)
      if (total === 0) await assertPacticipant(db, pacticipant)
      return ok(
        timelineHal(links, { rows, page: pageOf({ number, size }, total), pacticipant, url, search: request.search }),
      )
    },
  }),
]
