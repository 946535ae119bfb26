import { pages } from '@tallystick/client/wire'
import express, { type Express } from 'express'
import { join } from 'node:path'
import { openGate } from './accounts/gate.command.ts'
import type { Context } from './context.ts'
import { endpoints } from './endpoints.ts'
import { compressReplies } from './kernel/http/compress.ts'
import { answerErrors } from './kernel/http/errors.ts'
import { guardRequests, standardHeaders } from './kernel/http/guards.ts'
import { recordRequests } from './kernel/http/record-requests.ts'
import { answerRequests } from './kernel/http/router.ts'
import { securityHeaders } from './kernel/http/security-headers.ts'
import { traceRequests } from './kernel/http/trace-requests.ts'
import { serveWebPages } from './kernel/http/web-pages.ts'
import { VERSION } from './version.ts'

const UI = join(import.meta.dirname, '../ui/dist')

/** The whole HTTP application. It never listens. */
export function createApp(context: Context): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.set('trust proxy', context.config.trustProxy)
  app.use(recordRequests(context))
  app.use(traceRequests(VERSION))
  app.use(securityHeaders(context.config))
  app.use(standardHeaders(VERSION))
  app.use(compressReplies())
  app.use(guardRequests)
  const webPages = serveWebPages({ addresses: Object.values(pages), folder: UI })
  app.use(answerRequests(context, { endpoints, gate: openGate(context), pages: webPages }))
  app.use(answerErrors(context))
  return app
}
