/**
 * Whether and how traces and metrics are sent by OpenTelemetry, by the variables that its specification names. A signal
 * is sent where an endpoint is given for it, or an exporter; `none` and `OTEL_SDK_DISABLED` switch it off. Where the
 * exporters send to, with which headers and how often they try, they read from the same environment themselves.
 */
import { z } from 'zod'

const variable = z.string().trim().optional()
const milliseconds = variable.pipe(
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number of milliseconds')
    .transform(Number)
    .optional(),
)
const count = variable.pipe(
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'must be a whole number from 1')
    .transform(Number)
    .optional(),
)

const exporter = variable.pipe(z.enum(['otlp', 'none'], 'must be otlp or none').optional())

const PROTOCOLS = ['http/protobuf', 'http/json'] as const
const protocol = variable.pipe(
  z.enum(PROTOCOLS, 'must be http/protobuf or http/json, which collectors take on port 4318').optional(),
)

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const

const ratio = variable.pipe(
  z
    .string()
    .regex(/^(0|1|0?\.\d{1,15}|0\.0|1\.0+)$/, 'must be a number from 0 to 1')
    .transform(Number)
    .optional(),
)

const variables = z.object({
  OTEL_SDK_DISABLED: variable,
  OTEL_SERVICE_NAME: variable,
  OTEL_TRACES_EXPORTER: exporter,
  OTEL_METRICS_EXPORTER: exporter,
  OTEL_EXPORTER_OTLP_ENDPOINT: variable,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: variable,
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: variable,
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: protocol,
  OTEL_TRACES_SAMPLER: variable.pipe(z.enum(SAMPLERS, `must be one of: ${SAMPLERS.join(', ')}`).optional()),
  OTEL_TRACES_SAMPLER_ARG: ratio,
  OTEL_BSP_SCHEDULE_DELAY: milliseconds,
  OTEL_BSP_EXPORT_TIMEOUT: milliseconds,
  OTEL_BSP_MAX_QUEUE_SIZE: count,
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: count,
  OTEL_METRIC_EXPORT_INTERVAL: milliseconds,
  OTEL_METRIC_EXPORT_TIMEOUT: milliseconds,
})

export type Protocol = (typeof PROTOCOLS)[number]
export type SamplerName = (typeof SAMPLERS)[number]

export interface TraceSettings {
  readonly protocol: Protocol
  readonly sampler: SamplerName
  readonly ratio: number
  /** Of batches; what is undefined is as the specification has it. */
  readonly scheduleDelayMs: number | undefined
  readonly exportTimeoutMs: number | undefined
  readonly maxQueueSize: number | undefined
  readonly maxBatchSize: number | undefined
}

export interface MetricSettings {
  readonly protocol: Protocol
  readonly intervalMs: number
  readonly timeoutMs: number
}

/** What is undefined is not sent. */
export interface TelemetrySettings {
  readonly traces: TraceSettings | undefined
  readonly metrics: MetricSettings | undefined
}

type Values = z.infer<typeof variables>

function isSent(signal: 'TRACES' | 'METRICS', values: Values): boolean {
  if (values.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false
  const exporter = values[`OTEL_${signal}_EXPORTER`]
  if (exporter !== undefined) return exporter === 'otlp'
  return (values[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`] ?? values.OTEL_EXPORTER_OTLP_ENDPOINT) !== undefined
}

function protocolOf(signal: 'TRACES' | 'METRICS', values: Values): Protocol {
  return values[`OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`] ?? values.OTEL_EXPORTER_OTLP_PROTOCOL ?? 'http/protobuf'
}

function tracesOf(values: Values): TraceSettings {
  return {
    protocol: protocolOf('TRACES', values),
    sampler: values.OTEL_TRACES_SAMPLER ?? 'parentbased_always_on',
    ratio: values.OTEL_TRACES_SAMPLER_ARG ?? 1,
    scheduleDelayMs: values.OTEL_BSP_SCHEDULE_DELAY,
    exportTimeoutMs: values.OTEL_BSP_EXPORT_TIMEOUT,
    maxQueueSize: values.OTEL_BSP_MAX_QUEUE_SIZE,
    maxBatchSize: values.OTEL_BSP_MAX_EXPORT_BATCH_SIZE,
  }
}

function metricsOf(values: Values): MetricSettings {
  const intervalMs = values.OTEL_METRIC_EXPORT_INTERVAL ?? 60_000
  return {
    protocol: protocolOf('METRICS', values),
    intervalMs,
    // The SDK wants an answer before it asks again.
    timeoutMs: Math.min(values.OTEL_METRIC_EXPORT_TIMEOUT ?? 30_000, intervalMs),
  }
}

/** An empty variable counts as not set. The second part says what is wrong, one sentence for each variable. */
export function telemetrySettings(
  env: Readonly<Record<string, string | undefined>>,
): readonly [settings: TelemetrySettings, complaints: readonly string[]] {
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== '')
  const parsed = variables.safeParse(Object.fromEntries(set))
  if (!parsed.success) {
    const complaints = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0])
      return `${name} is "${env[name]}": it ${message}.`
    })
    return [{ traces: undefined, metrics: undefined }, complaints]
  }
  const { data } = parsed
  return [
    {
      traces: isSent('TRACES', data) ? tracesOf(data) : undefined,
      metrics: isSent('METRICS', data) ? metricsOf(data) : undefined,
    },
    [],
  ]
}
