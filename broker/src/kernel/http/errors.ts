import { randomBytes } from 'node:crypto'
import type { ErrorRequestHandler } from 'express'
import type { Context } from '../../context.ts'
import { BrokerError } from '../broker-error.ts'
import { baseUrlOf } from './base-url.ts'
import { errorReply } from './problems.ts'
import { send } from './router.ts'

function property(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
}

/** PostgreSQL's own refusals of what a client sent, by SQLSTATE. */
const refusals: Readonly<Record<string, string>> = {
  '22021': 'The request holds a character that cannot be stored (NUL or invalid UTF-8)',
  '22P05': 'The request holds a character that cannot be stored (NUL)',
  '22003': 'The request holds a number that is out of range',
  '22008': 'The request holds a date that is out of range',
}

/** What the client did wrong, when an error that is not ours says just that. */
function clientError(error: unknown, limitBytes: number): BrokerError | undefined {
  if (error instanceof BrokerError) return error
  const code = property(error, 'code')
  const refusal = typeof code === 'string' ? refusals[code] : undefined
  if (refusal !== undefined) return new BrokerError('malformed-request', refusal, { cause: error })
  if (error instanceof URIError) {
    return new BrokerError('malformed-request', 'The path holds an invalid percent-encoding', { cause: error })
  }
  const status = property(error, 'status')
  const message = error instanceof Error ? error.message : 'The request cannot be read'
  if (status === 413) {
    return new BrokerError(
      'payload-too-large',
      `The request body is larger than the limit of ${limitBytes} bytes. Send less, or raise TALLYSTICK_BODY_LIMIT.`,
      { cause: error },
    )
  }
  if (status === 415) return new BrokerError('unsupported-media-type', message, { cause: error })
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new BrokerError('malformed-request', message, { cause: error })
  }
  return undefined
}

function serverError(error: unknown, reference: string): BrokerError {
  const message = `An error has occurred. The details have been logged with the reference ${reference}`
  return new BrokerError('server-error', message, { cause: error })
}

/** The last middleware: every error becomes a reply, and what is our fault is logged once, with a reference. */
export function answerErrors(context: Context): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const base = baseUrlOf(request, context.config.baseUrls)
    const accept = request.headers.accept ?? ''
    const known = clientError(error, context.config.bodyLimit)
    if (!known) {
      const reference = randomBytes(5).toString('hex').toUpperCase()
      context.log.error({ err: error, reference, method: request.method, url: request.originalUrl }, 'Request failed')
      const unexpected = serverError(error, reference)
      const reply = errorReply(unexpected, { base, accept })
      const legacy = { error: { message: unexpected.message, reference } }
      send(response, { ...reply, body: accept.includes('problem+json') ? reply.body : legacy }, reply.mediaType)
      return
    }
    const reply = errorReply(known, { base, accept })
    send(response, { ...reply, headers: known.headers }, reply.mediaType)
  }
}
