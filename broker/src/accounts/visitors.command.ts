import type { Request } from 'express'
import type { Context } from '../context.ts'
import { READS } from '../kernel/endpoint.ts'
import { baseUrlFinder } from '../kernel/http/base-url.ts'
import { fromElsewhere } from './accounts.errors.ts'
import { type Caller, anybody } from './caller.ts'
import { readCookie, sessionCookie } from './cookies.ts'
import { isAskedByPage, senderOf } from './sender.ts'
import { findSessionCaller } from './sessions.command.ts'

/** Who comes with a browser: told by the cookie of their session. */
export interface Visitors {
  /** The secret that the request shows. */
  sessionOf(request: Request): string | undefined
  /** Throws where something is to be changed and the request does not come from our own pages. */
  identify(request: Request): Promise<Caller>
  isAskedByPage(request: Request): boolean
}

export function openVisitors(context: Pick<Context, 'config' | 'db' | 'clock' | 'log'>): Visitors {
  const baseUrlOf = baseUrlFinder(context.config.baseUrls)

  function sessionOf(request: Request): string | undefined {
    const { cookie } = request.headers
    return cookie === undefined ? undefined : readCookie(cookie, sessionCookie(baseUrlOf(request)))
  }

  /** Browsers send the cookie whoever made them send the request, so that a change has to come from our own pages. */
  async function identify(request: Request): Promise<Caller> {
    const secret = sessionOf(request)
    const caller = secret === undefined ? undefined : await findSessionCaller(context, secret)
    if (!caller) return anybody
    const isOwn = READS.has(request.method) || senderOf(request.headers, baseUrlOf(request)) === 'own page'
    if (!isOwn) throw fromElsewhere()
    return caller
  }

  return { sessionOf, identify, isAskedByPage: (request) => isAskedByPage(request.headers, baseUrlOf(request)) }
}
