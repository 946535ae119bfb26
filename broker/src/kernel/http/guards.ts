import type { Request, RequestHandler } from 'express'
import { BrokerError, notFound } from '../broker-error.ts'
import { READS } from '../endpoint.ts'

const CONTROL = /[\u0000-\u001f\u007f]/
// Browsers send about twenty, proxies add ten.
const MAX_HEADERS = 100

/** A request line may hold a whole URL; what is asked for is its path. */
function withoutOrigin(url: string): string {
  return url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/')
}

function refusePath(path: string): void {
  if (path.includes('//')) throw notFound('Empty path component found')
  if (path.includes('%') && CONTROL.test(decodeURIComponent(path))) {
    throw new BrokerError('unprocessable-content', 'The path holds a line break, a tab or another control character')
  }
}

function refuseHeaders({ rawHeaders }: Pick<Request, 'rawHeaders'>): void {
  const count = rawHeaders.length / 2
  if (count <= MAX_HEADERS) return
  throw new BrokerError('malformed-request', `The request has ${count} headers, and ${MAX_HEADERS} are possible`)
}

/** Refuses what no resource can be, before anything tries to find it. */
export const guardRequests: RequestHandler = (request, _response, next) => {
  request.url = withoutOrigin(request.url)
  refuseHeaders(request)
  refusePath(request.url.split('?', 1)[0] ?? '')
  // Browsers say so when another site's page sends the request: with the user's credentials, or to a broker that
  // only listens on the user's machine.
  if (request.headers['sec-fetch-site'] === 'cross-site' && !READS.has(request.method)) {
    throw new BrokerError('forbidden', 'Pages of other sites may not change anything here')
  }
  next()
}

/** The headers that every response has, besides those that protect. */
export function standardHeaders(version: string): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('X-Pact-Broker-Version', version)
    response.setHeader('Cache-Control', 'no-cache')
    response.setHeader('Vary', 'Accept, Accept-Encoding')
    next()
  }
}
