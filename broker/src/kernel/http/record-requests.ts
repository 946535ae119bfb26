import type { RequestHandler } from 'express'
import { randomUUID } from 'node:crypto'
import type { Context } from '../../context.ts'
import { factsOf, isProbe } from './request-facts.ts'
import { shownUrl } from './shown-url.ts'

const REQUEST_ID = 'X-Request-Id'
const SERVER_ERROR = 500
/** For the client that did not wait for the answer. */
const HUNG_UP = 499
/** What leads to no endpoint is counted together: addresses that do not exist are without number. */
const NO_ROUTE = 'none'

/** The client's own id where it gives one that is fit to be logged. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
}

function levelOf(status: number, route: string | undefined) {
  // That the broker is not ready is logged once, and not for everybody who asks.
  if (isProbe(route)) return 'debug'
  return status >= SERVER_ERROR ? 'error' : 'info'
}

/** Who it was, where they have shown it. */
function actorOf(caller: Context['caller'] | undefined) {
  if (caller === undefined || caller.kind === 'anybody') return {}
  const { kind, name, uuid } = caller
  return { actor: uuid === undefined ? { kind, name } : { kind, name, uuid } }
}

/**
 * Gives each request an id. When it has been answered, or given up by the client, it is counted with the time that it
 * took, and logged in one line.
 */
export function recordRequests({ log, metrics }: Pick<Context, 'log' | 'metrics'>): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now()
    const { method, url: asked } = request
    const id = requestId(request.headers['x-request-id'])
    response.setHeader(REQUEST_ID, id)
    response.on('close', () => {
      const elapsedMs = performance.now() - startedAt
      const durationMs = Math.round(elapsedMs * 100) / 100
      const status = response.writableFinished ? response.statusCode : HUNG_UP
      const { route, caller, traceId } = factsOf(response)
      metrics.requests.observe({ method, route: route ?? NO_ROUTE, status }, elapsedMs / 1000)
      const level = levelOf(status, route)
      if (!log.isLevelEnabled(level)) return
      const url = shownUrl(asked)
      const trace = traceId === undefined ? {} : { traceId }
      log[level](
        { requestId: id, ...trace, method, url, route, status, durationMs, ...actorOf(caller) },
        `${method} ${url} ${status} ${durationMs} ms`,
      )
    })
    next()
  }
}
