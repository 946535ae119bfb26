import express, { type Express } from 'express'
import { authorizer } from './accounts/authorize.ts'
import type { Context } from './context.ts'
import { endpoints } from './endpoints.ts'
import { compressReplies } from './kernel/http/compress.ts'
import { answerErrors } from './kernel/http/errors.ts'
import { guardRequests, standardHeaders } from './kernel/http/guards.ts'
import { logRequests } from './kernel/http/request-log.ts'
import { answerRequests } from './kernel/http/router.ts'
import { VERSION } from './version.ts'

/** The whole HTTP application. It never listens. */
export function createApp(context: Context): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.use(logRequests(context.log))
  app.use(standardHeaders(VERSION))
  app.use(compressReplies())
  app.use(guardRequests)
  app.use(answerRequests(context, { endpoints, authorize: authorizer(context.config) }))
  app.use(answerErrors(context))
  return app
}
