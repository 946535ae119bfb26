import compression from 'compression'
import express, { type Express } from 'express'
import { constants } from 'node:zlib'
import { authorizer } from './accounts/authorize.ts'
import type { Context } from './context.ts'
import { endpoints } from './endpoints.ts'
import { answerErrors } from './kernel/http/errors.ts'
import { guardRequests, standardHeaders } from './kernel/http/guards.ts'
import { logRequests } from './kernel/http/request-log.ts'
import { answerRequests } from './kernel/http/router.ts'
import { VERSION } from './version.ts'

// The quickest settings: JSON with its repeated links shrinks to a tenth already.
const COMPRESSION = {
  // Bytes; what is smaller is carried by one packet anyway.
  threshold: 1400,
  level: 1,
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
}

/** The whole HTTP application. It never listens. */
export function createApp(context: Context): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.use(logRequests(context.log))
  app.use(standardHeaders(VERSION))
  app.use(compression(COMPRESSION))
  app.use(guardRequests)
  app.use(answerRequests(context, { endpoints, authorize: authorizer(context.config) }))
  app.use(answerErrors(context))
  return app
}
