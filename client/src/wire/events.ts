import { z } from 'zod'

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
