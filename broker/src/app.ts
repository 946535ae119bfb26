import compression from 'compression'
import express, { type Express } from 'express'
import { pinoHttp } from 'pino-http'
import type { Context } from './context.ts'
import { endpoints } from './endpoints.ts'
import { readBody } from './kernel/http/body.ts'
import { answerErrors } from './kernel/http/errors.ts'
import { guardPath, standardHeaders, stripPrefix } from './kernel/http/guards.ts'
import { mountEndpoints, newRequestId } from './kernel/http/router.ts'
import { VERSION } from './version.ts'

/** The whole HTTP application. It never listens. */
export function createApp(context: Context): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('case sensitive routing', true)
  app.set('query parser', false)
  app.use(
    pinoHttp({
      logger: context.log,
      genReqId: (request, response) => {
        const id = newRequestId(request.headers['x-request-id'])
        response.setHeader('X-Request-Id', id)
        return id
      },
      quietReqLogger: true,
      customSuccessMessage: (request, response) => `${request.method} ${request.url} ${response.statusCode}`,
      serializers: {
        req: (request: { method: string; url: string }) => ({ method: request.method, url: request.url }),
        res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
      },
    }),
  )
  app.use(standardHeaders(VERSION))
  app.use(stripPrefix(context.config.baseUrls))
  app.use(guardPath)
  app.use(compression())
  app.use(readBody(context.config.bodyLimit))
  mountEndpoints(app, context, endpoints)
  app.use(answerErrors(context))
  return app
}
