/**
 * Requests that nobody should be let in with: without credentials, and with one that is broken. Where a request has
 * several, a broken one is sent alone, so that no other opens the door.
 */
import { isJsonObject, parseJson } from '../contract/json.ts'
import { type Credential, withOnly, without } from './security-credentials.ts'
import type { Probe } from './security-probes.ts'
import type { OutgoingRequest } from './request.ts'

interface Broken {
  readonly how: string
  readonly value: string
}

const DIGITS = '0123456789'
const SMALL = 'abcdefghijklmnopqrstuvwxyz'
const LARGE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Another character of the same kind: what reads the text goes on to compare it. */
function otherCharacter(character: string): string {
  for (const kind of [DIGITS, SMALL, LARGE]) {
    const at = kind.indexOf(character)
    if (at !== -1) return kind[(at + Math.floor(kind.length / 2)) % kind.length] ?? 'x'
  }
  return 'x'
}

/** The text with one character changed; in base64 the last one may mean nothing. */
function changed(text: string): string {
  const at = Math.floor((text.length - 1) / 2)
  return text.slice(0, at) + otherCharacter(text[at] ?? '') + text.slice(at + 1)
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url')

/** Ways to break a token that holds its claims; undefined when it is none. */
function brokenJwt(token: string): readonly Broken[] | undefined {
  const [, head = '', claims = '', signature = ''] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? []
  const header = parseJson(Buffer.from(head, 'base64url').toString())
  if (!isJsonObject(header) || typeof header['alg'] !== 'string') return undefined
  const none = base64url(JSON.stringify({ ...header, alg: 'none' }))
  return [
    { how: 'a token with another signature', value: `${head}.${claims}.${changed(signature)}` },
    { how: 'a token without its signature', value: `${head}.${claims}.` },
    { how: 'a token that says it needs no signature', value: `${none}.${claims}.` },
  ]
}

function brokenSecret(secret: string): readonly Broken[] {
  return brokenJwt(secret) ?? [{ how: 'another value', value: changed(secret) }]
}

function brokenBasic(text: string): readonly Broken[] {
  const [user = '', ...password] = Buffer.from(text, 'base64').toString().split(':')
  const basic = (other: string) => Buffer.from(`${user}:${other}`).toString('base64')
  return [
    { how: 'another password', value: basic(changed(password.join(':')) || 'x') },
    { how: 'no password', value: basic('') },
    { how: 'no base64', value: '%%%' },
  ]
}

function brokenScheme(scheme: string, secret: string): readonly Broken[] {
  const isBasic = scheme.toLowerCase() === 'basic'
  const inside = isBasic ? brokenBasic(secret) : brokenSecret(secret)
  return [
    ...inside.map(({ how, value }) => ({ how, value: `${scheme} ${value}` })),
    { how: 'its scheme alone', value: scheme },
    { how: 'the scheme of another kind', value: `${isBasic ? 'Bearer' : 'Basic'} ${secret}` },
  ]
}

/** Every cookie broken in the same way: which of them lets in is not known. */
function brokenCookies(text: string): readonly Broken[] {
  const cookies = text.split(';').map((cookie) => {
    const [name = '', ...value] = cookie.trim().split('=')
    return { name, broken: brokenSecret(value.join('=')) }
  })
  const most = Math.max(...cookies.map(({ broken }) => broken.length))
  return Array.from({ length: most }, (_none, index) => {
    const hows = cookies.flatMap(({ broken }) => broken[index]?.how ?? [])
    const value = cookies.map(({ name, broken }) => `${name}=${(broken[index] ?? broken[0])?.value ?? ''}`).join('; ')
    return { how: hows.at(-1) ?? 'another value', value }
  })
}

function waysToBreak({ place, name, value }: Credential): readonly Broken[] {
  const empty: Broken = { how: 'an empty value', value: '' }
  if (place === 'header' && name.toLowerCase() === 'cookie') return [...brokenCookies(value), empty]
  const [, scheme, secret] = /^([A-Za-z][\w-]*) +(\S.*)$/.exec(value) ?? []
  const isSchemed = place === 'header' && scheme !== undefined && secret !== undefined
  return [...(isSchemed ? brokenScheme(scheme, secret) : brokenSecret(value)), empty]
}

export function credentialProbes(request: OutgoingRequest, credentials: readonly Credential[]): readonly Probe[] {
  if (credentials.length === 0) return []
  const broken = credentials.flatMap((credential) =>
    waysToBreak(credential)
      .filter(({ value }) => value !== credential.value)
      .map(({ how, value }): Probe => {
        const where = credential.place === 'header' ? credential.name : `${credential.name} in the query`
        const name = `with ${how} as ${where}`
        return { kind: 'credentials', name, request: withOnly(request, credentials, { ...credential, value }) }
      }),
  )
  return [{ kind: 'credentials', name: 'without credentials', request: without(request, credentials) }, ...broken]
}
