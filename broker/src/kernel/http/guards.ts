import type { RequestHandler } from 'express'
import { BrokerError, notFound } from '../broker-error.ts'
import { pathBelow } from './base-url.ts'

const CONTROL = /[\u0000-\u001f]/

/** Refuses paths that no resource can have, before anything tries to find one. */
export const guardPath: RequestHandler = (request, _response, next) => {
  const path = request.originalUrl.split('?')[0] ?? ''
  if (path.includes('//')) throw notFound('Empty path component found')
  if (path.includes('%') && CONTROL.test(decodeURIComponent(path))) {
    throw new BrokerError('unprocessable-content', 'The path holds a line break, a tab or another control character')
  }
  next()
}

/** Takes off the prefix of a base URL when the proxy in front leaves it on. */
export function stripPrefix(baseUrls: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    request.originalUrl = request.url = pathBelow(request.url, baseUrls)
    next()
  }
}

export function standardHeaders(version: string): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('X-Pact-Broker-Version', version)
    response.setHeader('Cache-Control', 'no-cache')
    response.setHeader('Vary', 'Accept')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    next()
  }
}
