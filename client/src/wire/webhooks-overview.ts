import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'
import { triggeredWebhookStatus } from './triggered-webhooks.ts'
import { webhook } from './webhooks.ts'

/**
 * How a webhook stands: `paused` (its target failed so often that it is left alone for a while), `failing` (the newest
 * delivery did not arrive, or has yet to be tried again), `waiting` (the newest is about to be sent), `unused`,
 * `working`, `disabled`. In the order in which they want attention.
 *
 * @example
 * webhookStates[0] // → 'paused'
 */
export const webhookStates = ['paused', 'failing', 'waiting', 'unused', 'working', 'disabled'] as const
/**
 * One of these states.
 *
 * @example
 * webhookState.parse('working') // → 'working'
 */
export const webhookState = z.enum(webhookStates)
/** How a webhook stands. */
export type WebhookState = z.infer<typeof webhookState>

/**
 * A webhook with how it stands and what became of its newest delivery.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/webhooks/overview')
 * const [item] = (await reply.json())._embedded.webhooks
 * webhooksOverviewItem.parse(item).state // → 'unused'
 */
export const webhooksOverviewItem = webhook
  .pick({ uuid: true, description: true, consumer: true, provider: true, enabled: true, events: true, paused: true })
  .extend({
    /** As it is written, with its parameters. */
    request: z.object({ method: text, url: text }),
    state: webhookState,
    /** The newest one. */
    lastDelivery: z
      .object({ uuid: text, status: triggeredWebhookStatus, eventName: text, triggeredAt: timestamp })
      .nullable(),
    _links: links,
  })
/** A webhook with how it stands. */
export type WebhooksOverviewItem = z.infer<typeof webhooksOverviewItem>

/**
 * Webhooks with how they stand.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/webhooks/overview')
 * webhooksOverview.parse(await reply.json()).counts.webhooks > 0 // → true
 */
export const webhooksOverview = z.object({
  /** Of all that match, whatever the state that was asked for. */
  counts: z.object({ webhooks: z.number().int(), states: z.record(webhookState, z.number().int()) }),
  _embedded: z.object({ webhooks: z.array(webhooksOverviewItem) }),
  page,
  _links: links,
})
/** Webhooks with how they stand. */
export type WebhooksOverview = z.infer<typeof webhooksOverview>
