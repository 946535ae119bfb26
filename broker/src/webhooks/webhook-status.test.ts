import { expect, test } from 'vitest'
import { type PairDeliveries, webhookStatus } from './webhook-status.ts'

const cases: readonly (readonly [PairDeliveries['statuses'], string])[] = [
  [[], 'not_run'],
  [['not_run'], 'not_run'],
  [['not_run', 'retrying'], 'retrying'],
  [['failure', 'retrying', 'success'], 'retrying'],
  [['failure', 'success'], 'failure'],
  [['not_run', 'success'], 'failure'],
  [['success'], 'success'],
]

test.each(cases)('of deliveries that are %j the status is %s', (statuses, status) => {
  expect(webhookStatus({ hasWebhooks: true, statuses })).toBe(status)
})

test('a pair without webhooks has none', () => {
  expect(webhookStatus({ hasWebhooks: false, statuses: ['success'] })).toBe('none')
})
