import { DELETE_ALL_INTEGRATIONS, integrations, paths } from '@tallystick/client/wire'
import { z } from 'zod'
import { concernsBoth, concernsEverything } from '../accounts/concerns.ts'
import { invalid } from '../kernel/broker-error.ts'
import { type Endpoint, HAL, JSON_TYPE, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { pageQuery, requestedPage } from '../kernel/paging.ts'
import { removeAllIntegrations, removeIntegration } from './integrations.command.ts'
import { integrationsDot, integrationsHal } from './integrations.hal.ts'
import { countIntegrations, listIntegrations } from './integrations.sql.ts'

const DOT = 'text/vnd.graphviz'

const UNCONFIRMED =
  'needs an explicit confirmation, since it deletes every pacticipant with its versions, contracts, results and ' +
  `webhooks: add ?confirm=${DELETE_ALL_INTEGRATIONS}`

export const integrationEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.integrations,
    summary: 'Lists the pairs of consumer and provider, the one that changed last first',
    access: 'read',
    query: pageQuery.extend({ q: z.string().optional() }),
    responses: { 200: integrations },
    produces: [HAL, JSON_TYPE, DOT],
    errors: ['validation-error'],
    async handler({ context, query, links, mediaType }) {
      const page = requestedPage(query)
      const filter = { query: query.q }
      const rows = await listIntegrations(context.db, { ...filter, page })
      if (mediaType === DOT) return { status: 200, body: integrationsDot(rows), mediaType: DOT }
      const total = page ? await countIntegrations(context.db, filter) : rows.length
      return ok(integrationsHal(links, { rows, page: page && pageOf(page, total), ...filter }))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.integrations,
    summary: 'Deletes all integrations, and with them everything but the environments',
    access: 'administer',
    concerns: concernsEverything,
    query: z.object({ confirm: z.string().optional() }),
    responses: { 204: null },
    errors: ['validation-error'],
    async handler({ context, query }) {
      if (query.confirm !== DELETE_ALL_INTEGRATIONS) throw invalid({ confirm: [UNCONFIRMED] })
      await removeAllIntegrations(context)
      return noContent()
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.integration,
    summary: 'Deletes what a consumer and a provider have in common: contracts, results and webhooks',
    access: 'administer',
    concerns: concernsBoth,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await removeIntegration(context, params)
      return noContent()
    },
  }),
]
