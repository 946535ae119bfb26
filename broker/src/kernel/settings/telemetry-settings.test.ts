import { describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { telemetrySettings } from './telemetry-settings.ts'

const ENDPOINT = 'http://collector.example.org:4318'

function sent(env: Readonly<Record<string, string>>): string {
  const [{ traces, metrics }] = telemetrySettings(env)
  return [traces && `traces ${traces.protocol}`, metrics && `metrics ${metrics.protocol}`].filter(Boolean).join(', ')
}

describe('what is sent', () => {
  const both = 'traces http/protobuf, metrics http/protobuf'
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['nothing where nothing is said', {}, ''],
    ['nothing for a name alone', { OTEL_SERVICE_NAME: 'contracts' }, ''],
    ['nothing for an empty endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, ''],
    ['both to one endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT }, both],
    ['traces to theirs', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ENDPOINT }, 'traces http/protobuf'],
    ['metrics to theirs', { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: ENDPOINT }, 'metrics http/protobuf'],
    ['traces by their exporter', { OTEL_TRACES_EXPORTER: 'otlp' }, 'traces http/protobuf'],
    [
      'no metrics when they are not wanted',
      { OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT, OTEL_METRICS_EXPORTER: 'none' },
      'traces http/protobuf',
    ],
    ['nothing when it is switched off', { OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' }, ''],
    [
      'each by its protocol',
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/protobuf',
      },
      'traces http/json, metrics http/protobuf',
    ],
  ])('%s', (_, env, expected) => {
    expect(sent(env)).toBe(expected)
  })
})

test('a sampler has its ratio, and metrics wait no longer than until they are sent again', () => {
  const [{ traces, metrics }] = telemetrySettings({
    OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
    OTEL_METRIC_EXPORT_INTERVAL: '5000',
  })
  expect(traces).toMatchObject({ sampler: 'parentbased_traceidratio', ratio: 0.25 })
  expect(metrics).toMatchObject({ intervalMs: 5000, timeoutMs: 5000 })
})

test.each([
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'must be http/protobuf or http/json, which collectors take on port 4318'],
  ['OTEL_TRACES_EXPORTER', 'zipkin', 'must be otlp or none'],
  ['OTEL_TRACES_SAMPLER', 'sometimes', 'must be one of: always_on, always_off'],
  ['OTEL_TRACES_SAMPLER_ARG', '2', 'must be a number from 0 to 1'],
  ['OTEL_BSP_SCHEDULE_DELAY', 'soon', 'must be a whole number of milliseconds'],
  ['OTEL_BSP_MAX_QUEUE_SIZE', '0', 'must be a whole number from 1'],
])('the start is refused with %s=%s', (name, value, sentence) => {
  expect(() => readConfig({ env: { [name]: value }, flags: {} })).toThrow(`${name} is "${value}": it ${sentence}`)
})
