/**
 * What a provider may be given as, made into one thing that answers requests of `node:http`: the app itself answers, in
 * this process, without a port of its own.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import { answerWithFetch, type FetchHandler } from './fetch-handler.ts'

interface FetchApp {
  readonly fetch: FetchHandler
}

/** Koa's. */
interface CallbackApp {
  callback(): (request: IncomingMessage, response: ServerResponse) => unknown
}

/** Fastify's. */
interface ReadyApp {
  ready(): PromiseLike<unknown>
  routing(request: IncomingMessage, response: ServerResponse): void
}

/** As Express's, Connect's and plain Node's. */
type NodeApp = (request: IncomingMessage, response: ServerResponse, ...more: never[]) => unknown

/**
 * A provider: an Express app or any other listener of `node:http`, a server (listening or not), a fetch handler or an
 * object that has one (Hono), an app of Koa or of Fastify, or the URL of one that runs.
 */
export type App = string | URL | NodeApp | Server | SecureServer | FetchHandler | FetchApp | CallbackApp | ReadyApp

export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

function isFetchHandler(app: NodeApp | FetchHandler): app is FetchHandler {
  return app.length < 2
}

/** A listener that answers for the app; undefined where the app is somewhere else, at a URL. */
export async function listenerOf(app: App): Promise<Listener | undefined> {
  if (typeof app === 'string' || app instanceof URL) return undefined
  if (typeof app === 'function') return isFetchHandler(app) ? answerWithFetch(app) : app
  if ('routing' in app) {
    await app.ready()
    return (...exchange) => app.routing(...exchange)
  }
  if ('callback' in app) return app.callback()
  if ('emit' in app) return (...exchange) => app.emit('request', ...exchange)
  return answerWithFetch((request) => app.fetch(request))
}

/** The address of a provider that runs by itself; undefined for an app. */
export function urlOf(app: App): string | undefined {
  if (typeof app !== 'string' && !(app instanceof URL)) return undefined
  const text = String(app)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`The URL of the provider must begin with http:// or https://, but it is '${text}'`)
  }
  return url.href.replace(/\/$/, '')
}
