import { sentencesOf } from './error-body.ts'

/**
 * Why a call gave no answer:
 * `unreachable` no connection, or no reply in time · `unavailable` the broker, or what stands before it, failed or has too
 * much to do (5xx, 429) · `refused` the broker said no (any other 4xx) · `misunderstood` the reply is not what a broker
 * says.
 */
export type CallFailure = 'unreachable' | 'unavailable' | 'refused' | 'misunderstood'

interface CallErrorOptions {
  readonly failure: CallFailure
  readonly status?: number
  /** The body of the reply, parsed when it was JSON. */
  readonly body?: unknown
  readonly cause?: unknown
}

/**
 * A call to a broker that failed. The message is a sentence for people; `failure` and `status` are for programs.
 *
 * @example
 * const broker = createBrokerClient({ baseUrl: 'http://127.0.0.1:9292' })
 * try {
 *   await broker.recordDeployment({ pacticipant: 'Shop', version: '1', environment: 'moon' })
 * } catch (error) {
 *   if (!(error instanceof BrokerCallError)) throw error
 *   error.failure // → 'refused'
 *   error.status // → 404
 * }
 */
export class BrokerCallError extends Error {
  readonly failure: CallFailure
  readonly status: number | undefined
  readonly body: unknown

  constructor(message: string, { failure, status, body, cause }: CallErrorOptions) {
    super(message, { cause })
    this.name = 'BrokerCallError'
    this.failure = failure
    this.status = status
    this.body = body
  }
}

interface FailedReply {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** What a reply that is not a success means. */
export function errorOfReply(call: string, { status, headers, body }: FailedReply): BrokerCallError {
  const said = sentencesOf(body).join('\n')
  const answered = `${call} was answered with ${status}`
  if (status >= 500 || status === 429) {
    return new BrokerCallError(said ? `${answered}: ${said}` : answered, { failure: 'unavailable', status, body })
  }
  if (status < 400) {
    const location = headers.get('location')
    const advice = location ? ` to ${location}: give that address as the base URL` : ''
    return new BrokerCallError(`${call} is redirected${advice}`, { failure: 'misunderstood', status, body })
  }
  if (status === 401) {
    const message = `The broker wants to know who asks (${answered}): give a token, or a user name and a password that it knows`
    return new BrokerCallError(message, { failure: 'refused', status, body })
  }
  // A broker says as JSON what it does not find; a page comes from something else.
  if (status === 404 && typeof body === 'string') {
    return new BrokerCallError(`${answered}, with a page: is it a broker?`, { failure: 'misunderstood', status, body })
  }
  return new BrokerCallError(said || answered, { failure: 'refused', status, body })
}
