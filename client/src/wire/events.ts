import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * What webhooks can be set off by.
 *
 * @example
 * webhookEventNames.includes('contract_published') // → true
 */
export const webhookEventNames = [
  'contract_published',
  'contract_content_changed',
  'contract_requiring_verification_published',
  'provider_verification_published',
  'provider_verification_succeeded',
  'provider_verification_failed',
  'consumer_version_fully_verified',
  'deployment_recorded',
  'branch_created',
] as const

/**
 * What the stream of events tells: all that, and what changes answers without being worth a build.
 *
 * @example
 * eventNames.includes('verification_started') // → true
 */
export const eventNames = [
  ...webhookEventNames,
  'undeployment_recorded',
  'release_recorded',
  'support_ended',
  'verification_started',
  'verification_overdue',
] as const

/**
 * The name of an event that webhooks can be set off by.
 *
 * @example
 * webhookEventName.safeParse('verification_started').success // → false
 */
export const webhookEventName = z.enum(webhookEventNames)
/**
 * The name of an event.
 *
 * @example
 * eventName.parse('verification_started') // → 'verification_started'
 */
export const eventName = z.enum(eventNames)

/** The name of an event that webhooks can be set off by. */
export type WebhookEventName = z.infer<typeof webhookEventName>
/** The name of an event. */
export type EventName = z.infer<typeof eventName>

/** Who takes part in what happened, and in which version where that matters. */
const party = z.object({ name: text, version: text.optional() })

/**
 * Something that happened. What does not apply is left out.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/events?kind=deployment_recorded')
 * const [first] = (await reply.json())._embedded.events
 * brokerEvent.parse(first).environment // → 'production'
 */
export const brokerEvent = z.object({
  /** Its place among all events: give it as `after`, or as `Last-Event-ID`, to read on from there. */
  id: z.string(),
  kind: eventName,
  createdAt: timestamp,
  consumer: party.optional(),
  provider: party.optional(),
  /** For what concerns one pacticipant only. */
  pacticipant: party.optional(),
  branch: text.optional(),
  environment: text.optional(),
  /** Why, in words. */
  comment: text.optional(),
  _links: links,
})
/** Something that happened. */
export type BrokerEvent = z.infer<typeof brokerEvent>

/**
 * A page of what happened, oldest first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/events')
 * events.parse(await reply.json())._embedded.events.length > 0 // → true
 */
export const events = z.object({
  _embedded: z.object({ events: z.array(brokerEvent) }),
  /** Where to read on: everything up to there is in this page or before it. */
  position: z.string(),
  _links: links,
})
/** A page of what happened. */
export type Events = z.infer<typeof events>
