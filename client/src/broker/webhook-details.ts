import type { WebhookEventName } from '../wire/events.ts'

/** Whose events: of one application by its name, or of all that have a label. */
export interface WebhookScope {
  readonly name?: string | undefined
  readonly label?: string | undefined
  /** Only versions on this branch. */
  readonly branch?: string | undefined
  /** Only versions on the main branch. */
  readonly mainBranch?: boolean | undefined
}

/** A webhook as it is to be. `${pactbroker.consumerName}` and the like in the request stand for what happened. */
export interface WebhookToSave {
  readonly description?: string | undefined
  readonly consumer?: WebhookScope | undefined
  readonly provider?: WebhookScope | undefined
  readonly events: readonly WebhookEventName[]
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers?: Readonly<Record<string, string>> | undefined
    /** Text is sent as it is, anything else as JSON. */
    readonly body?: unknown
    readonly username?: string | undefined
    /** Null takes away the one that is stored. */
    readonly password?: string | null | undefined
  }
  /** It is, unless it is said to be not. */
  readonly enabled?: boolean | undefined
  /** With which deliveries are signed. Null takes away the one that is stored. */
  readonly signingSecret?: string | null | undefined
  /** For PactFlow. */
  readonly teamUuid?: string | undefined
}

export function details({ events, ...webhook }: WebhookToSave) {
  return { ...webhook, events: events.map((name) => ({ name })) }
}
