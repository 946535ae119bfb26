import { type DiagLogger, DiagLogLevel, context, diag, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import {
  type Resource,
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import {
  MeterProvider,
  type MetricProducer,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { hostname } from 'node:os'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { MetricSettings, Protocol, TraceSettings } from './settings/telemetry-settings.ts'
import { metricData } from './telemetry-metrics.ts'
import type { Sender } from './telemetry.ts'

interface Sending {
  readonly version: string
  readonly log: Pick<Logger, 'warn' | 'info'>
}

// A collector that does not answer must not hold up the end of the broker.
const CLOSE_LIMIT_MS = 2000

function resourceOf(version: string): Resource {
  const own = resourceFromAttributes({
    'service.name': 'tallystick',
    'service.version': version,
    'service.instance.id': `${hostname()}-${process.pid}`,
  })
  return defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }))
}

const silent = () => {}

/** What the SDK has to say, such as that a collector does not answer, goes to the log. */
function logTrouble({ log }: Sending): void {
  const warn = (message: string) => log.warn(`OpenTelemetry: ${message}`)
  const logger: DiagLogger = { error: warn, warn, info: silent, debug: silent, verbose: silent }
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
}

async function closeInTime(shutdown: () => Promise<void>): Promise<void> {
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, CLOSE_LIMIT_MS).unref()
  })
  await Promise.race([shutdown().catch(() => {}), late])
}

function samplerOf({ sampler, ratio }: TraceSettings): Sampler {
  switch (sampler) {
    case 'always_on':
      return new AlwaysOnSampler()
    case 'always_off':
      return new AlwaysOffSampler()
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratio)
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: new AlwaysOnSampler() })
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() })
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) })
    default:
      return sampler satisfies never
  }
}

async function traceExporter(protocol: Protocol): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto')
  return new OTLPTraceExporter()
}

async function metricExporter(protocol: Protocol): Promise<PushMetricExporter> {
  const { OTLPMetricExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-metrics-otlp-http')
      : await import('@opentelemetry/exporter-metrics-otlp-proto')
  return new OTLPMetricExporter()
}

export async function openTraces(settings: TraceSettings, sending: Sending): Promise<Sender> {
  logTrouble(sending)
  const { scheduleDelayMs, exportTimeoutMs, maxQueueSize, maxBatchSize } = settings
  const processor = new BatchSpanProcessor({
    exporter: await traceExporter(settings.protocol),
    ...(scheduleDelayMs === undefined ? {} : { scheduledDelayMillis: scheduleDelayMs }),
    ...(exportTimeoutMs === undefined ? {} : { exportTimeoutMillis: exportTimeoutMs }),
    ...(maxQueueSize === undefined ? {} : { maxQueueSize }),
    ...(maxBatchSize === undefined ? {} : { maxExportBatchSize: maxBatchSize }),
  })
  const provider = new TracerProvider({
    resource: resourceOf(sending.version),
    sampler: samplerOf(settings),
    spanProcessors: [processor],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  sending.log.info('Sends traces by OpenTelemetry')
  return { close: () => closeInTime(() => provider.shutdown()) }
}

interface Metered extends Sending {
  readonly registry: Registry
  readonly read: () => Promise<void>
}

function producerOf({ registry, read, version }: Metered): MetricProducer {
  const startedAt = performance.timeOrigin
  const resource = resourceOf(version)
  return {
    async collect() {
      await read()
      const times = { startedAt, readAt: Date.now() }
      const metrics = (await registry.getMetricsAsJSON()).map((metric) => metricData(metric, times))
      return {
        resourceMetrics: { resource, scopeMetrics: [{ scope: { name: 'tallystick', version }, metrics }] },
        errors: [],
      }
    },
  }
}

export async function openMetricExport(settings: MetricSettings, metered: Metered): Promise<Sender> {
  logTrouble(metered)
  const reader = new PeriodicExportingMetricReader({
    exporter: await metricExporter(settings.protocol),
    exportIntervalMillis: settings.intervalMs,
    exportTimeoutMillis: settings.timeoutMs,
    metricProducers: [producerOf(metered)],
  })
  const provider = new MeterProvider({ resource: resourceOf(metered.version), readers: [reader] })
  metered.log.info('Sends metrics by OpenTelemetry')
  return { close: () => closeInTime(() => provider.shutdown()) }
}
