import { metrics } from '@tallystick/client/wire'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { callsLoopback, startReceiver } from '../support/webhook-receiver.ts'

/** As the newest releases of Prometheus send it. */
const accept =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,' +
  'application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2'

interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

function samplesIn(text: string): readonly Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text])
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }
    })
}

let broker: TestBroker
let receiver: Awaited<ReturnType<typeof startReceiver>>
beforeAll(async () => {
  receiver = await startReceiver()
  broker = await startTestBroker({ runsJobs: true, config: callsLoopback })
  const world = new VerificationWorld(broker)
  await broker.post('/webhooks', {
    events: [{ name: 'contract_published' }],
    request: { method: 'POST', url: `${receiver.url}/told` },
  })
  await world.published('Shop', '1', { for: 'Stock', content: 'one', branch: 'main' })
  await world.verified({ consumer: 'Shop', provider: 'Stock', content: 'one' }, '7', { success: false })
})
afterAll(async () => {
  await broker.stop()
  await receiver.stop()
})

const scrape = async () => samplesIn((await broker.get('/metrics/prometheus', { accept })).text)
const valueOf = (samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}) =>
  samples.find(
    (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  )?.value

describe('are given', () => {
  test.each(['/metrics', '/metrics/prometheus'])('at %s to Prometheus', async (path) => {
    const { status, headers, text } = await broker.get(path, { accept })
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain;version=0.0.4;charset=utf-8'])
    expect(text).toContain('# TYPE tallystick_http_request_duration_seconds histogram')
  })

  test.each([undefined, 'application/json', 'application/hal+json', '*/*'])('as JSON to %s', async (asked) => {
    const { headers, json } = await broker.get('/metrics', asked === undefined ? {} : { accept: asked })
    expect(headers.get('content-type')).toMatch(/json/)
    expect(metrics.parse(json).integrations.count).toBe(1)
  })

  test('to those who may read', async () => {
    const closed = await startTestBroker({ config: { token: 'writing', readOnlyToken: 'reading' } })
    expect((await closed.get('/metrics/prometheus', { accept })).status).toBe(401)
    const authorization = 'Bearer reading'
    expect((await closed.get('/metrics/prometheus', { accept, authorization })).status).toBe(200)
    await closed.stop()
  })
})

describe('count', () => {
  const requests = 'tallystick_http_request_duration_seconds_count'

  test('requests by the template of their address', async () => {
    await broker.get('/pacticipants/Shop')
    await broker.get('/pacticipants/Nobody%20knows')
    await broker.request('PUT', '/pacticipants/Shop/labels')
    const samples = await scrape()
    const route = '/pacticipants/{pacticipant}'
    expect(valueOf(samples, requests, { method: 'GET', route, status: '200' })).toBe(1)
    expect(valueOf(samples, requests, { method: 'GET', route, status: '404' })).toBe(1)
  })

  test('all that lead nowhere together, and no address that somebody made up', async () => {
    const before = (await scrape()).length
    for (let index = 0; index < 30; index += 1) await broker.get(`/made-up/${index}`, { accept: 'application/json' })
    const samples = await scrape()
    expect(valueOf(samples, requests, { route: 'none', method: 'GET', status: '404' })).toBe(30)
    expect(JSON.stringify(samples)).not.toContain('made-up')
    expect(samples.length - before).toBeLessThan(30)
  })

  test('what the broker holds', async () => {
    const samples = await scrape()
    expect(valueOf(samples, 'tallystick_pacticipants')).toBe(2)
    expect(valueOf(samples, 'tallystick_contracts')).toBe(1)
    expect(valueOf(samples, 'tallystick_verifications', { result: 'failure' })).toBe(1)
    expect(valueOf(samples, 'tallystick_database_up')).toBe(1)
    expect(valueOf(samples, 'tallystick_database_pool_limit')).toBe(10)
    expect(valueOf(samples, 'tallystick_queue_jobs', { queue: 'deliver-webhook', state: 'dead' })).toBe(0)
    expect(valueOf(samples, 'tallystick_verification_requests', { state: 'overdue' })).toBe(0)
  })

  test('deliveries by what came of them', async () => {
    await vi.waitFor(
      async () => {
        const samples = await scrape()
        expect(valueOf(samples, 'tallystick_webhook_attempts_total', { outcome: 'success' })).toBe(1)
      },
      { timeout: 10_000, interval: 100 },
    )
  })
})

test('without its database a broker still tells of itself', async () => {
  const cut = await startTestBroker()
  await cut.db.destroy()
  const { status, text } = await cut.get('/metrics/prometheus', { accept })
  const samples = samplesIn(text)
  expect([status, valueOf(samples, 'tallystick_database_up')]).toEqual([200, 0])
  expect(valueOf(samples, 'tallystick_pacticipants')).toBeUndefined()
  expect(valueOf(samples, 'process_cpu_seconds_total')).toBeGreaterThan(0)
  await cut.stop()
})

describe('the dashboard for Grafana', () => {
  interface Panel {
    readonly id: number
    readonly title: string
    readonly type: string
    readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[]
  }
  const file = join(import.meta.dirname, '../../../ops/grafana/tallystick.json')
  const dashboard = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly panels: readonly Panel[]
    readonly templating: { readonly list: readonly { readonly definition?: string }[] }
  }
  const targets = dashboard.panels.flatMap((panel) => panel.targets ?? [])
  const asked = [
    ...targets.map(({ expr }) => expr),
    ...dashboard.templating.list.flatMap(({ definition }) => definition ?? []),
  ]

  /** The names in a query that are neither functions, keywords nor labels: those stand before, in or behind brackets. */
  function metricsIn(query: string): readonly string[] {
    const bare = query
      .replaceAll(/"[^"]*"/g, '')
      .replaceAll(/\{[^}]*\}|\[[^\]]*\]|\b(by|without) \([^)]*\)/g, '')
      .replace(/^label_values\((\w+), \w+\)$/, '$1')
    return [...bare.matchAll(/\b[a-z_]\w*\b(?!\s*\()/g)].map(([name]) => name).filter((name) => name !== 'or')
  }

  test('asks only for metrics that there are, by labels that they have', async () => {
    const samples = await scrape()
    const labelsOf = Map.groupBy(samples, ({ name }) => name)
    expect(asked.length).toBeGreaterThan(30)
    for (const query of asked) {
      const names = metricsIn(query)
      expect(names.length, query).toBeGreaterThan(0)
      const labels = [
        ...[...query.matchAll(/\{([^}]*)\}/g)].flatMap(([, inner = '']) => inner.match(/\w+(?=\s*!?=)/g) ?? []),
        ...[...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, inner = '']) => inner.split(/,\s*/)),
      ]
      for (const name of names) {
        const found = labelsOf.get(name) ?? []
        expect(found, `${name} in ${query}`).not.toEqual([])
        const known = new Set(['job', 'instance', ...found.flatMap((sample) => Object.keys(sample.labels))])
        expect(
          labels.filter((label) => !known.has(label)),
          query,
        ).toEqual([])
      }
    }
  })

  test('has each metric of the broker in some panel', async () => {
    const names = new Set((await scrape()).map(({ name }) => name).filter((name) => name.startsWith('tallystick_')))
    const shown = new Set(asked.flatMap(metricsIn))
    const unseen = [...names].filter((name) => !shown.has(name) && !/_(bucket|sum|count)$/.test(name))
    expect(unseen).toEqual([])
  })

  test('has panels that do not share a number, each with a title', () => {
    const ids = dashboard.panels.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(dashboard.panels.filter(({ title }) => title === '')).toEqual([])
  })
})
