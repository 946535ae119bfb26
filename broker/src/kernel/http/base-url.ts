/**
 * By which URL the client reaches the broker. Configured base URLs win: with several, the one that the request came
 * through (first as a proxy reports it, then as it arrived), else the first. Without any, the request itself tells.
 */
import type { IncomingMessage } from 'node:http'

function first(header: string | string[] | undefined): string | undefined {
  const value = Array.isArray(header) ? header[0] : header
  return value?.split(',')[0]?.trim() || undefined
}

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i
const PREFIX = /^(\/[\w.~-]+)*\/?$/

function forwarded(request: IncomingMessage): string | undefined {
  const { headers } = request
  const host = first(headers['x-forwarded-host']) ?? first(headers.host)
  const scheme = first(headers['x-forwarded-proto']) ?? first(headers['x-forwarded-scheme'])
  if (host === undefined || !HOST.test(host)) return undefined
  const port = first(headers['x-forwarded-port'])
  const isDefaultPort = port === undefined || !/^\d{1,5}$/.test(port) || port === (scheme === 'https' ? '443' : '80')
  const isNamed = /:\d+$/.test(host) || isDefaultPort
  const prefix = first(headers['x-forwarded-prefix']) ?? ''
  const secure = scheme === 'https' || headers['x-forwarded-ssl'] === 'on'
  const authority = isNamed || headers['x-forwarded-host'] === undefined ? host : `${host}:${port}`
  return `${secure ? 'https' : 'http'}://${authority}${PREFIX.test(prefix) ? prefix.replace(/\/$/, '') : ''}`
}

function direct(request: IncomingMessage): string {
  const host = first(request.headers.host)
  return host !== undefined && HOST.test(host) ? `http://${host}` : 'http://localhost'
}

/** Where the broker is, without a trailing slash. */
export function baseUrlOf(request: IncomingMessage, configured: readonly string[]): string {
  const [only, ...others] = configured
  if (only !== undefined && others.length === 0) return only
  const candidates = [forwarded(request), direct(request)].filter((url) => url !== undefined)
  if (only === undefined) return candidates[0] ?? direct(request)
  return configured.find((url) => candidates.some((candidate) => new URL(candidate).host === new URL(url).host)) ?? only
}

/** The request's path without the prefix below which a proxy mounts the broker, if it comes with it. */
export function pathBelow(url: string, configured: readonly string[]): string {
  for (const base of configured) {
    const prefix = new URL(base).pathname.replace(/\/$/, '')
    if (prefix !== '' && (url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`))) {
      const rest = url.slice(prefix.length)
      return rest.startsWith('/') ? rest : `/${rest}`
    }
  }
  return url
}
