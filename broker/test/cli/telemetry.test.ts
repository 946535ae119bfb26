import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startCollector, valuesOf } from '../support/collector.ts'
import { type TestDatabase, createTestDatabase } from '../support/database.ts'
import { type BrokerProcess, startBrokerProcess } from '../support/process.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${traceId}-b7ad6b7169203331-01`

let database: TestDatabase
let collector: Awaited<ReturnType<typeof startCollector>>
let broker: BrokerProcess
/** Those that part before the end. */
let gone: Awaited<ReturnType<typeof startCollector>>
let other: BrokerProcess

beforeAll(async () => {
  database = await createTestDatabase()
  collector = await startCollector()
  gone = await startCollector()
  const on = { databaseUrl: database.url }
  ;[broker, other] = await Promise.all([
    startBrokerProcess({
      on,
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_BSP_SCHEDULE_DELAY: '50',
        OTEL_METRIC_EXPORT_INTERVAL: '250',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
        TALLYSTICK_TOKEN: 'a-token-to-hide',
      },
    }),
    startBrokerProcess({
      on,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: gone.url, OTEL_METRIC_EXPORT_INTERVAL: '100' },
    }),
  ])
})
afterAll(async () => {
  await Promise.all([broker.kill(), other.kill()])
  await collector.stop()
  await database.drop()
})

const ask = (path: string, init: RequestInit = {}) =>
  fetch(broker.url + path, {
    ...init,
    headers: { authorization: 'Bearer a-token-to-hide', traceparent, 'content-type': 'application/json' },
  })

const until = async (assertion: () => void) => vi.waitFor(assertion, { timeout: 10_000, interval: 50 })

test('a request is a span in the trace of its client, with its statements below it', async () => {
  const reply = await ask('/pacticipants', { method: 'POST', body: JSON.stringify({ name: 'A name to hide' }) })
  expect(reply.status).toBe(201)
  await until(() => expect(collector.spans.map(({ name }) => name)).toContain('POST /pacticipants'))
  const span = collector.spans.find(({ name }) => name === 'POST /pacticipants')
  expect(span).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331', kind: 2 })
  expect(valuesOf(span?.attributes ?? [])).toMatchObject({
    'http.request.method': 'POST',
    'http.route': '/pacticipants',
    'http.response.status_code': 201,
    'tallystick.request.id': reply.headers.get('x-request-id'),
    'tallystick.caller.kind': 'user',
  })

  const statements = collector.spans.filter(({ parentSpanId }) => parentSpanId === span?.spanId)
  const texts = statements.map(({ attributes }) => String(valuesOf(attributes)['db.query.text']))
  expect(texts.some((text) => text.includes('insert into') && text.includes('$1'))).toBe(true)
  for (const { startTimeUnixNano: start, endTimeUnixNano: end } of statements) {
    expect(BigInt(start)).toBeGreaterThanOrEqual(BigInt(span?.startTimeUnixNano ?? 0) - 1_000_000n)
    expect(BigInt(end)).toBeLessThanOrEqual(BigInt(span?.endTimeUnixNano ?? 0) + 1_000_000n)
  }
})

test('the log line of a request names its trace', async () => {
  await ask('/pacticipants')
  const lines = () =>
    broker
      .log()
      .split('\n')
      .filter((line) => line.includes('"url":"/pacticipants"'))
  await until(() => expect(lines().length).toBeGreaterThan(0))
  const line = JSON.parse(lines()[0] ?? '{}')
  expect(line).toMatchObject({ traceId, route: '/pacticipants', actor: { kind: 'user' } })
})

test('says which service it is', async () => {
  await until(() => expect(collector.resources.length).toBeGreaterThan(0))
  expect(collector.resources[0]).toMatchObject({ 'service.name': 'tallystick', 'deployment.environment.name': 'test' })
})

test('metrics are those that Prometheus reads', async () => {
  await ask('/pacticipants')
  const find = (name: string) => collector.metrics().find((metric) => metric.name === name)
  const requests = () =>
    find('tallystick_http_request_duration_seconds')?.histogram?.dataPoints.find(
      ({ attributes }) => valuesOf(attributes)['route'] === '/pacticipants' && valuesOf(attributes)['method'] === 'GET',
    )
  await until(() => expect(requests()).toBeDefined())
  const { count = 0, sum = 0, bucketCounts = [], explicitBounds = [] } = requests() ?? {}
  expect(bucketCounts.reduce((total, one) => total + one, 0)).toBe(count)
  expect(bucketCounts.length).toBe(explicitBounds.length + 1)
  expect([count > 0, sum > 0]).toEqual([true, true])
  await until(() => expect(find('tallystick_pacticipants')?.gauge?.dataPoints[0]?.asDouble).toBeTypeOf('number'))
  expect(find('process_cpu_seconds_total')?.sum).toMatchObject({ isMonotonic: true })
})

test('nothing that is sent holds a parameter of a statement or a token', () => {
  expect(collector.spans.length).toBeGreaterThan(5)
  expect(collector.text()).not.toMatch(/to[ -]hide/)
})

test('what is left is sent when the broker stops', async () => {
  await ask('/labels')
  expect(await broker.stop()).toBe(0)
  expect(collector.spans.map(({ name }) => name)).toContain('GET /labels')
})

test('without anything else it is protobuf, and a broker does not need its collector', async () => {
  await until(() => expect([...gone.types]).toEqual(['application/x-protobuf']))
  await gone.stop()
  expect((await fetch(`${other.url}/health`)).status).toBe(200)
  expect(await other.stop()).toBe(0)
})
