/**
 * A contract file as it is written: version 4 of the Pact specification. What is not said is left out, so that the same
 * expectation is the same bytes.
 */
import type { Generator, JsonObject, JsonValue, RuleList } from '../consumer/matching/expected.ts'

export type ByPath<Entry> = Readonly<Record<string, Entry>>

/** By the part of the message; in a body by path, elsewhere by name. */
export interface MatchingRules {
  readonly method?: RuleList
  readonly path?: RuleList
  readonly status?: ByPath<RuleList>
  readonly query?: ByPath<RuleList>
  readonly header?: ByPath<RuleList>
  readonly metadata?: ByPath<RuleList>
  readonly body?: ByPath<RuleList>
}

export interface Generators {
  readonly path?: Generator
  readonly status?: Generator
  readonly query?: ByPath<Generator>
  readonly header?: ByPath<Generator>
  readonly metadata?: ByPath<Generator>
  readonly body?: ByPath<Generator>
}

/** Something that must be so at the provider before it is asked. */
export interface ProviderState {
  readonly name: string
  readonly params?: JsonObject
}

/** A body: `content` is JSON, text, or what `encoded` says. */
export interface Contents {
  readonly content: JsonValue
  readonly contentType: string
  /** What it may be shown as: the schema of contract files wants it. */
  readonly contentTypeHint?: 'TEXT' | 'BINARY'
  /** `json` is JSON text, for what a reader would take for no body: `null` and `""`. */
  readonly encoded: false | 'base64' | 'json'
}

interface Ruled {
  readonly matchingRules?: MatchingRules
  readonly generators?: Generators
}

export interface HttpRequest extends Ruled {
  readonly method: string
  readonly path: string
  readonly query?: ByPath<readonly string[]>
  readonly headers?: ByPath<readonly string[]>
  readonly body?: Contents
}

export interface HttpResponse extends Ruled {
  readonly status: number
  readonly headers?: ByPath<readonly string[]>
  readonly body?: Contents
}

export interface MessagePart extends Ruled {
  readonly contents?: Contents
  readonly metadata?: JsonObject
}

interface Described {
  readonly description: string
  readonly providerStates?: readonly ProviderState[]
  readonly pending: false
  readonly comments?: JsonObject
}

export interface HttpInteraction extends Described {
  readonly type: 'Synchronous/HTTP'
  readonly request: HttpRequest
  readonly response: HttpResponse
}

export interface MessageInteraction extends Described, MessagePart {
  readonly type: 'Asynchronous/Messages'
}

export interface RequestInteraction extends Described {
  readonly type: 'Synchronous/Messages'
  readonly request: MessagePart
  readonly response: readonly MessagePart[]
}

export type Interaction = HttpInteraction | MessageInteraction | RequestInteraction

/** Who expects it of whom. */
export interface Pair {
  readonly consumer: string
  readonly provider: string
}
