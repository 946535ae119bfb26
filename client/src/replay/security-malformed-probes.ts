/**
 * Requests that are malformed, one thing at a time: the body as a whole and each of its properties, the parts of the path,
 * each parameter of the query, and headers. Credentials stay as they are, so that what is malformed is looked at. The
 * number is bounded: the first properties and parameters, the last parts of the path.
 */
import { bodyProbes } from './security-body-probes.ts'
import { type Credential, joinPath, splitPath } from './security-credentials.ts'
import type { Probe } from './security-probes.ts'
import { type OutgoingRequest, withHeaders } from './request.ts'

const MOST_SEGMENTS = 3
const MOST_PARAMETERS = 6
const MOST_HEADERS = 4

/** Each as it stands in an address. */
const VALUES: readonly (readonly [name: string, text: string])[] = [
  ['quotes', '%27%22%60'],
  ['a way up the folders', '..%2F..%2F..%2Fetc%2Fpasswd'],
  ['a null byte', 'a%00b'],
  ['control characters', '%0D%0A%1B'],
  ['bytes that are no UTF-8', '%C3%28%FF'],
  ['a wrong percent-encoding', '%ZZ%'],
  ['a number that is too large', '99999999999999999999999999'],
  ['a very long value', 'a'.repeat(4000)],
]

function pathProbes(request: OutgoingRequest): readonly Probe[] {
  const { path, pairs } = splitPath(request.path)
  const segments = path.split('/')
  const places = segments.flatMap((segment, index) => (segment === '' ? [] : [index])).slice(-MOST_SEGMENTS)
  return places.flatMap((place) =>
    VALUES.map(([what, text]): Probe => {
      const changed = segments.with(place, text).join('/')
      const name = `with ${what} in place of '${segments[place] ?? ''}' in the path`
      const target = joinPath(
        changed,
        pairs.map((pair) => pair.text),
      )
      return { kind: 'malformed', name, request: { ...request, path: target } }
    }),
  )
}

function queryProbes(request: OutgoingRequest, credentials: readonly Credential[]): readonly Probe[] {
  const { path, pairs } = splitPath(request.path)
  const isCredential = (name: string) => credentials.some((one) => one.place === 'query' && one.name === name)
  const texts = pairs.map(({ text }) => text)
  const parameters = pairs.flatMap(({ name }, index) => (isCredential(name) ? [] : [{ name, index }]))
  return parameters.slice(0, MOST_PARAMETERS).flatMap(({ name, index }): readonly Probe[] => {
    const key = encodeURIComponent(name)
    const probe = (what: string, changed: readonly string[]): Probe => ({
      kind: 'malformed',
      name: `with ${what} as '${name}' in the query`,
      request: { ...request, path: joinPath(path, changed) },
    })
    return [
      ...VALUES.map(([what, text]) => probe(what, texts.with(index, `${key}=${text}`))),
      probe('nothing', texts.with(index, `${key}=`)),
      probe('two values', [...texts, texts[index] ?? '']),
      probe('an object', texts.with(index, `${key}%5Ba%5D%5Bb%5D=1`)),
    ]
  })
}

const ADDED_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Accept', '/;q=x,,'],
  ['If-None-Match', '"'],
  ['Range', 'bytes=9-1,-,x'],
]

/** What these say is how the request is sent, not what it says. */
const OF_THE_CONNECTION =
  /^(?:host|connection|content-length|transfer-encoding|upgrade|te|trailer|expect|content-type|accept)$/i

function headerProbes(request: OutgoingRequest, credentials: readonly Credential[]): readonly Probe[] {
  const isCredential = (name: string) => credentials.some((one) => one.place === 'header' && one.name === name)
  const own = request.headers
    .map(([name]) => name)
    .filter((name) => !isCredential(name) && !OF_THE_CONNECTION.test(name))
  const nonsense = own.slice(0, MOST_HEADERS).map((name) => [name, `'";\u00FF%00`] as const)
  return [...ADDED_HEADERS, ...nonsense].map(([name, value]) => ({
    kind: 'malformed',
    name: `with nonsense in the header ${name}`,
    request: { ...request, headers: withHeaders(request.headers, { [name]: value }) },
  }))
}

export function malformedProbes(request: OutgoingRequest, credentials: readonly Credential[]): readonly Probe[] {
  return [
    ...bodyProbes(request),
    ...pathProbes(request),
    ...queryProbes(request, credentials),
    ...headerProbes(request, credentials),
  ]
}
