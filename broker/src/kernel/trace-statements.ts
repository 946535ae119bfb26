import { SpanKind, SpanStatusCode, context, trace } from '@opentelemetry/api'
import type { Statement } from './database.ts'

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

/** Tells of statements that have run, each as a span below the request or job that it was run for. */
export function statementTracer(version: string): (statement: Statement) => void {
  const tracer = trace.getTracer('tallystick', version)
  return ({ sql, durationMs, error }) => {
    const active = context.active()
    if (trace.getSpan(active)?.isRecording() !== true) return
    const endTime = performance.timeOrigin + performance.now()
    const [operation = ''] = /\w+/.exec(sql) ?? []
    const attributes = {
      'db.system.name': 'postgresql',
      'db.operation.name': operation,
      // With placeholders: its parameters may be secret.
      'db.query.text': sql.trim().replaceAll(/\s+/g, ' '),
    }
    const startTime = endTime - durationMs
    const span = tracer.startSpan(operation, { kind: SpanKind.CLIENT, startTime, attributes }, active)
    if (error !== undefined) {
      span.setAttributes({ 'error.type': codeOf(error), 'db.response.status_code': codeOf(error) })
      span.setStatus({ code: SpanStatusCode.ERROR })
    }
    span.end(endTime)
  }
}
