import {
  paths,
  webhookEventName,
  webhookPreview as webhookPreviewAnswer,
  webhookPreviewDetails,
  webhookState,
  webhooksOverview,
} from '@tallystick/client/wire'
import { z } from 'zod'
import { type Endpoint, JSON_TYPE, endpoint, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { listAllPauses } from './circuit.sql.ts'
import { originOf } from './deliverable.ts'
import { userAgentOf } from './delivery-rules.ts'
import { webhookPreview } from './webhook-preview.ts'
import { webhooksOverviewHal } from './webhooks-overview.hal.ts'
import { countWebhooks, listWebhookUrls, listWebhooksOverview } from './webhooks-overview.sql.ts'

const query = pageQuery.extend({
  q: z
    .string()
    .optional()
    .describe('A part of the description, of the URL, or of a name or a label that it filters by'),
  event: webhookEventName.optional().describe('An event that it is set off by'),
  pacticipant: z.string().optional().describe('The name of the consumer or the provider that it filters by'),
  state: webhookState.optional().describe('Only webhooks that stand so'),
})

export const webhooksOverviewEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.webhooksOverview,
    summary: 'Tells of each webhook how it stands, and what became of its newest delivery, page by page',
    access: 'read',
    query,
    responses: { 200: webhooksOverview },
    errors: ['validation-error'],
    async handler({ context: { db }, query: asked, links, url, request }) {
      const { q: text, event, pacticipant, state } = asked
      const pauses = await listAllPauses(db)
      const paused = new Set(pauses.map(({ origin }) => origin))
      const urls = pauses.length > 0 ? await listWebhookUrls(db) : []
      const filter = { text, event, pacticipant, pausedUrls: urls.filter((one) => paused.has(originOf(one))) }
      const page = requestedPage(asked) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const counts = await countWebhooks(db, filter)
      const rows = await listWebhooksOverview(db, { ...filter, state, page })
      const total = state ? (counts.get(state) ?? 0) : counts.values().reduce((sum, count) => sum + count, 0)
      return ok(
        webhooksOverviewHal(links, { rows, counts, pauses, page: pageOf(page, total), url, search: request.search }),
      )
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.previewWebhook,
    summary: 'Shows a webhook as it would be sent for an example of an event; nothing is sent',
    access: 'read',
    body: { schema: webhookPreviewDetails, mediaTypes: [JSON_TYPE] },
    responses: { 200: webhookPreviewAnswer },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    handler({ context: { clock, config, brokerUrl }, body, url }) {
      const shown = webhookPreview(body, { brokerUrl, sentAt: clock(), userAgent: userAgentOf(config) })
      return ok({ ...shown, _links: { self: { href: url } } })
    },
  }),
]
