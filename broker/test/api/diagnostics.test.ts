import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const heartbeat = '/diagnostic/status/heartbeat'
const dependencies = '/diagnostic/status/dependencies'

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker()
})
afterAll(async () => broker.stop())

test('the heartbeat says that the broker runs', async () => {
  const reply = await broker.get(heartbeat)
  expect(reply.status).toBe(200)
  expect(reply.json).toEqual({ ok: true, _links: { self: { href: broker.url + heartbeat } } })
})

test('the dependencies say that the database answers', async () => {
  const reply = await broker.get(dependencies)
  expect(reply.status).toBe(200)
  expect(reply.json).toEqual({ database: { ok: true }, _links: { self: { href: broker.url + dependencies } } })
})

test('about tells which release runs, since when, and on what', async () => {
  const { status, json } = await broker.get('/diagnostic/about')
  expect(status).toBe(200)
  expect(json).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    license: 'MIT',
    node: process.versions.node,
    startedAt: expect.stringMatching(/^20/),
    database: {
      version: expect.stringMatching(/^\d+/),
      sizeBytes: expect.any(Number),
      migration: expect.stringMatching(/^\d{4}-.*\.sql$/),
    },
    _links: { self: { href: `${broker.url}/diagnostic/about` } },
  })
})

test('both can be switched off', async () => {
  const silent = await startTestBroker({ config: { enableDiagnosticEndpoints: false } })
  expect([(await silent.get(heartbeat)).status, (await silent.get(dependencies)).status]).toEqual([404, 404])
  await silent.stop()
})

test('without its database the broker says so, and its heart still beats', async () => {
  const cut = await startTestBroker()
  await cut.db.destroy()
  const reply = await cut.get(dependencies)
  expect(reply.status).toBe(500)
  expect(reply.json.database).toEqual({
    ok: false,
    error: 'The database does not answer. The reason is in the log.',
  })
  expect((await cut.get(heartbeat)).status).toBe(200)
  await cut.stop()
})
