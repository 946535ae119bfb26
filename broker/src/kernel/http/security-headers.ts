import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'

interface HeaderSettings {
  /** By which URLs clients reach the broker. */
  readonly baseUrls: readonly string[]
}

type Middleware = ReturnType<typeof helmet>

const YEAR_SECONDS = 31_536_000

/** For answers to programs, should a browser show one: it may load nothing, and nothing may show it within itself. */
const bare = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
}

/** What helmet sets, where that is the same for every request: to work it out anew costs as much as to look up a token. */
function headersOf(middleware: Middleware): readonly (readonly [name: string, value: string])[] {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  middleware(request, response, () => {})
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)])
}

/**
 * What browsers are told to refuse, with every answer; pages have more. Browsers come back by HTTPS only where every URL
 * of the configuration is one.
 */
export function securityHeaders({ baseUrls }: HeaderSettings): RequestHandler {
  const isSecure = baseUrls.length > 0 && baseUrls.every((url) => url.startsWith('https:'))
  const headers = headersOf(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: bare },
      strictTransportSecurity: isSecure && { maxAge: YEAR_SECONDS, includeSubDomains: false },
      xFrameOptions: { action: 'deny' },
      // Badges are shown by pages of others.
      crossOriginResourcePolicy: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
      referrerPolicy: false,
      xDownloadOptions: false,
      xDnsPrefetchControl: false,
      xPermittedCrossDomainPolicies: false,
      xPoweredBy: false,
      xXssProtection: false,
    }),
  )
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    next()
  }
}

/**
 * What the web pages add. Components set styles through the DOM, which needs no permission; the few rules that they add
 * carry the nonce.
 */
export function pageHeaders(nonce: string): Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", `'nonce-${nonce}'`],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    // Said for everything by the broker.
    strictTransportSecurity: false,
    xPoweredBy: false,
  })
}
