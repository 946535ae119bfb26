import type { JsonObject } from './matching/expected.ts'

/** A provider state: something that must be so at the provider before the call. */
export type State = string | { readonly name: string; readonly params?: JsonObject }

type States = State | readonly State[]

/** The method of a request: any text, of which these are usual. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'TRACE' | (string & {})

/** Values by name: text or a number, a matcher or a schema of one, an array of these for several. */
export type Named = Readonly<Record<string, unknown>>

/** What every kind of expectation says. */
export interface Declared {
  /** A sentence that tells it from the others of this consumer and provider, such as `a request for an order`. */
  readonly description: string
  /**
   * What must be so at the provider: `{ name: 'an order was placed', params: { id: '1' } }`. With `variants`, a function
   * tells it for each shape by its name, as `String(variants(schema))` lists them: a provider that has what may be absent
   * cannot be without it at the same time.
   */
  readonly states?: States | ((shape: string) => States)
}

/** A call over HTTP, and the answer that the consumer needs. */
export interface HttpDeclaration<Sent, Replied> extends Declared {
  readonly request: {
    /** `GET` when nothing is said. */
    readonly method?: Method
    /** As it is on the wire, encoded: text, a matcher or a schema of text. */
    readonly path: unknown
    readonly query?: Named
    readonly headers?: Named
    readonly cookies?: Named
    /** A value, a matcher or a schema is JSON; `text`, `form`, `xml`, `multipart`, `binary` and `json` make others. */
    readonly body?: Sent
  }
  readonly response: {
    /** 200 when nothing is said. */
    readonly status?: unknown
    readonly headers?: Named
    readonly body?: Replied
  }
}

/** A message that the consumer gets without asking: an event, a job. */
export interface MessageDeclaration<Contents> extends Declared {
  readonly contents: Contents
  /** What comes with the contents: a topic, a key. */
  readonly metadata?: Named
}

/** A message that is answered by another, over anything but HTTP. */
export interface RequestDeclaration<Sent, Replied> extends Declared {
  readonly request: { readonly contents: Sent; readonly metadata?: Named }
  readonly response: { readonly contents: Replied; readonly metadata?: Named }
}

/** A GraphQL query or mutation, over HTTP. */
export interface GraphqlDeclaration<Variables, Data> extends Declared {
  /** The document: text, or what `gql` made of it. How it is laid out does not matter. */
  readonly query: string | { readonly loc?: { readonly source: { readonly body: string } } | undefined }
  readonly variables?: Variables
  /** The name of the operation, where it is sent. */
  readonly operation?: string
  /** `/graphql` when nothing is said. */
  readonly path?: unknown
  readonly headers?: Named
  readonly cookies?: Named
  readonly response: {
    readonly status?: unknown
    readonly headers?: Named
    readonly data?: Data
    readonly errors?: unknown
  }
}
