/**
 * The two forms of an error: the older one of the Pact Broker (`error`, `errors`) and problem+json (RFC 9457) for
 * clients that say they understand it.
 */
import { errors } from '@tallystick/client/wire'
import type { BrokerError } from '../broker-error.ts'
import { HAL, JSON_TYPE } from '../endpoint.ts'

const PROBLEM_JSON = 'application/problem+json'

interface ErrorReply {
  readonly status: number
  readonly mediaType: string
  readonly body: unknown
}

export function prefersProblems(accept: string): boolean {
  return accept.includes(PROBLEM_JSON)
}

function itemType(base: string, message: string): string {
  if (message.includes('missing')) return `${base}/problems/missing-body-property`
  if (message.includes('format')) return `${base}/problems/invalid-body-property-format`
  return `${base}/problems/invalid-body-property-value`
}

function problemItems(base: string, details: NonNullable<BrokerError['details']>): readonly unknown[] {
  const title = 'Validation error'
  if (Array.isArray(details)) return details.map((detail: string) => ({ type: itemType(base, detail), title, detail }))
  return Object.entries(details).flatMap(([field, messages]: [string, readonly string[]]) =>
    messages.map((detail) => ({
      type: itemType(base, detail),
      title,
      detail,
      pointer: `/${field.replaceAll('.', '/')}`,
    })),
  )
}

function problem(error: BrokerError, base: string): unknown {
  const { status, title } = errors[error.code]
  const type = error.code === 'not-found' ? `${base}/problem/not-found` : `${base}/problems/${error.code}`
  if (error.details) return { title, type, status, instance: '/', errors: problemItems(base, error.details) }
  return { title, type, detail: error.message, status }
}

function legacy({ code, details, message, reference }: BrokerError): unknown {
  if (details) return { errors: details }
  return { error: code === 'server-error' ? { message, reference } : message }
}

export function errorReply(error: BrokerError, client: { base: string; accept: string }): ErrorReply {
  const { status } = errors[error.code]
  if (error.body !== undefined) return { status, mediaType: JSON_TYPE, body: error.body }
  if (prefersProblems(client.accept)) return { status, mediaType: PROBLEM_JSON, body: problem(error, client.base) }
  const takesHal = client.accept === '' || /hal\+json|\*/.test(client.accept)
  return { status, mediaType: takesHal ? HAL : JSON_TYPE, body: legacy(error) }
}
