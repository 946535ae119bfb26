import { errors } from '@tallystick/client/wire'
import type { ErrorRequestHandler } from 'express'
import { randomBytes } from 'node:crypto'
import type { Context } from '../../context.ts'
import { BrokerError } from '../broker-error.ts'
import { baseUrlFinder } from './base-url.ts'
import { databaseError } from './database-errors.ts'
import { errorReply } from './problems.ts'
import { send } from './reply.ts'
import { shownUrl } from './shown-url.ts'

const SERVER_ERROR = 500

function statusOf(error: unknown): number | undefined {
  const isStated = error instanceof Error && 'status' in error && typeof error.status === 'number'
  return isStated ? Number(error.status) : undefined
}

/** What went wrong, where it is not the broker's fault. */
function knownError(error: unknown, limitBytes: number): BrokerError | undefined {
  if (error instanceof BrokerError) return error
  if (error instanceof URIError) {
    return new BrokerError('malformed-request', 'The path holds an invalid percent-encoding', { cause: error })
  }
  // What reads bodies says by a status what it found.
  const status = statusOf(error)
  if (status === undefined || status < 400 || status >= SERVER_ERROR) return databaseError(error)
  if (status === errors['payload-too-large'].status) {
    const message = `The request body is larger than the limit of ${limitBytes} bytes. Send less, or raise TALLYSTICK_BODY_LIMIT.`
    return new BrokerError('payload-too-large', message, { cause: error })
  }
  const message = error instanceof Error ? error.message : 'The request cannot be read'
  const isUnsupported = status === errors['unsupported-media-type'].status
  return new BrokerError(isUnsupported ? 'unsupported-media-type' : 'malformed-request', message, { cause: error })
}

function unexpectedError(cause: unknown, reference: string): BrokerError {
  const message = `An error has occurred. The details have been logged with the reference ${reference}`
  return new BrokerError('server-error', message, { cause, reference })
}

/** The last middleware: every error becomes a reply, and what is our fault is logged once, with a reference. */
export function answerErrors({ config, log }: Context): ErrorRequestHandler {
  const baseUrlOf = baseUrlFinder(config.baseUrls)
  // Express tells this from other middleware by its four parameters.
  // oxlint-disable-next-line max-params
  return (error: unknown, request, response, _next) => {
    const known = knownError(error, config.bodyLimit)
    const answered = known ?? unexpectedError(error, randomBytes(5).toString('hex').toUpperCase())
    if (errors[answered.code].status >= SERVER_ERROR) {
      const { method } = request
      const url = shownUrl(request.url)
      const requestId = response.getHeader('X-Request-Id')
      log.error({ err: error, reference: answered.reference, requestId, method, url }, `${method} ${url} failed`)
    }
    if (response.headersSent) {
      response.destroy()
      return
    }
    const client = { base: baseUrlOf(request), accept: request.headers.accept ?? '', method: request.method }
    const reply = errorReply(answered, client)
    send(response, { ...reply, headers: answered.headers }, reply.mediaType)
  }
}
