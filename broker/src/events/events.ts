import type { EventName } from '@tallystick/client/wire'

/** Something that happened, told to whoever listens: streams, waiting clients, webhooks. */
export interface BrokerEvent {
  readonly name: EventName
  readonly consumer?: string
  readonly consumerVersion?: string
  readonly provider?: string
  readonly providerVersion?: string
  /** For what concerns one pacticipant only. */
  readonly pacticipant?: string
  readonly version?: string
  readonly branch?: string
  readonly environment?: string
  /** Why, in words. */
  readonly comment?: string
  /** The rows it is about, for what webhooks say of it. */
  readonly ids: EventIds
  /** The versions of the provider that have to verify, of each of which webhooks tell by itself. */
  readonly required?: readonly RequiredVersion[]
}

export interface RequiredVersion {
  readonly id: number
  /** Why: `latest from main branch`, `deployed in production`. */
  readonly descriptions: readonly string[]
  /** For which branch, where it is for one. */
  readonly branch: string | null
}

/** An event as it is kept, with its place among the others. */
export interface KeptEvent {
  readonly id: number
  readonly transactionId: string
  readonly name: EventName
  readonly consumer: string | null
  readonly consumerVersion: string | null
  readonly provider: string | null
  readonly providerVersion: string | null
  readonly pacticipant: string | null
  readonly version: string | null
  readonly branch: string | null
  readonly environment: string | null
  readonly comment: string | null
  readonly createdAt: Date
}

export interface EventIds {
  readonly consumerId?: number
  readonly providerId?: number
  readonly contentId?: number
  readonly consumerVersionId?: number
  readonly providerVersionId?: number
  readonly verificationId?: number
  readonly pacticipantId?: number
  readonly versionId?: number
}
