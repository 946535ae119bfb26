import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

/** What webhooks can be set off by. */
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

/** What the stream of events tells: all that, and what changes answers without being worth a build. */
export const eventNames = [
  ...webhookEventNames,
  'undeployment_recorded',
  'release_recorded',
  'support_ended',
  'verification_started',
  'verification_overdue',
] as const

export const webhookEventName = z.enum(webhookEventNames)
export const eventName = z.enum(eventNames)

export type WebhookEventName = z.infer<typeof webhookEventName>
export type EventName = z.infer<typeof eventName>

/** Who takes part in what happened, and in which version where that matters. */
const party = z.object({ name: text, version: text.optional() })

/** Something that happened. What does not apply is left out. */
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
export type BrokerEvent = z.infer<typeof brokerEvent>

/** A page of what happened, oldest first. */
export const events = z.object({
  _embedded: z.object({ events: z.array(brokerEvent) }),
  /** Where to read on: everything up to there is in this page or before it. */
  position: z.string(),
  _links: links,
})
export type Events = z.infer<typeof events>
