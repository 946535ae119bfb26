import { SpanKind, SpanStatusCode, context, isSpanContextValid, propagation, trace } from '@opentelemetry/api'
import type { RequestHandler } from 'express'
import { factsOf } from './request-facts.ts'

const SERVER_ERROR = 500

/**
 * Makes a span of each request, in the trace of the client where it names one. What the request leads to is below it.
 * Where traces are not sent anywhere, no span has an id, and nothing else is done.
 */
export function traceRequests(version: string): RequestHandler {
  const tracer = trace.getTracer('tallystick', version)
  return (request, response, next) => {
    const { method } = request
    const parent = propagation.extract(context.active(), request.headers)
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER }, parent)
    const spanContext = span.spanContext()
    if (!isSpanContextValid(spanContext)) {
      next()
      return
    }
    const facts = factsOf(response)
    facts.traceId = spanContext.traceId
    const [path = ''] = request.url.split('?', 1)
    response.on('close', () => {
      const { statusCode } = response
      const { route, caller } = facts
      span.setAttributes({
        'http.request.method': method,
        'url.scheme': request.protocol,
        'url.path': path,
        'http.response.status_code': statusCode,
        'tallystick.request.id': String(response.getHeader('X-Request-Id')),
        ...(caller === undefined ? {} : { 'tallystick.caller.kind': caller.kind }),
      })
      if (route !== undefined) {
        span.updateName(`${method} ${route}`)
        span.setAttribute('http.route', route)
      }
      if (statusCode >= SERVER_ERROR) {
        span.setStatus({ code: SpanStatusCode.ERROR })
        span.setAttribute('error.type', String(statusCode))
      }
      span.end()
    })
    context.with(trace.setSpan(parent, span), next)
  }
}
