/**
 * What is written down of an attempt, for people: a line for each thing that was said, with its time. Credentials are
 * starred; what was answered is shown only where the hosts that may be called are listed, beyond its status.
 */
import type { RenderedRequest } from './template.ts'

export interface ShownResponse {
  readonly status: number
  /** Where hosts are listed. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** There was more than is kept. */
  readonly isCut?: boolean
}

export interface Attempted {
  readonly success: boolean
  /** As it may be shown. */
  readonly request: RenderedRequest | null
  readonly response: ShownResponse | null
  /** Why nothing was answered. */
  readonly error: string | null
  readonly durationMs: number
  /** What it says of the target: whether it works, or nothing, where nothing was sent to it. */
  readonly target: 'works' | 'fails' | 'unknown'
}

type Line = readonly [level: 'DEBUG' | 'INFO' | 'ERROR', text: string]

export function logText(time: Date, lines: readonly Line[]): string {
  const at = `${time.toISOString().slice(0, 19)}Z`
  return lines.map(([level, text]) => `[${at}] ${level}: ${text}\n`).join('')
}

export function hiddenResponseMessage(brokerUrl: string): string {
  return (
    'For security purposes, the response details are not logged. To enable response logging, configure the ' +
    `webhook_host_whitelist property. See ${brokerUrl}/doc/webhooks#whitelist for more information.`
  )
}

const headerLines = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]): Line => ['INFO', `${name}: ${value}`])

function requestLines({ method, url, headers, body }: RenderedRequest): readonly Line[] {
  return [
    ['INFO', `HTTP/1.1 ${method.toUpperCase()} ${url}`],
    ...headerLines(headers),
    ...(body === undefined ? [] : [['INFO', body] as const]),
  ]
}

function responseLines({ status, headers, body, isCut }: ShownResponse, brokerUrl: string): readonly Line[] {
  const first: Line = ['INFO', `HTTP/1.1 ${status}`]
  if (headers === undefined) return [first, ['INFO', hiddenResponseMessage(brokerUrl)]]
  return [
    first,
    ...headerLines(headers),
    ...(body ? [['INFO', body] as const] : []),
    ...(isCut ? [['DEBUG', 'The body is longer: the rest was not read'] as const] : []),
  ]
}

interface Logged {
  readonly attempted: Attempted
  readonly sentAt: Date
  readonly context: object
  readonly brokerUrl: string
  /** What follows from it. */
  readonly outcome: string
}

export function attemptLog({ attempted, sentAt, context, brokerUrl, outcome }: Logged): string {
  const { request, response, error, durationMs } = attempted
  return (
    logText(sentAt, [
      ['DEBUG', `Webhook context ${JSON.stringify(context)}`],
      ...(request ? requestLines(request) : []),
    ]) +
    logText(new Date(sentAt.getTime() + durationMs), [
      ...(response ? responseLines(response, brokerUrl) : []),
      ...(error === null ? [] : [['ERROR', `Error executing webhook: ${error}`] as const]),
      ['INFO', outcome],
    ])
  )
}
