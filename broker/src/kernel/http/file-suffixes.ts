/**
 * Formats asked for by the end of an address. `.csv`, `.svg`, `.json` and `.yaml` are taken for a wish, and cut off,
 * where what is left is the address of something
 * - whose last segment is a fixed word: `/integrations.json`, `…/latest/badge.svg`; or
 * - that there is in this format only: `/groups/Foo.csv`.
 * Everywhere else they are part of a name: `/pacticipants/Foo/versions/1.json` is the version `1.json`.
 */
import type { RequestHandler } from 'express'
import { type Endpoint, HAL } from '../endpoint.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  svg: 'image/svg+xml',
  json: HAL,
  yaml: 'application/yaml',
}
const SUFFIXED = /^([^?]*)\.(csv|svg|json|yaml)(\?.*)?$/

interface Route {
  readonly pattern: RegExp
  readonly endsWithName: boolean
  readonly produces: readonly string[]
}

function routeOf(path: string, endpoints: readonly Endpoint[]): readonly Route[] {
  const read = endpoints.find(({ method }) => method === 'GET')
  if (!read) return []
  const literal = path.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
  const pattern = new RegExp(`^${literal.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`)
  return [{ pattern, endsWithName: path.endsWith('}'), produces: read.produces }]
}

/** Takes the endpoints by path, in the order in which a path is looked for. */
export function readFileSuffixes(paths: readonly (readonly [string, readonly Endpoint[]])[]): RequestHandler {
  const routes = paths.flatMap(([path, endpoints]) => routeOf(path, endpoints))
  const routeFor = (path: string) => routes.find(({ pattern }) => pattern.test(path))

  function isWish(path: string, { suffix, mediaType }: { readonly suffix: string; readonly mediaType: string }) {
    // An address of its own: /openapi.json.
    if (routeFor(`${path}.${suffix}`)?.endsWithName === false) return false
    const route = routeFor(path)
    if (!route) return false
    return route.endsWithName ? route.produces.every((produced) => produced === mediaType) : true
  }

  return (request, _response, next) => {
    const [, path = '', suffix = '', query = ''] = SUFFIXED.exec(request.url) ?? []
    const mediaType = mediaTypes[suffix]
    if (mediaType !== undefined && /^(GET|HEAD)$/.test(request.method) && isWish(path, { suffix, mediaType })) {
      request.url = path + query
      request.headers.accept = mediaType
    }
    next()
  }
}
