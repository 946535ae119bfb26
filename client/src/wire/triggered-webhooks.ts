import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'

/** `not_run` and `retrying` ones are still under way. */
export const triggeredWebhookStatus = z.enum(['not_run', 'retrying', 'success', 'failure'])
export type TriggeredWebhookStatus = z.infer<typeof triggeredWebhookStatus>

/** A delivery: an event told to a webhook, in as many attempts as it takes. */
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
  triggeredAt: timestamp,
  nextAttemptAt: timestamp.optional(),
  /** The UUID of the delivery that this one repeats. */
  redeliveryOf: text.optional(),
  /** Its target failed so often in a row that it is left alone for a while. Postponing is not an attempt. */
  paused: z.object({ until: timestamp, reason: text }).optional(),
  _links: links,
})
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

/** One attempt, or a note of why none was made. */
export const webhookAttempt = z.object({
  attempt: z.number().int(),
  success: z.boolean(),
  createdAt: timestamp,
  durationMs: z.number().int().optional(),
  request: shownRequest.optional(),
  response: shownResponse.optional(),
  error: text.optional(),
})

/** A delivery with what happened in it. */
export const triggeredWebhookDetails = triggeredWebhook.extend({ executions: z.array(webhookAttempt) })
export type TriggeredWebhookDetails = z.infer<typeof triggeredWebhookDetails>

/** Newest first. */
export const triggeredWebhooks = z.object({
  _embedded: z.object({ triggeredWebhooks: z.array(triggeredWebhook) }),
  page: page.optional(),
  _links: links,
})
export type TriggeredWebhooks = z.infer<typeof triggeredWebhooks>

export const triggeredWebhookLogs = z.object({
  eventName: text,
  consumerName: text.optional(),
  providerName: text.optional(),
  executions: z.array(z.object({ success: z.boolean(), logs: text, createdAt: timestamp })),
  _embedded: z.object({ triggeredWebhook: z.object({ uuid: text }) }),
  _links: links,
})
export type TriggeredWebhookLogs = z.infer<typeof triggeredWebhookLogs>

/** The newest delivery of each webhook and event of a pair. */
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
export type WebhooksStatus = z.infer<typeof webhooksStatus>

/** What came of trying a webhook out. */
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
export type WebhookExecution = z.infer<typeof webhookExecution>
