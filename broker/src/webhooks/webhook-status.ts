/**
 * How the webhooks of a pair fare, in a word, judged by the newest delivery of each of them for each event: retrying as
 * soon as one is, a success when all are, and not run while none has.
 */
import type { TriggeredWebhookStatus } from '@tallystick/client/wire'

export interface PairDeliveries {
  readonly hasWebhooks: boolean
  /** Of the newest deliveries, each once. */
  readonly statuses: readonly TriggeredWebhookStatus[]
}

export function webhookStatus({ hasWebhooks, statuses }: PairDeliveries): TriggeredWebhookStatus | 'none' {
  if (!hasWebhooks) return 'none'
  if (statuses.every((status) => status === 'not_run')) return 'not_run'
  if (statuses.includes('retrying')) return 'retrying'
  return statuses.every((status) => status === 'success') ? 'success' : 'failure'
}
