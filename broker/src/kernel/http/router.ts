import { randomUUID } from 'node:crypto'
import express, { type Request, type Response, type Router } from 'express'
import type { Context } from '../../context.ts'
import { BrokerError, notFound } from '../broker-error.ts'
import type { Endpoint, Reply } from '../endpoint.ts'
import { linksBelow } from '../hal.ts'
import { parseNestedQuery } from '../query.ts'
import { baseUrlOf } from './base-url.ts'
import { bodyOf } from './body.ts'

type Handlers = ReadonlyMap<string, Endpoint>

function methodsOf(handlers: Handlers): string {
  return [...handlers.keys(), ...(handlers.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}

function acceptedType(request: Request, endpoint: Endpoint): string {
  const accepted = request.accepts([...endpoint.produces])
  if (accepted === false) {
    throw new BrokerError('not-acceptable', `This resource is available as ${endpoint.produces.join(' or ')}`)
  }
  return accepted
}

function isFresh(request: Request, etag: string): boolean {
  const known = request.headers['if-none-match']
  return known !== undefined && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag === '*')
}

export function send(response: Response, reply: Reply, mediaType: string): void {
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value)
  if (reply.etag !== undefined) {
    response.setHeader('ETag', reply.etag)
    if (reply.status === 200 && isFresh(response.req, reply.etag)) {
      response.status(304).end()
      return
    }
  }
  response.statusCode = reply.status
  if (reply.body === undefined) {
    response.end()
    return
  }
  const payload = Buffer.from(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
  response.setHeader('Content-Type', `${reply.mediaType ?? mediaType};charset=utf-8`)
  response.setHeader('Content-Length', payload.length)
  response.end(payload)
}

async function answer(context: Context, endpoint: Endpoint, exchange: { request: Request; response: Response }) {
  const { request, response } = exchange
  const mediaType = acceptedType(request, endpoint)
  const question = request.originalUrl.indexOf('?')
  const links = linksBelow(baseUrlOf(request, context.config.baseUrls))
  const reply = await endpoint.respond({
    context,
    params: Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)])),
    query: question === -1 ? {} : parseNestedQuery(request.originalUrl.slice(question + 1)),
    ...(({ text, json }) => ({ text, json }))(bodyOf(request, endpoint.body)),
    links,
    url: links.base + (question === -1 ? request.originalUrl : request.originalUrl.slice(0, question)),
    mediaType,
  })
  send(response, reply, mediaType)
}

function routeHandler(context: Context, handlers: Handlers): express.RequestHandler {
  const allow = methodsOf(handlers)
  return async (request, response) => {
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Methods', allow)
      response.setHeader('Allow', allow)
      send(response, { status: 200 }, '')
      return
    }
    const endpoint = handlers.get(request.method === 'HEAD' ? 'GET' : request.method)
    if (!endpoint) {
      const message = `${request.method} is not possible here. Use ${allow}.`
      throw new BrokerError('method-not-allowed', message, { headers: { Allow: allow } })
    }
    await answer(context, endpoint, { request, response })
  }
}

/** Mounts every endpoint. Paths are grouped by their first segment, so that a request is matched against few. */
export function mountEndpoints(router: Router, context: Context, endpoints: readonly Endpoint[]): void {
  const byPath = Map.groupBy(endpoints, (endpoint) => endpoint.path)
  const bySegment = Map.groupBy([...byPath], ([path]) => path.split('/')[1] ?? '')
  for (const [segment, group] of bySegment) {
    const section = express.Router({ caseSensitive: true })
    // A fixed segment comes before a parameter at the same place: /pacts/latest is not a pact named "latest".
    const sorted = group.toSorted(([a], [b]) => (a.replaceAll('{', '~') < b.replaceAll('{', '~') ? -1 : 1))
    for (const [path, definitions] of sorted) {
      const below = path.slice(segment.length + 1).replaceAll(/\{(\w+)\}/g, ':$1') || '/'
      section.all(below, routeHandler(context, new Map(definitions.map((endpoint) => [endpoint.method, endpoint]))))
    }
    router.use(`/${segment}`, section)
  }
  router.use(() => {
    throw notFound()
  })
}

export function newRequestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
}
