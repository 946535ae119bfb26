import type { BrokerClient } from '../../broker/broker-client.ts'
import { BrokerCallError } from '../../broker/call-error.ts'
import type { TriggeredWebhook } from '../../wire/triggered-webhooks.ts'
import type { Webhook } from '../../wire/webhooks.ts'
import { type Finding, ok, problem, unknown, warning } from './finding.ts'

const ABOUT = 'Webhooks'
const STARTS_VERIFICATION: ReadonlySet<string> = new Set([
  'contract_requiring_verification_published',
  'contract_content_changed',
  'contract_published',
])

/** Undefined where the broker does not tell. */
async function lastDelivery(
  broker: BrokerClient,
  { uuid }: Webhook,
): Promise<TriggeredWebhook | undefined | 'unknown'> {
  try {
    return (await broker.listWebhookDeliveries(uuid))[0]
  } catch (error) {
    if (error instanceof BrokerCallError && error.failure !== 'unreachable') return 'unknown'
    throw error
  }
}

async function check(broker: BrokerClient, webhook: Webhook): Promise<Finding> {
  const name = webhook.description || `${webhook.request.method} ${webhook.request.url}`
  if (!webhook.enabled) return warning(ABOUT, `${name} is switched off.`)
  const last = await lastDelivery(broker, webhook)
  if (last === 'unknown') return unknown(ABOUT, `${name}: this broker does not say how its last call went.`)
  if (last === undefined) return unknown(ABOUT, `${name} was not called yet.`)
  if (last.status === 'success') return ok(ABOUT, `${name} was last called ${last.triggeredAt}, and answered.`)
  const next = `tally test-webhook --uuid ${webhook.uuid}`
  if (last.status === 'failure')
    return problem(ABOUT, `${name} failed when it was last called, ${last.triggeredAt}.`, next)
  return warning(ABOUT, `${name} is being tried since ${last.triggeredAt}, ${last.attemptsMade} times so far.`, next)
}

/** Not tried out: that would start builds. */
export async function checkWebhooks(broker: BrokerClient): Promise<readonly Finding[]> {
  const webhooks = await broker.listWebhooks()
  const starts = webhooks.some(
    ({ enabled, events }) => enabled && events.some(({ name }) => STARTS_VERIFICATION.has(name)),
  )
  const findings = await Promise.all(webhooks.map((webhook) => check(broker, webhook)))
  if (starts) return findings
  const says =
    'None starts the build of a provider when a contract is published: it is verified when the provider is built next.'
  const next = 'tally create-webhook <url of the build> -X POST --contract-requiring-verification-published'
  return [...findings, warning(ABOUT, says, next)]
}
