/**
 * What in a request proves who asks: headers and parameters of the query that are usual for it, and headers that the user
 * names. A request is then made without all of them, or with one of them alone, changed.
 */
import type { HeaderList } from './parts.ts'
import type { OutgoingRequest } from './request.ts'

export interface Credential {
  readonly place: 'header' | 'query'
  /** As the request has it. */
  readonly name: string
  /** Of a header as it is sent; of the query decoded. */
  readonly value: string
}

const HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'api-key',
  'apikey',
  'ocp-apim-subscription-key',
  'private-token',
  'x-access-token',
  'x-amz-security-token',
  'x-api-key',
  'x-api-token',
  'x-apikey',
  'x-auth-key',
  'x-auth-token',
  'x-authorization',
  'x-client-secret',
  'x-functions-key',
  'x-gitlab-token',
  'x-goog-api-key',
  'x-id-token',
  'x-jwt',
  'x-session-id',
  'x-session-token',
  'x-shopify-access-token',
  'x-token',
  'x-user-token',
  'x-vault-token',
])

/** In lower case and without dashes and underscores. */
const PARAMETERS: ReadonlySet<string> = new Set([
  'accesstoken',
  'apikey',
  'apitoken',
  'authtoken',
  'clientsecret',
  'idtoken',
  'jwt',
  'password',
  'secret',
  'sessionid',
  'sessiontoken',
  'sig',
  'signature',
  'subscriptionkey',
  'token',
  'xamzsecuritytoken',
  'xamzsignature',
])

/** Headers that say what is asked for, not by whom, even where a user gives them for all requests. */
const NO_CREDENTIALS =
  /^(?:accept|accept-.*|content-.*|user-agent|host|connection|cache-control|origin|referer|prefer|traceparent|tracestate|x-request-id|x-correlation-id)$/

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '')

/** Whether a name, of a parameter or of a property, is usual for something that must stay secret. */
export function isSecretName(name: string): boolean {
  const plain = plainName(name)
  return PARAMETERS.has(plain) || /(?:password|passwd|secret|apikey|accesstoken|refreshtoken|privatekey)$/.test(plain)
}

/** Whether a header of that name is usual for credentials, in requests and answers. */
export function isSecretHeader(name: string): boolean {
  const lower = name.toLowerCase()
  return HEADERS.has(lower) || lower === 'set-cookie'
}

/** The names, of headers that are sent with every request, which may be credentials. */
export function credentialNames(names: readonly string[]): readonly string[] {
  return names.map((name) => name.toLowerCase()).filter((name) => !NO_CREDENTIALS.test(name))
}

interface Pair {
  /** As it stands in the query. */
  readonly text: string
  readonly name: string
  readonly value: string
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

/** The path, and the pairs of the query as they stand there. */
export function splitPath(target: string): { readonly path: string; readonly pairs: readonly Pair[] } {
  const mark = target.indexOf('?')
  if (mark === -1) return { path: target, pairs: [] }
  const pairs = target
    .slice(mark + 1)
    .split('&')
    .filter(Boolean)
    .map((text): Pair => {
      const [name = '', ...value] = text.split('=')
      return { text, name: decoded(name), value: decoded(value.join('=')) }
    })
  return { path: target.slice(0, mark), pairs }
}

export function joinPath(path: string, pairs: readonly string[]): string {
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

/** The credentials of a request; `named` are further headers that are some, in lower case. */
export function credentialsOf(
  { headers, path }: Pick<OutgoingRequest, 'headers' | 'path'>,
  named: readonly string[] = [],
): readonly Credential[] {
  const inHeaders = headers.flatMap(([name, value]): readonly Credential[] => {
    const isOne = HEADERS.has(name.toLowerCase()) || named.includes(name.toLowerCase())
    return isOne && value !== '' ? [{ place: 'header', name, value }] : []
  })
  const inQuery = splitPath(path).pairs.flatMap(({ name, value }): readonly Credential[] =>
    PARAMETERS.has(plainName(name)) && value !== '' ? [{ place: 'query', name, value }] : [],
  )
  return [...inHeaders, ...inQuery]
}

const has = (credentials: readonly Credential[], place: Credential['place'], name: string): boolean =>
  credentials.some((one) => one.place === place && one.name === name)

/** The request without these credentials. */
export function without(request: OutgoingRequest, credentials: readonly Credential[]): OutgoingRequest {
  const { path, pairs } = splitPath(request.path)
  const kept = pairs.filter(({ name }) => !has(credentials, 'query', name)).map(({ text }) => text)
  const headers: HeaderList = request.headers.filter(([name]) => !has(credentials, 'header', name))
  return { ...request, path: joinPath(path, kept), headers }
}

/** The request with no other credential than this one. */
export function withOnly(
  request: OutgoingRequest,
  credentials: readonly Credential[],
  { place, name, value }: Credential,
): OutgoingRequest {
  const bare = without(request, credentials)
  if (place === 'header') return { ...bare, headers: [...bare.headers, [name, value]] }
  const { path, pairs } = splitPath(bare.path)
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`
  return { ...bare, path: joinPath(path, [...pairs.map(({ text }) => text), pair]) }
}
