import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { WebhooksSearch } from './search.ts'

const PAGE_SIZE = 50
const DELIVERIES_ON_A_PAGE = 20
// Attempts are no events: what is under way is looked at again.
const POLLING_MS = 2000

export function webhooksQuery({ q, ...question }: WebhooksSearch) {
  return queryOptions({
    queryKey: ['webhooks', 'overview', q, question],
    queryFn: () => broker.getWebhooksOverview({ ...question, text: q, size: PAGE_SIZE }),
  })
}

export function webhookQuery(uuid: string) {
  return queryOptions({
    queryKey: ['webhooks', uuid],
    queryFn: async () => (await broker.findWebhook(uuid)) ?? null,
    refetchInterval: ({ state: { data } }) => (data?.paused ? POLLING_MS : false),
  })
}

const isUnderWay = ({ status }: { readonly status: string }) => status === 'not_run' || status === 'retrying'

export function deliveriesQuery(uuid: string, page = 1) {
  return queryOptions({
    queryKey: ['webhooks', uuid, 'deliveries', page],
    queryFn: () => broker.getWebhookDeliveries(uuid, { page, size: DELIVERIES_ON_A_PAGE }),
    refetchInterval: ({ state: { data } }) => (data?._embedded.triggeredWebhooks.some(isUnderWay) ? POLLING_MS : false),
  })
}

export function deliveryQuery(uuid: string) {
  return queryOptions({
    queryKey: ['webhooks', 'delivery', uuid],
    queryFn: async () => (await broker.findWebhookDelivery(uuid)) ?? null,
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? POLLING_MS : false),
  })
}
