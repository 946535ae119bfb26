import { type ErrorCode } from '@tallystick/client/wire'

/** Sentences by field (dotted; `''` for the whole), or a plain list where the original API answers with one. */
export type ErrorDetails = Readonly<Record<string, readonly string[]>> | readonly string[]

/** One thing that is wrong with a field, for problem documents: where exactly, and only what is said there. */
export interface FieldProblem {
  readonly path: readonly string[]
  readonly detail: string
}

interface BrokerErrorOptions {
  readonly details?: ErrorDetails
  /** The details by their exact places, where those are known. */
  readonly problems?: readonly FieldProblem[]
  readonly headers?: Readonly<Record<string, string>>
  /** Replaces the standard error body, for the few answers whose shape clients know. */
  readonly body?: unknown
  readonly cause?: unknown
  /** By which the details are found in the log. */
  readonly reference?: string
}

/** The one error that the broker throws on purpose: its code decides status and title, the message is for people. */
export class BrokerError extends Error {
  override readonly name = 'BrokerError'
  readonly code: ErrorCode
  readonly details: ErrorDetails | undefined
  readonly problems: readonly FieldProblem[] | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly reference: string | undefined

  constructor(code: ErrorCode, message: string, options: BrokerErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.details = options.details
    this.problems = options.problems
    this.headers = options.headers ?? {}
    this.body = options.body
    this.reference = options.reference
  }
}

export function notFound(message = 'The requested document was not found on this server.'): BrokerError {
  return new BrokerError('not-found', message)
}

export function invalid(details: ErrorDetails, problems?: readonly FieldProblem[]): BrokerError {
  const sentences = Array.isArray(details)
    ? details
    : Object.entries(details).flatMap(([field, messages]: [string, readonly string[]]) =>
        messages.map((message) => (field === '' ? message : `${field} ${message}`)),
      )
  return new BrokerError('validation-error', sentences.join('; '), { details, ...(problems ? { problems } : {}) })
}
