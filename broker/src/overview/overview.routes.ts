import { integrationState, overview, overviewOrders, paths } from '@tallystick/client/wire'
import { z } from 'zod'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { overviewHal } from './overview.hal.ts'
import { countOverview, listOverview } from './overview.sql.ts'

const query = pageQuery.extend({
  q: z.string().optional().describe('A part of the name of the consumer or the provider'),
  consumer: z.string().optional().describe('The name of the consumer'),
  provider: z.string().optional().describe('The name of the provider'),
  label: z.string().optional().describe('A label that either of them has'),
  team: z.string().optional().describe('The UUID or name of a team that either of them belongs to'),
  environment: z.string().optional().describe('The name of an environment where both have a version'),
  state: integrationState.optional().describe('Only pairs that stand so'),
  order: z.enum(overviewOrders).optional().describe('What comes first; what wants attention when it is not said'),
})

export const overviewEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.overview,
    summary: 'Tells of each pair of consumer and provider how it stands, page by page',
    access: 'read',
    query,
    responses: { 200: overview },
    errors: ['validation-error'],
    async handler({ context: { db }, query: asked, links, url, request }) {
      const { q: text, consumer, provider, label, team, environment, state, order = 'attention' } = asked
      const filter = { text, consumer, provider, label, team, environment }
      const page = requestedPage(asked) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const counts = await countOverview(db, filter)
      const rows = await listOverview(db, { ...filter, state, order, page })
      const total = state ? (counts.get(state) ?? 0) : counts.values().reduce((sum, count) => sum + count, 0)
      return ok(overviewHal(links, { rows, counts, page: pageOf(page, total), url, search: request.search }))
    },
  }),
]
