import express, { type Request, type RequestHandler } from 'express'
import serveCompressed from 'express-static-gzip'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { factsOf } from './request-facts.ts'
import { pageHeaders } from './security-headers.ts'
import { wayToRoot } from './way-to-root.ts'

/** The web pages: one document for all their addresses, which shows what the address is about. */
export interface WebPages {
  /** `{name}` is one segment. */
  readonly addresses: readonly string[]
  /** What the build made: the document, and below `ui/` its scripts and styles. */
  readonly folder: string
}

/** What all of them are counted as. */
const PAGES = 'pages'

/** Browsers name XHTML when somebody opens an address, programs never do. */
function isOpened({ method, headers: { accept = '' } }: Pick<Request, 'method' | 'headers'>): boolean {
  return (
    (method === 'GET' || method === 'HEAD') && accept.includes('text/html') && accept.includes('application/xhtml+xml')
  )
}

/** The document says by its base where it is, so that one build works at every address and behind every prefix. */
function documentSender(html: string): RequestHandler {
  return (request, response) => {
    const nonce = randomBytes(16).toString('base64')
    const base = wayToRoot(request.url) || './'
    const page = html.replace('<base href="/" />', `<base href="${base}" />`).replace('"NONCE"', `"${nonce}"`)
    pageHeaders(nonce)(request, response, () => response.type('html').send(page))
  }
}

/** Names that hold a hash change with the content. */
function keepForGood(response: ServerResponse, path: string): void {
  if (/-[\w-]{8}\.\w+(\.(br|gz))?$/.test(path))
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
}

/**
 * Serves the web pages, before the API is asked. They hold nothing of what the broker knows, so that whoever has yet to
 * sign in can be shown one. Without a build, browsers get what programs get.
 */
export function serveWebPages({ addresses, folder }: WebPages): RequestHandler {
  const file = join(folder, 'index.html')
  if (!existsSync(file)) return (_request, _response, next) => next()
  const router = express.Router({ caseSensitive: true })
  router.use(
    '/ui',
    serveCompressed(join(folder, 'ui'), {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      index: false,
      serveStatic: { redirect: false, setHeaders: keepForGood },
    }),
  )
  // Not `get`: the router would then answer OPTIONS itself, with the methods that it knows of.
  router.all(
    addresses.map((address) => address.replaceAll(/\{(\w+)\}/g, ':$1')),
    documentSender(readFileSync(file, 'utf8')),
  )
  // What programs ask does not look for pages.
  return (request, response, next) => {
    if (!isOpened(request) && !request.url.startsWith('/ui/')) {
      next()
      return
    }
    const facts = factsOf(response)
    facts.route = PAGES
    router(request, response, (error?: unknown) => {
      facts.route = undefined
      next(error)
    })
  }
}
