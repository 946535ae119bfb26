import { wireBody } from '../contract/contents.ts'
import type { HttpInteraction, HttpRequest } from '../contract/contract-file.ts'
import { callMock } from './call-mock.ts'
import { type Parties, capture, eachShape, readExample } from './capture.ts'
import type { HttpShape } from './http-interaction.ts'
import { distinctNotes } from './matching/assemble.ts'
import type { Note } from './matching/expected.ts'

/** The example of a call, as it is on the wire. */
export interface HttpExample<Sent, Replied> {
  readonly request: {
    readonly method: string
    readonly path: string
    readonly query: Readonly<Record<string, string>>
    readonly headers: Readonly<Record<string, string>>
    readonly body: Sent
  }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: Replied
  }
}

/** What a test of an HTTP expectation is given. */
export interface HttpCall<Reply, Sent = unknown, Replied = unknown> {
  /** Where the mock of the provider listens, on loopback: `http://127.0.0.1:41234`. */
  readonly url: string
  /** Fetches from the mock: a path or a URL. Without one it makes the declared call, from its example. */
  readonly fetch: (path?: string | URL, init?: RequestInit) => Promise<Response>
  /** What the consumer should make of the reply: the schema's output, the example where there is no schema. */
  readonly reply: Reply
  readonly example: HttpExample<Sent, Replied>
}

/** A declared call, and the test that it is made. */
export interface HttpExpectation<Reply, Sent = unknown, Replied = unknown> {
  /** As the contract will have them: one, or one for each variant of a body. */
  readonly interactions: readonly HttpInteraction[]
  /** What the contract cannot say of it. */
  readonly notes: readonly Note[]
  /**
   * Starts a mock that answers this call only, and runs the consumer against it; for each variant of a body, again.
   * The interactions are in the contract when this passes.
   *
   * @returns What `test` gave, in the end.
   * @throws CaptureError when the call was not made as declared, or another was; else what `test` throws.
   */
  run<Result>(test: (call: HttpCall<Reply, Sent, Replied>) => Result | Promise<Result>): Promise<Result>
}

function joined(values: Readonly<Record<string, readonly string[]>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, texts]) => [name, texts.join(', ')]))
}

function exampleOf({ interaction: { request, response }, request: sent, response: replied }: HttpShape) {
  return {
    request: {
      method: request.method,
      path: request.path,
      query: joined(request.query),
      headers: joined(request.headers),
      body: sent?.example,
    },
    response: { status: response.status, headers: joined(response.headers), body: replied?.example },
  }
}

function targetOf({ path, query = {} }: HttpRequest): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  )
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`
}

/** Fetches from the mock at `url`. */
function fetchFrom(url: string, { interaction: { request, response } }: HttpShape) {
  // A redirect that is declared is the answer itself.
  const redirects = response.status >= 300 && response.status < 400 ? { redirect: 'manual' as const } : {}
  return async (path?: string | URL, init?: RequestInit): Promise<Response> => {
    if (path !== undefined) return fetch(new URL(path, url), { ...redirects, ...init })
    return fetch(url + targetOf(request), {
      ...redirects,
      method: request.method,
      headers: joined(request.headers),
      ...(request.body && { body: wireBody(request.body) }),
      ...init,
    })
  }
}

/** What expectations were made of, for those that are run together. */
interface Made {
  readonly parties: Parties
  readonly shapes: readonly HttpShape[]
}
const made = new WeakMap<object, Made>()

/** Throws for what is no expectation of a call. */
export function madeOf(expectation: object): Made {
  const known = made.get(expectation)
  if (known) return known
  throw new TypeError('Only calls can be run together: what contract(…).http and contract(…).graphql give.')
}

/** What the consumer should make of the reply. Throws when the schema does not take its own example. */
export function replyOf(parties: Parties, { interaction, request, response }: HttpShape): unknown {
  readExample(parties, interaction.description, request?.reply)
  return readExample(parties, interaction.description, response?.reply)
}

/** An expectation of one call over HTTP, or of one for each variant of its bodies. */
export function httpExpectation(parties: Parties, shapes: readonly HttpShape[]): HttpExpectation<unknown> {
  const expectation: HttpExpectation<unknown> = {
    interactions: shapes.map(({ interaction }) => interaction),
    notes: distinctNotes(shapes.flatMap(({ notes }) => notes)),
    run: (test) =>
      eachShape(shapes, (shape) =>
        capture(parties, shape, () => {
          const { interaction } = shape
          const reply = replyOf(parties, shape)
          const example = exampleOf(shape)
          return callMock({ parties, interactions: [interaction] }, (url) =>
            test({ url, fetch: fetchFrom(url, shape), reply, example }),
          )
        }),
      ),
  }
  made.set(expectation, { parties, shapes })
  return expectation
}
