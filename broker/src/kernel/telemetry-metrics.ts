/**
 * The metrics that Prometheus reads, as OpenTelemetry sends them: the same names and labels, so that a dashboard fits
 * both. Counters are sums from the start of the process on, and the buckets of histograms, of which Prometheus has each
 * include the smaller ones, are taken apart.
 */
import { type Attributes, ValueType } from '@opentelemetry/api'
import { millisToHrTime } from '@opentelemetry/core'
import { AggregationTemporality, type DataPoint, DataPointType, type MetricData } from '@opentelemetry/sdk-metrics'
import type { MetricObjectWithValues, MetricValue } from 'prom-client'

type PrometheusMetric = MetricObjectWithValues<MetricValue<string> & { readonly metricName?: string }>
type Value = PrometheusMetric['values'][number]

interface Times {
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly readAt: number
}

const timesOf = ({ startedAt, readAt }: Times) => ({
  startTime: millisToHrTime(startedAt),
  endTime: millisToHrTime(readAt),
})

function attributesOf({ labels }: Value): Attributes {
  const given = Object.entries(labels).filter(([name, value]) => name !== 'le' && value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
}

function numbers({ values }: PrometheusMetric, times: Times): DataPoint<number>[] {
  return values.map((one) => ({ ...timesOf(times), attributes: attributesOf(one), value: one.value }))
}

type HistogramPoint = Extract<MetricData, { dataPointType: DataPointType.HISTOGRAM }>['dataPoints'][number]

function histogramPoint(name: string, series: readonly Value[], times: Times): HistogramPoint {
  const buckets = series.filter(({ labels }) => labels['le'] !== undefined)
  const boundaries = buckets.map(({ labels }) => Number(labels['le'])).filter(Number.isFinite)
  const counts = buckets.map(({ value }, index) => value - (buckets[index - 1]?.value ?? 0))
  const partOf = (part: string) => series.find(({ metricName }) => metricName === `${name}_${part}`)?.value ?? 0
  const [first] = series
  const value = { buckets: { boundaries, counts }, sum: partOf('sum'), count: partOf('count') }
  return { ...timesOf(times), attributes: first ? attributesOf(first) : {}, value }
}

function histograms({ name, values }: PrometheusMetric, times: Times): HistogramPoint[] {
  const series = Map.groupBy(values, (value) => JSON.stringify(attributesOf(value)))
  return [...series.values()].map((one) => histogramPoint(name, one, times))
}

export function metricData(metric: PrometheusMetric, times: Times): MetricData {
  const common = {
    descriptor: { name: metric.name, description: metric.help, unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  }
  switch (String(metric.type)) {
    case 'histogram':
      return { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: histograms(metric, times) }
    case 'counter':
      return { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints: numbers(metric, times) }
    default:
      return { ...common, dataPointType: DataPointType.GAUGE, dataPoints: numbers(metric, times) }
  }
}
