/**
 * By which URL the client reaches the broker. Configured base URLs win: with several, the one that the request came
 * through (first as a proxy reports it, then as it arrived), else the first. Without any, the request itself tells.
 * What headers say is only believed where it can be part of a URL.
 */
import type { IncomingMessage } from 'node:http'

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i
const PORT = /^\d{1,5}$/
const PREFIX = /^(\/[\w.~-]+)*\/?$/
// Proxies in a row report each other's standard ports; neither is worth being named.
const STANDARD_PORTS: readonly string[] = ['80', '443']

type Origin = { readonly scheme: string; readonly authority: string; readonly prefix: string }

function first(header: string | string[] | undefined): string | undefined {
  const value = Array.isArray(header) ? header[0] : header
  return value?.split(',', 1)[0]?.trim() || undefined
}

function forwarded({ headers }: IncomingMessage): Origin | undefined {
  const host = first(headers['x-forwarded-host']) ?? first(headers.host)
  if (host === undefined || !HOST.test(host)) return undefined
  const reported = first(headers['x-forwarded-proto']) ?? first(headers['x-forwarded-scheme'])
  const port = first(headers['x-forwarded-port'])
  const namesPort = /:\d+$/.test(host) || port === undefined || !PORT.test(port) || STANDARD_PORTS.includes(port)
  const prefix = first(headers['x-forwarded-prefix']) ?? ''
  return {
    scheme: reported === 'https' || headers['x-forwarded-ssl'] === 'on' ? 'https' : 'http',
    authority: namesPort ? host : `${host}:${port}`,
    prefix: PREFIX.test(prefix) ? prefix.replace(/\/$/, '') : '',
  }
}

function direct(request: IncomingMessage): Origin {
  const host = first(request.headers.host)
  return { scheme: 'http', authority: host !== undefined && HOST.test(host) ? host : 'localhost', prefix: '' }
}

const urlOf = ({ scheme, authority, prefix }: Origin) => `${scheme}://${authority}${prefix}`

export type BaseUrlOf = (request: IncomingMessage) => string

/** Tells where the broker is, without a slash at the end. */
export function baseUrlFinder(configured: readonly string[]): BaseUrlOf {
  const [preferred, ...others] = configured
  if (preferred === undefined) return (request) => urlOf(forwarded(request) ?? direct(request))
  if (others.length === 0) return () => preferred
  const hosts = configured.map((url) => ({ url, host: new URL(url).host }))
  return (request) => {
    const origins = [forwarded(request), direct(request)].filter((origin) => origin !== undefined)
    const same = origins.map(urlOf).find((url) => configured.includes(url))
    if (same !== undefined) return same
    const authorities = origins.map(({ authority }) => authority.toLowerCase())
    return hosts.find(({ host }) => authorities.includes(host))?.url ?? preferred
  }
}

/** The paths below which proxies mount the broker. */
export function prefixesOf(configured: readonly string[]): readonly string[] {
  return configured.map((url) => new URL(url).pathname.replace(/\/$/, '')).filter((prefix) => prefix !== '')
}
