import type { ErrorCode, ParametersOf, PathParameters } from '@tallystick/client/wire'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { BrokerError } from './broker-error.ts'
import type { Links } from './hal.ts'
import type { QueryObject } from './query.ts'
import { parse } from './validation.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The methods that never change anything. */
export const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Reading that can be open to everybody: always, or by a setting. */
type OpenAccess = 'public' | 'heartbeat' | 'badge'

/** What changes something, and so needs the word of those to whom it belongs. */
type Change = 'publish' | 'verify' | 'record' | 'administer'

/** What a caller can be allowed to do. */
export type Scope = 'read' | Change

/**
 * What a caller must be allowed to do. `own`: what somebody does with what is theirs, for which it is enough to be known;
 * the handler sees to it that it is theirs.
 */
export type Access = OpenAccess | 'own' | Scope

/** What is about a team, by its UUID or name, and about all that are named. */
export interface TeamConcern {
  readonly team: string
  readonly all: readonly string[]
}

/**
 * Whose a change is: of the broker, of all that are named, of any one of them, or of a team. A name that nobody has is
 * nobody's.
 */
export type Concern =
  | 'everything'
  | { readonly all: readonly string[] }
  | { readonly either: readonly string[] }
  | TeamConcern

export const HAL = 'application/hal+json'
export const JSON_TYPE = 'application/json'
/** One JSON text a line. */
export const JSON_LINES = 'application/x-ndjson'
export const MERGE_PATCH = 'application/merge-patch+json'
const HAL_TYPES: readonly string[] = [HAL, JSON_TYPE]

/** One request, parsed. */
export interface Call<Path extends string, Query, Body> {
  readonly context: Context
  readonly params: PathParameters<Path>
  readonly query: Query
  readonly body: Body
  /** The body as it was sent, for what must be kept to the letter. */
  readonly text: string
  readonly links: Links
  /** The URL of this request, as the client sees it, without its query. */
  readonly url: string
  /** The media type to answer with, one of `produces`. */
  readonly mediaType: string
  readonly request: RequestDetails
}

/** What few handlers ask of a request. */
export interface RequestDetails {
  /** The query as it was sent, for parameters that are simply repeated. */
  readonly search: string
  header(name: string): string | undefined
  /** Aborted when the client hangs up before it is answered. */
  hungUp(): AbortSignal
  /** Throws where who called may do so no more: for answers that take long. */
  assertStillAllowed(): Promise<void>
}

/** A response that stays open and is written to as things happen. */
export interface OpenStream {
  /** Cuts off a client that does not read what it is sent. */
  write(text: string): void
  /** When the client has taken what was written, or is gone. */
  drained(): Promise<void>
  end(): void
  /** Cuts the client off, so that it sees that this is not all. */
  abort(): void
  readonly closed: AbortSignal
}

/** What a handler answers. A string or bytes are sent as they are, anything else as JSON. */
export interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly mediaType?: string
  readonly headers?: Readonly<Record<string, string>>
  /** As `Set-Cookie` has them. */
  readonly cookies?: readonly string[]
  /** Marks content that clients may keep: answered with 304 when they still have it. */
  readonly etag?: string
  /** In place of a body: writes it bit by bit. */
  readonly stream?: (stream: OpenStream) => void
}

interface BodyDefinition<Body> {
  readonly schema: z.ZodType<Body>
  readonly mediaTypes: readonly string[]
  /** Nothing sent counts as `{}`; with `typed`, only where the content type is said. */
  readonly optional?: boolean | 'typed'
}

/** What a request is about, once it is parsed. */
interface Subject<Path extends string, Query, Body> {
  readonly context: Context
  readonly params: PathParameters<Path>
  readonly query: Query
  readonly body: Body
}

/** Who must allow it. A change says whom it concerns. */
type Permission<Path extends string, Query, Body> =
  | { readonly access: Exclude<Access, Change>; readonly concerns?: undefined }
  | {
      readonly access: Change
      readonly concerns: (subject: Subject<Path, Query, Body>) => Concern | Promise<Concern>
    }

/** An endpoint as data: the router, the OpenAPI document, the route list and the access table all read this. */
interface EndpointDescription<Path extends string, Query, Body> {
  readonly method: Method
  readonly path: Path
  readonly summary: string
  readonly query?: z.ZodType<Query>
  readonly body?: BodyDefinition<Body>
  /** The body of each status; null where there is none. */
  readonly responses: Readonly<Record<number, z.ZodType | null>>
  readonly produces?: readonly string[]
  readonly errors: readonly ErrorCode[]
  /** For older clients only. */
  readonly deprecated?: boolean
  readonly handler: (call: Call<Path, Query, Body>) => Promise<Reply> | Reply
}

type EndpointDefinition<Path extends string, Query, Body> = EndpointDescription<Path, Query, Body> &
  Permission<Path, Query, Body>

/** What the router knows of a request before the endpoint has looked at it. */
export interface RawCall {
  readonly context: Context
  readonly params: Readonly<Record<string, string>>
  readonly query: QueryObject
  readonly json: unknown
  readonly text: string
  readonly links: Links
  readonly url: string
  readonly mediaType: string
  readonly request: RequestDetails
  /** Throws when the caller may not change what belongs to them. */
  permit(scope: Scope, concern: Concern): Promise<void>
}

export interface Endpoint extends Omit<EndpointDescription<string, unknown, unknown>, 'handler'> {
  readonly access: Access
  readonly produces: readonly string[]
  respond(call: RawCall): Promise<Reply>
}

function parameterNames(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
}

function holdsParameters<Path extends string>(
  names: readonly string[],
  values: Readonly<Record<string, string>>,
): values is Record<ParametersOf<Path>, string> {
  return names.every((name) => values[name] !== undefined)
}

/**
 * Declares an endpoint. The handler gets path parameters named by the template, and query and body as their schemas
 * give them; what does not fit is answered with a validation error before the handler runs.
 */
export function endpoint<const Path extends string, Query = undefined, Body = undefined>(
  definition: EndpointDefinition<Path, Query, Body>,
): Endpoint {
  const { handler, concerns, ...described } = definition
  const names = parameterNames(definition.path)
  return {
    ...described,
    produces: definition.produces ?? HAL_TYPES,
    async respond(raw) {
      const { params } = raw
      if (!holdsParameters<Path>(names, params)) throw new BrokerError('not-found', 'The address is incomplete')
      const query = definition.query ? parse(definition.query, raw.query) : undefined
      const body = definition.body ? parse(definition.body.schema, raw.json) : undefined
      // The schemas produced these; where there is no schema the type parameter is undefined too.
      // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion
      const call = { ...raw, params, query: query as Query, body: body as Body }
      if (concerns) await raw.permit(definition.access, await concerns(call))
      return handler(call)
    },
  }
}

export function ok(body: unknown): Reply {
  return { status: 200, body }
}

export function created(location: string, body: unknown): Reply {
  return { status: 201, body, headers: { Location: location } }
}

export function noContent(): Reply {
  return { status: 204 }
}
