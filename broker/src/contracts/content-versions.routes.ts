import { contentVersions, paths } from '@tallystick/client/wire'
import { notFound } from '../kernel/broker-error.ts'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { contentVersionsHal } from './content-versions.hal.ts'
import { countContentVersions, findContentId, listContentVersions } from './content-versions.sql.ts'

export const contentVersionEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.contentVersions,
    summary: 'Lists the versions of a consumer whose contract says the same, newest first, page by page',
    access: 'read',
    query: pageQuery,
    responses: { 200: contentVersions },
    errors: ['not-found', 'validation-error'],
    async handler({ context: { db }, params, query, links }) {
      const contentId = await findContentId(db, params)
      if (contentId === undefined) throw notFound()
      const asked = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const rows = await listContentVersions(db, contentId, asked)
      const page = pageOf(asked, await countContentVersions(db, contentId))
      return ok(contentVersionsHal(links, { content: params, rows, page }))
    },
  }),
]
