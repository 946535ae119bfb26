import { deletion, deletions, paths } from '@tallystick/client/wire'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { deletionNotFound } from './deletions.errors.ts'
import { deletionHal, deletionsHal } from './deletions.hal.ts'
import { countDeletions, findDeletion, listDeletions } from './deletions.sql.ts'

export const deletionEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.deletions,
    summary: 'Lists the deletions that can be undone, the newest first',
    access: 'read',
    query: pageQuery,
    responses: { 200: deletions },
    errors: ['validation-error'],
    async handler({ context: { db, clock }, query, links }) {
      const now = clock()
      const page = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const rows = await listDeletions(db, { now, page })
      return ok(deletionsHal(links, { rows, page: pageOf(page, await countDeletions(db, now)) }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.deletion,
    summary: 'Shows what was deleted and until when it can be restored',
    access: 'read',
    responses: { 200: deletion },
    errors: ['not-found'],
    async handler({ context: { db, clock }, params: { uuid }, links }) {
      const row = await findDeletion(db, { uuid, now: clock() })
      if (!row) throw deletionNotFound(uuid)
      return ok(deletionHal(links, row))
    },
  }),
]
