import { webhookEventName, webhookState } from '@tallystick/client/wire'
import { z } from 'zod'

const given = z.string().min(1).optional().catch(undefined)
const page = z.coerce.number().int().min(1).optional().catch(undefined)

/** What an address of the list can say. */
export const webhooksSearch = z.object({
  q: given,
  event: webhookEventName.optional().catch(undefined),
  pacticipant: given,
  state: webhookState.optional().catch(undefined),
  page,
})
export type WebhooksSearch = z.infer<typeof webhooksSearch>

/** For whose events a new one is, when one comes from there. */
export const newWebhookSearch = z.object({ consumer: given, provider: given })

/** The parts of the page of a webhook. */
const webhookParts = ['settings', 'test', 'deliveries'] as const
export type WebhookPart = (typeof webhookParts)[number]

/** Which part of a webhook is shown, and which of its deliveries. */
export const webhookSearch = z.object({
  part: z.enum(webhookParts).optional().catch(undefined),
  delivery: given,
  page,
})
export type WebhookSearch = z.infer<typeof webhookSearch>
