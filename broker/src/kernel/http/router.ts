import express, { type Request, type RequestHandler, type Router } from 'express'
import type { Context } from '../../context.ts'
import { BrokerError, notFound } from '../broker-error.ts'
import { type Access, type Concern, type Endpoint, JSON_TYPE, READS, type Scope } from '../endpoint.ts'
import { linksBelow } from '../hal.ts'
import { parseNestedQuery } from '../query.ts'
import { baseUrlFinder, prefixesOf } from './base-url.ts'
import { bodyOf, bodyReader } from './body.ts'
import { explorerReply, isForPrograms } from './explorer-redirect.ts'
import { readFileSuffixes } from './file-suffixes.ts'
import { RequestOrigin } from './origin.ts'
import { prefersProblems } from './problems.ts'
import { send } from './reply.ts'
import { requestDetails } from './request-details.ts'
import { factsOf, isProbe } from './request-facts.ts'

type Caller = Context['caller']

/** Who is let in. */
export interface Gate {
  identify(request: Request): Promise<Caller>
  /** Throws where they ask too often. */
  count(request: Request, caller: Caller, access: Access): void
  /** Throws where the caller may do no such thing. */
  assertAllowed(caller: Caller, access: Access, request: Request): void
  /** Throws where the caller may not do it to those whom it concerns. */
  permit(caller: Caller, scope: Scope, concern: Concern): Promise<void>
}

interface Answering {
  readonly endpoints: readonly Endpoint[]
  readonly gate: Gate
  /** What browsers get in place of the API. */
  readonly pages: RequestHandler
}

const verbs = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const

/** The path as a pattern of Express that matches nothing else. */
const literal = (path: string) => path.replaceAll(/[{}()[\]+?!:*\\]/g, String.raw`\$&`)

const withoutNames = (path: string) => path.replaceAll(/\{\w+\}/g, '~')

/** The endpoints of each path, as Express has to try them: `/pacts/latest` is never a pact named "latest". */
function fixedBeforeParameters(endpoints: readonly Endpoint[]): readonly (readonly [string, readonly Endpoint[]])[] {
  const byPath = Map.groupBy(endpoints, ({ path }) => path)
  return [...byPath].toSorted(([a], [b]) => (withoutNames(a) < withoutNames(b) ? -1 : 1))
}

/**
 * The media type that the client likes best. Two get an answer although they name none that there is: browsers, which
 * show JSON, and clients that speak only of how errors should look.
 */
function acceptedType(request: Pick<Request, 'accepts' | 'headers'>, available: readonly string[]): string {
  const accepted = request.accepts([...available])
  if (accepted !== false) return accepted
  const { accept = '' } = request.headers
  const isBrowser = accept.includes('text/html')
  const [first] = isBrowser && available.includes(JSON_TYPE) ? [JSON_TYPE] : available
  if (first !== undefined && (isBrowser || prefersProblems(accept))) return first
  throw new BrokerError('not-acceptable', `This resource is available as ${available.join(' or ')}`)
}

/** The choice for a header is kept until another one comes: a client says the same with each request. */
function typeChooser({
  produces: available,
  responses,
}: Endpoint): (request: Request<Record<string, string>>) => string {
  // No answer has a body, so any type is as good.
  if (Object.values(responses).every((schema) => schema === null)) return () => JSON_TYPE
  let last: { readonly accept: string | undefined; readonly mediaType: string } | undefined
  return (request) => {
    const { accept } = request.headers
    if (last === undefined || last.accept !== accept) last = { accept, mediaType: acceptedType(request, available) }
    return last.mediaType
  }
}

function answerer(context: Context, gate: Gate): (endpoint: Endpoint) => RequestHandler<Record<string, string>> {
  const baseUrlOf = baseUrlFinder(context.config.baseUrls)

  return (endpoint) => {
    const typeFor = typeChooser(endpoint)
    const assertAllowed = async (request: Request) =>
      gate.assertAllowed(await gate.identify(request), endpoint.access, request)
    const canBeExplored = context.config.useHalBrowser && isForPrograms(endpoint)
    return async (request, response) => {
      const { url, params } = request
      const elsewhere = canBeExplored ? explorerReply(request.headers.accept, url) : undefined
      if (elsewhere) return send(response, elsewhere, '')
      const mediaType = typeFor(request)
      const question = url.indexOf('?')
      const links = linksBelow(baseUrlOf(request))
      const { caller } = factsOf(response)
      if (!caller) throw new Error('Nobody asked who calls')
      const reply = await endpoint.respond({
        context: { ...context, brokerUrl: links.base, caller, origin: new RequestOrigin(request, response) },
        permit: (scope, concern) => gate.permit(caller, scope, concern),
        params,
        query: question === -1 ? {} : parseNestedQuery(url.slice(question + 1)),
        ...bodyOf(request, endpoint.body),
        links,
        url: links.base + (question === -1 ? url : url.slice(0, question)),
        mediaType,
        request: requestDetails({ request, response, assertAllowed }),
      })
      send(response, reply, mediaType)
    }
  }
}

/** Without credentials nobody learns which addresses there are. */
const unknownAccess = ({ method }: Request) => (READS.has(method) ? 'read' : 'administer')

/** Answers every request with the endpoint for its method and path. */
export function answerRequests(context: Context, { endpoints, gate, pages }: Answering): Router {
  const allow = (accessOf: (request: Request) => Access, path?: string): RequestHandler => {
    return async (request, response, next) => {
      const facts = factsOf(response)
      facts.route = path
      const caller = await gate.identify(request)
      facts.caller = caller
      const access = accessOf(request)
      if (!isProbe(path)) gate.count(request, caller, access)
      gate.assertAllowed(caller, access, request)
      next()
    }
  }
  const answer = answerer(context, gate)
  const readBody = bodyReader(context.config.bodyLimit)

  const routes = express.Router({ caseSensitive: true })
  const inOrder = fixedBeforeParameters(endpoints)
  routes.use(pages)
  routes.use(readFileSuffixes(inOrder))
  for (const [path, group] of inOrder) {
    const route = routes.route(path.replaceAll(/\{(\w+)\}/g, ':$1'))
    for (const endpoint of group) {
      route[verbs[endpoint.method]](
        allow(() => endpoint.access, path),
        ...readBody(endpoint.body),
        answer(endpoint),
      )
    }
    const names = group.map(({ method }) => method)
    const methods = [...names, ...(names.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
    route.options(
      allow(() => 'read', path),
      (_request, response) => {
        send(response, { status: 200, headers: { Allow: methods, 'Access-Control-Allow-Methods': methods } }, '')
      },
    )
    route.all(allow(unknownAccess, path), ({ method }) => {
      const message = `${method} is not possible here. Use ${methods}.`
      throw new BrokerError('method-not-allowed', message, { headers: { Allow: methods } })
    })
  }

  const router = express.Router({ caseSensitive: true })
  // A path may begin like the prefix without having it: /contracts/publish, where a proxy took off /contracts.
  for (const prefix of prefixesOf(context.config.baseUrls)) router.use(literal(prefix), routes)
  router.use(routes, allow(unknownAccess), () => {
    throw notFound()
  })
  return router
}
