/**
 * The two forms of an error: the older one of the Pact Broker (`error`, `errors`) and problem+json (RFC 9457) for
 * clients that say they understand it.
 */
import { errors } from '@tallystick/client/wire'
import type { BrokerError, FieldProblem } from '../broker-error.ts'
import { HAL, JSON_TYPE } from '../endpoint.ts'

const PROBLEM_JSON = 'application/problem+json'

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

/** Who asked, and how. */
interface Client {
  readonly base: string
  readonly accept: string
  readonly method: string
}

interface ErrorReply {
  readonly status: number
  readonly mediaType: string
  readonly body: unknown
}

export function prefersProblems(accept: string): boolean {
  return accept.includes(PROBLEM_JSON)
}

/** What the details are about: a body, or the parameters of a request that has none. */
type Subject = 'body-property' | 'request-parameter'

const titles = { 'body-property': 'Invalid body parameter', 'request-parameter': 'Invalid request parameter' } as const

function itemType(base: string, subject: Subject, message: string): string {
  if (message.includes('missing')) return `${base}/problems/missing-${subject}`
  if (message.includes('format')) return `${base}/problems/invalid-${subject}-format`
  return `${base}/problems/invalid-${subject}-value`
}

const pointer = (path: readonly string[]) =>
  `/${path.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`

/** As it stands in a query: `q[0][version]`. */
const parameter = ([name = '', ...rest]: readonly string[]) => name + rest.map((key) => `[${key}]`).join('')

function placeOf(subject: Subject, path: readonly string[]): Readonly<Record<string, string>> {
  if (subject === 'body-property') return { pointer: pointer(path) }
  return parameter(path) === '' ? {} : { parameter: parameter(path) }
}

function fieldProblems({ details, problems }: BrokerError): readonly FieldProblem[] {
  if (problems) return problems
  return Object.entries(details ?? {}).flatMap(([field, messages]: [string, readonly string[]]) =>
    messages.map((detail) => ({ path: field.split('.'), detail })),
  )
}

function problemItems(error: BrokerError, base: string, subject: Subject): readonly unknown[] {
  const item = (detail: string) => ({ type: itemType(base, subject, detail), title: titles[subject], detail })
  if (Array.isArray(error.details)) return error.details.map(item)
  return fieldProblems(error).map(({ path, detail }) => ({ ...item(detail), ...placeOf(subject, path) }))
}

function problem(error: BrokerError, { base, method }: Client): unknown {
  const { status, title } = errors[error.code]
  const type = error.code === 'not-found' ? `${base}/problem/not-found` : `${base}/problems/${error.code}`
  if (error.details) {
    const subject = WITH_BODY.has(method) ? 'body-property' : 'request-parameter'
    return { title, type, status, instance: '/', errors: problemItems(error, base, subject) }
  }
  return { title, type, detail: error.message, status }
}

function legacy({ code, details, message, reference }: BrokerError): unknown {
  if (details) return { errors: details }
  return { error: code === 'server-error' ? { message, reference } : message }
}

export function errorReply(error: BrokerError, client: Client): ErrorReply {
  const { status } = errors[error.code]
  if (error.body !== undefined) return { status, mediaType: JSON_TYPE, body: error.body }
  if (prefersProblems(client.accept)) return { status, mediaType: PROBLEM_JSON, body: problem(error, client) }
  const takesHal = client.accept === '' || /hal\+json|\*/.test(client.accept)
  return { status, mediaType: takesHal ? HAL : JSON_TYPE, body: legacy(error) }
}
