import { z } from 'zod'
import { webhookEventName } from './events.ts'
import { links } from './hal.ts'
import { text } from './text.ts'

const shownSide = z.object({ name: text.nullish(), branch: text.nullish() })

/**
 * A request with parameters, as far as it is written yet, and the event that it is to be filled with.
 *
 * @example
 * webhookPreviewDetails.parse({ event: 'branch_created', request: {} }).event // → 'branch_created'
 */
export const webhookPreviewDetails = z.object({
  event: webhookEventName,
  /** Whose names the example has; made-up ones where nothing is said. */
  consumer: shownSide.nullish(),
  provider: shownSide.nullish(),
  request: z.object({
    method: text.nullish(),
    url: text.nullish(),
    headers: z.record(z.string(), text).nullish(),
    body: z.unknown().optional(),
    username: text.nullish(),
  }),
  /** Whether it has a signing secret. */
  isSigned: z.boolean().nullish(),
})

/**
 * The request as it would be sent for an example of the event, and all the parameters that there are.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/webhooks/preview', {
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json' },
 *   body: JSON.stringify({ event: 'branch_created', request: { url: 'https://ci.example.org/${pactbroker.branchName}' } }),
 * })
 * webhookPreview.parse(await reply.json()).request.url // → 'https://ci.example.org/feat%2Fcheckout'
 */
export const webhookPreview = z.object({
  /** Credentials are starred. */
  request: z.object({ method: text, url: text, headers: z.record(z.string(), text), body: text.optional() }),
  parameters: z.array(
    z.object({
      name: text,
      /** What it stands for. */
      description: text,
      /** In this example; empty where such an event has nothing to say. */
      value: text,
    }),
  ),
  /** Names that are no parameters: they are sent as they are written. */
  unknownParameters: z.array(text),
  _links: links,
})
/** A request as it would be sent for an example of an event. */
export type WebhookPreview = z.infer<typeof webhookPreview>
