import type { Request, RequestHandler, Response } from 'express'
import type { Context } from '../../context.ts'
import { BrokerError, notFound } from '../broker-error.ts'
import type { Access, Endpoint } from '../endpoint.ts'
import { linksBelow } from '../hal.ts'
import { parseNestedQuery } from '../query.ts'
import { baseUrlFinder, pathBelow, prefixesOf } from './base-url.ts'
import { bodyReader } from './body.ts'
import { acceptedType } from './negotiation.ts'
import { send } from './reply.ts'
import { routeTable } from './route-table.ts'

/** Throws when the request's credentials do not allow the access. */
export type Authorize = (request: Request, access: Access) => void

interface Answering {
  readonly endpoints: readonly Endpoint[]
  readonly authorize: Authorize
}

interface Route {
  readonly endpoints: ReadonlyMap<string, Endpoint>
  /** The methods that are possible, as headers list them. */
  readonly methods: string
}

interface Exchange {
  readonly request: Request
  readonly response: Response
}

interface Found {
  readonly endpoint: Endpoint
  readonly params: Readonly<Record<string, string>>
  /** Below the base URL. */
  readonly path: string
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

function routesOf(endpoints: readonly Endpoint[]): ReadonlyMap<string, Route> {
  const byPath = Map.groupBy(endpoints, ({ path }) => path)
  return new Map(
    [...byPath].map(([path, group]) => {
      const byMethod = new Map(group.map((endpoint) => [endpoint.method, endpoint]))
      const head = byMethod.has('GET') ? ['HEAD'] : []
      return [path, { endpoints: byMethod, methods: [...byMethod.keys(), ...head, 'OPTIONS'].join(', ') }]
    }),
  )
}

function answerer(context: Context): (exchange: Exchange, found: Found) => Promise<void> {
  const baseUrlOf = baseUrlFinder(context.config.baseUrls)
  const readBody = bodyReader(context.config.bodyLimit)

  return async ({ request, response }, { endpoint, params, path }) => {
    const mediaType = acceptedType(request, endpoint.produces)
    if (mediaType === undefined) {
      throw new BrokerError('not-acceptable', `This resource is available as ${endpoint.produces.join(' or ')}`)
    }
    const question = request.url.indexOf('?')
    const links = linksBelow(baseUrlOf(request))
    const { text, json } = await readBody({ request, response }, endpoint.body)
    const reply = await endpoint.respond({
      context,
      params,
      query: question === -1 ? {} : parseNestedQuery(request.url.slice(question + 1)),
      text,
      json,
      links,
      url: links.base + path,
      mediaType,
    })
    send(response, reply, mediaType)
  }
}

/** Answers every request with the endpoint for its method and path. */
export function answerRequests(context: Context, { endpoints, authorize }: Answering): RequestHandler {
  const findRoute = routeTable<Route>(routesOf(endpoints))
  const prefixes = prefixesOf(context.config.baseUrls)
  // A path may begin like the prefix without having it: /contracts/publish, where a proxy took off /contracts.
  function find(path: string) {
    const below = pathBelow(path, prefixes)
    const foundBelow = below === undefined ? undefined : findRoute(below)
    if (below !== undefined && foundBelow) return { ...foundBelow, path: below }
    const found = findRoute(path)
    return found && { ...found, path }
  }
  const answer = answerer(context)
  return async (request, response) => {
    const { method } = request
    const found = find(request.url.split('?', 1)[0] ?? '/')
    const endpoint = found?.value.endpoints.get(method === 'HEAD' ? 'GET' : method)
    // Without credentials nobody learns which addresses there are.
    authorize(request, endpoint?.access ?? (READS.has(method) ? 'read' : 'administer'))
    if (!found) throw notFound()
    const { methods } = found.value
    if (endpoint) {
      await answer({ request, response }, { ...found, endpoint })
    } else if (method === 'OPTIONS') {
      send(response, { status: 200, headers: { Allow: methods, 'Access-Control-Allow-Methods': methods } }, '')
    } else {
      const message = `${method} is not possible here. Use ${methods}.`
      throw new BrokerError('method-not-allowed', message, { headers: { Allow: methods } })
    }
  }
}
