// Traces and metrics for a collector of OpenTelemetry. What speaks to it is loaded only where that is configured: it
// would double the time of a start.

import type { Registry } from 'prom-client'
import type { Logger } from 'pino'
import type { TelemetrySettings } from './settings/telemetry-settings.ts'

/** Something that sends until it is closed, which sends the rest. */
export interface Sender {
  close(): Promise<void>
}

interface TelemetryOptions {
  readonly settings: TelemetrySettings
  readonly version: string
  readonly log: Pick<Logger, 'warn' | 'info'>
}

const nothing: Sender = { close: () => Promise.resolve() }

/** To be called before anything that makes spans is opened. */
export async function sendTraces({ settings, version, log }: TelemetryOptions): Promise<Sender> {
  if (settings.traces === undefined) return nothing
  const { openTraces } = await import('./telemetry-sdk.ts')
  return openTraces(settings.traces, { version, log })
}

/** `read` brings the metrics up to date before they are sent. */
export async function sendMetrics(
  { settings, version, log }: TelemetryOptions,
  registry: Registry,
  read: () => Promise<void>,
): Promise<Sender> {
  if (settings.metrics === undefined) return nothing
  const { openMetricExport } = await import('./telemetry-sdk.ts')
  return openMetricExport(settings.metrics, { version, log, registry, read })
}
