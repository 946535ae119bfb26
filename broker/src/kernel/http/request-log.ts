import type { RequestHandler } from 'express'
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'

const REQUEST_ID = 'X-Request-Id'

/** The client's own id where it gives one that is fit to be logged. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
}

/** Gives each request an id, and logs one line for it when it has been answered, or given up by the client. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now()
    const { method, url } = request
    const id = requestId(request.headers['x-request-id'])
    response.setHeader(REQUEST_ID, id)
    response.on('close', () => {
      const durationMs = Math.round((performance.now() - startedAt) * 100) / 100
      const status = response.writableFinished ? response.statusCode : 499
      const level = status >= 500 ? 'error' : 'info'
      log[level]({ requestId: id, method, url, status, durationMs }, `${method} ${url} ${status} ${durationMs} ms`)
    })
    next()
  }
}
