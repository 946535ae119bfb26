import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'
import { targetPause } from './webhooks.ts'

/**
 * How a delivery stands. `not_run` and `retrying` ones are still under way.
 *
 * @example
 * triggeredWebhookStatus.parse('success') // → 'success'
 */
export const triggeredWebhookStatus = z.enum(['not_run', 'retrying', 'success', 'failure'])
/** How a delivery stands. */
export type TriggeredWebhookStatus = z.infer<typeof triggeredWebhookStatus>

/**
 * A delivery: an event told to a webhook, in as many attempts as it takes.
 *
 * @example
 * const delivery = {
 *   uuid: 'f3a1',
 *   status: 'success',
 *   attemptsMade: 1,
 *   attemptsRemaining: 0,
 *   triggerType: 'user',
 *   eventName: 'contract_published',
 *   triggeredAt: '2026-11-22T10:00:00+00:00',
 *   _links: {},
 * }
 * triggeredWebhook.parse(delivery).attemptsMade // → 1
 */
export const triggeredWebhook = z.object({
  uuid: text,
  /** Method and host; not there when the webhook was deleted. */
  name: text.optional(),
  status: triggeredWebhookStatus,
  attemptsMade: z.number().int(),
  attemptsRemaining: z.number().int(),
  /** By an event, or by a person who had it delivered again. */
  triggerType: z.enum(['resource_creation', 'user']),
  eventName: text,
  /** Of the contract that it is about. */
  consumerName: text.optional(),
  providerName: text.optional(),
  triggeredAt: timestamp,
  nextAttemptAt: timestamp.optional(),
  /** The UUID of the delivery that this one repeats. */
  redeliveryOf: text.optional(),
  /** Its target failed so often in a row that it is left alone for a while. Postponing is not an attempt. */
  paused: targetPause.optional(),
  _links: links,
})
/** A delivery: an event told to a webhook. */
export type TriggeredWebhook = z.infer<typeof triggeredWebhook>

const shownRequest = z.object({
  method: text,
  url: text,
  /** Credentials are starred. */
  headers: z.record(z.string(), text),
  body: text.optional(),
})

const shownResponse = z.object({
  status: z.number().int(),
  /** These only where the hosts that webhooks may call are listed in the configuration. */
  headers: z.record(z.string(), text).optional(),
  body: text.optional(),
  /** The body was longer than what is kept. */
  isCut: z.boolean().optional(),
})

/**
 * One attempt, or a note of why none was made.
 *
 * @example
 * webhookAttempt.parse({ attempt: 1, success: false, createdAt: '2026-11-22T10:00:00+00:00', error: 'no answer' }).error // → 'no answer'
 */
export const webhookAttempt = z.object({
  attempt: z.number().int(),
  success: z.boolean(),
  createdAt: timestamp,
  durationMs: z.number().int().optional(),
  request: shownRequest.optional(),
  response: shownResponse.optional(),
  error: text.optional(),
  /** All of it line by line, as text. */
  logs: text.optional(),
})

/**
 * A delivery with what happened in it.
 *
 * @example
 * Object.keys(triggeredWebhookDetails.shape).includes('executions') // → true
 */
export const triggeredWebhookDetails = triggeredWebhook.extend({ executions: z.array(webhookAttempt) })
/** A delivery with what happened in it. */
export type TriggeredWebhookDetails = z.infer<typeof triggeredWebhookDetails>

/**
 * The deliveries of a webhook, the newest first.
 *
 * @example
 * const list = await fetch('http://127.0.0.1:9292/webhooks')
 * const [{ href }] = (await list.json())._links['pb:webhooks']
 * const reply = await fetch(`${href}/triggered-webhooks`)
 * triggeredWebhooks.parse(await reply.json())._embedded.triggeredWebhooks // → []
 */
export const triggeredWebhooks = z.object({
  _embedded: z.object({ triggeredWebhooks: z.array(triggeredWebhook) }),
  page: page.optional(),
  _links: links,
})
/** The deliveries of a webhook. */
export type TriggeredWebhooks = z.infer<typeof triggeredWebhooks>

/**
 * What happened in a delivery, as text.
 *
 * @example
 * const executions = [{ success: true, logs: 'HTTP/1.1 200', createdAt: '2026-11-22T10:00:00+00:00' }]
 * const _embedded = { triggeredWebhook: { uuid: 'f3a1' } }
 * const logs = { eventName: 'contract_published', executions, _embedded, _links: {} }
 * triggeredWebhookLogs.parse(logs).executions.length // → 1
 */
export const triggeredWebhookLogs = z.object({
  eventName: text,
  consumerName: text.optional(),
  providerName: text.optional(),
  executions: z.array(z.object({ success: z.boolean(), logs: text, createdAt: timestamp })),
  _embedded: z.object({ triggeredWebhook: z.object({ uuid: text }) }),
  _links: links,
})
/** What happened in a delivery, as text. */
export type TriggeredWebhookLogs = z.infer<typeof triggeredWebhookLogs>

/**
 * The newest delivery of each webhook and event of a pair.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/webhooks/status')
 * webhooksStatus.parse(await reply.json()).summary.failed // → 0
 */
export const webhooksStatus = z.object({
  summary: z.object({
    successful: z.number().int(),
    failed: z.number().int(),
    retrying: z.number().int().optional(),
    notRun: z.number().int().optional(),
  }),
  _embedded: z.object({ triggeredWebhooks: z.array(triggeredWebhook) }),
  _links: links,
})
/** How the newest deliveries of a pair stand. */
export type WebhooksStatus = z.infer<typeof webhooksStatus>

/**
 * What came of trying a webhook out.
 *
 * @example
 * webhookExecution.parse({ request: { headers: {}, url: '/' }, logs: '', success: false, error: { message: 'no answer' }, _links: {} }).success // → false
 */
export const webhookExecution = z.object({
  request: z.object({
    headers: z.record(z.string(), text),
    body: z.unknown().optional(),
    /** Path and query. */
    url: text,
  }),
  response: z
    .object({
      status: z.number().int(),
      headers: z.record(z.string(), text).optional(),
      body: z.unknown().optional(),
    })
    .optional(),
  error: z.object({ message: text }).optional(),
  /** Why there is no more of the response. */
  message: text.optional(),
  logs: text,
  success: z.boolean(),
  _links: links,
})
/** What came of trying a webhook out. */
export type WebhookExecution = z.infer<typeof webhookExecution>
