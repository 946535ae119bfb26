import { paths, triggeredWebhook, triggeredWebhookDetails, triggeredWebhookLogs } from '@tallystick/client/wire'
import { triggeredWebhooks, webhooksStatus } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { BrokerError, notFound } from '../kernel/broker-error.ts'
import { type Endpoint, HAL, JSON_TYPE, created, endpoint, ok } from '../kernel/endpoint.ts'
import { type Links, pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, type PageRequest, pageQuery, requestedPage } from '../kernel/paging.ts'
import { consumerNotFound, providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { listPauses } from './circuit.sql.ts'
import { originOf } from './deliverable.ts'
import { redeliver } from './triggered-webhooks.command.ts'
import {
  type Prospects,
  logsHal,
  logsText,
  triggeredWebhookDetailsHal,
  triggeredWebhookHal,
  triggeredWebhooksHal,
  webhooksStatusHal,
} from './triggered-webhooks.hal.ts'
import {
  type About,
  type TriggeredWebhookRow,
  countTriggeredWebhooks,
  findContractId,
  findPair,
  findPairNames,
  findTriggeredWebhook,
  findVerificationId,
  listExecutions,
  listLatestTriggeredWebhooks,
  listTriggeredWebhooks,
} from './triggered-webhooks.sql.ts'
import { findWebhook } from './webhooks.sql.ts'
import { concernsDelivery } from './webhook-concerns.routes.ts'

const TEXT = 'text/plain'

/** Only what is still to be delivered can be held up. */
async function prospectsOf({ db, config }: Context, rows: readonly TriggeredWebhookRow[]): Promise<Prospects> {
  const waiting = rows.filter(({ status }) => status === 'not_run' || status === 'retrying')
  const origins = waiting.flatMap(({ request }) => (request ? [originOf(request.url)] : []))
  return { retrySchedule: config.webhookRetrySchedule, pauses: await listPauses(db, [...new Set(origins)]) }
}

async function getTriggeredWebhook({ db }: Context, uuid: string): Promise<TriggeredWebhookRow> {
  const row = await findTriggeredWebhook(db, uuid)
  if (!row) throw notFound()
  return row
}

interface ListRequest {
  readonly about: Partial<About>
  readonly page: PageRequest | undefined
  readonly title: string
  readonly url: string
}

async function list(context: Context, links: Links, { about, page, title, url }: ListRequest) {
  const rows = await listTriggeredWebhooks(context.db, about, page)
  const shown = page && pageOf(page, await countTriggeredWebhooks(context.db, about))
  return ok(triggeredWebhooksHal(links, { rows, page: shown, title, url }, await prospectsOf(context, rows)))
}

const lists: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.pactTriggeredWebhooks,
    summary: 'The deliveries that a contract set off, the newest first',
    access: 'read',
    query: pageQuery,
    responses: { 200: triggeredWebhooks },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const contractId = await findContractId(context.db, params)
      if (contractId === undefined) throw notFound()
      const { consumer, provider, version } = params
      const title = `Webhooks triggered by the publication of the pact between ${consumer} (${version}) and ${provider}`
      return list(context, links, { about: { contractId }, page: requestedPage(query), title, url })
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.verificationTriggeredWebhooks,
    summary: 'The deliveries that a verification result set off, the newest first',
    access: 'read',
    query: pageQuery,
    responses: { 200: triggeredWebhooks },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const number = /^\d{1,9}$/.test(params.number) ? Number(params.number) : undefined
      const verificationId =
        number === undefined ? undefined : await findVerificationId(context.db, { ...params, number })
      if (verificationId === undefined) throw notFound()
      const title = `Webhooks triggered by the publication of verification result ${number}`
      return list(context, links, { about: { verificationId }, page: requestedPage(query), title, url })
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.webhookDeliveries,
    summary: 'The deliveries to a webhook, the newest first',
    access: 'read',
    query: pageQuery,
    responses: { 200: triggeredWebhooks },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const webhook = await findWebhook(context.db, params.uuid)
      if (!webhook) throw notFound()
      // Nobody wants all that a webhook ever did.
      const page = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      return list(context, links, { about: { webhookId: webhook.id }, page, title: 'Triggered webhooks', url })
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.pactWebhooksStatus,
    summary: 'What became of the newest delivery of each webhook and event of a pair',
    access: 'read',
    responses: { 200: webhooksStatus },
    errors: ['not-found'],
    async handler({ context, params, links }) {
      const { consumerId, providerId, hasContract } = await findPair(context.db, params)
      if (consumerId === null) throw consumerNotFound(params.consumer)
      if (providerId === null) throw providerNotFound(params.provider)
      const rows = await listLatestTriggeredWebhooks(context.db, { consumerId, providerId })
      const prospects = await prospectsOf(context, rows)
      return ok(webhooksStatusHal(links, { pair: params, hasContract, rows, prospects }))
    },
  }),
]

const single: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.triggeredWebhook,
    summary: 'A delivery with its attempts',
    access: 'read',
    responses: { 200: triggeredWebhookDetails },
    errors: ['not-found'],
    async handler({ context, params, links }) {
      const row = await getTriggeredWebhook(context, params.uuid)
      const executions = await listExecutions(context.db, row.id)
      return ok(triggeredWebhookDetailsHal(links, { row, executions }, await prospectsOf(context, [row])))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.triggeredWebhookLogs,
    summary: 'What was sent and answered in a delivery',
    access: 'read',
    responses: { 200: triggeredWebhookLogs },
    produces: [TEXT, HAL, JSON_TYPE],
    errors: ['not-found'],
    async handler({ context, params, links, mediaType }) {
      const row = await getTriggeredWebhook(context, params.uuid)
      const executions = await listExecutions(context.db, row.id)
      if (mediaType !== TEXT) return ok(logsHal(links, { row, executions }, await findPairNames(context.db, row.id)))
      const prospects = await prospectsOf(context, [row])
      return { status: 200, body: logsText({ row, executions }, { prospects, now: context.clock() }), mediaType }
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.redeliverTriggeredWebhook,
    summary: 'Delivers the same again, as a new delivery',
    access: 'administer',
    concerns: concernsDelivery,
    responses: { 201: triggeredWebhook },
    errors: ['not-found', 'conflict'],
    async handler({ context, params, links }) {
      const former = await getTriggeredWebhook(context, params.uuid)
      const uuid = await redeliver(context, params.uuid)
      if (uuid === undefined) {
        const message = `The webhook ${former.webhookUuid} is disabled or was deleted: nothing is delivered to it.`
        throw new BrokerError('conflict', message)
      }
      const row = await getTriggeredWebhook(context, uuid)
      const prospects = await prospectsOf(context, [row])
      return created(links.href(paths.triggeredWebhook, { uuid }), triggeredWebhookHal(links, row, prospects))
    },
  }),
]

export const triggeredWebhookEndpoints: readonly Endpoint[] = [...lists, ...single]
