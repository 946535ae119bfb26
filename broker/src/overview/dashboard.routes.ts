import { dashboard, paths } from '@tallystick/client/wire'
import { listKnownNames } from '../contracts/contracts.sql.ts'
import { type Endpoint, HAL, JSON_TYPE, type Reply, endpoint, ok } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { type PageRequest, pageQuery, requestedPage } from '../kernel/paging.ts'
import { consumerNotFound, providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { dashboardHal, dashboardText } from './dashboard.hal.ts'
import { type DashboardRow, listDashboardRows } from './dashboard.sql.ts'

const TEXT = 'text/plain'
const produces = [HAL, JSON_TYPE, TEXT]
// Of the size of a screen, where the lists of the API give everything.
const FIRST_PAGE: PageRequest = { number: 1, size: 30 }

function reply(call: { readonly links: Links; readonly mediaType: string }, rows: readonly DashboardRow[]): Reply {
  if (call.mediaType === TEXT) return { status: 200, body: dashboardText(rows), mediaType: TEXT }
  return ok(dashboardHal(call.links, rows))
}

export const dashboardEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.dashboard,
    summary: 'The contracts that matter now with their results, the newest activity first',
    access: 'read',
    query: pageQuery,
    responses: { 200: dashboard },
    produces,
    errors: ['validation-error'],
    async handler({ context, query, ...call }) {
      return reply(call, await listDashboardRows(context.db, requestedPage(query) ?? FIRST_PAGE))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.dashboardForPair,
    summary: 'The contracts of a pair that matter now with their results',
    access: 'read',
    query: pageQuery,
    responses: { 200: dashboard },
    produces,
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, ...call }) {
      const known = await listKnownNames(context.db, [params.consumer, params.provider])
      if (!known.includes(params.consumer)) throw consumerNotFound(params.consumer)
      if (!known.includes(params.provider)) throw providerNotFound(params.provider)
      return reply(call, await listDashboardRows(context.db, requestedPage(query) ?? FIRST_PAGE, params))
    },
  }),
]
