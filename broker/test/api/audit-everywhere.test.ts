// Every endpoint that needs administering leaves an entry in the audit log, or says here why not.

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../src/endpoints.ts'
import { bodies, nameOf } from '../support/bad-input.ts'
import { signedUp } from '../support/people.ts'
import { type TestBroker, type TestReply, startTestBroker } from '../support/server.ts'
import { callsLoopback } from '../support/webhook-receiver.ts'

/** Those that change nothing, or nothing that anybody has to answer for. */
const withoutEntry: Readonly<Record<string, string>> = {
  'GET /audit': 'reads what the others leave',
  'GET /people': 'reads',
  'GET /people/{uuid}': 'reads',
  'POST /test/error': 'fails on purpose, and does nothing else',
}

const hook = 'a-webhook-to-audit'
const webhook = {
  events: [{ name: 'contract_published' }],
  request: { method: 'POST', url: 'http://127.0.0.1:9/build' },
}
const administering = endpoints.filter(
  (endpoint) => endpoint.access === 'administer' && !(nameOf(endpoint) in withoutEntry),
)

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker({ config: { ...callsLoopback, useFirstTagAsBranch: false } })
})
afterAll(() => broker.stop())

function done(reply: TestReply): TestReply {
  expect(reply.status, reply.text).toBeLessThan(300)
  return reply
}

const bodyOf = (name: string, call: string) => bodies[name]?.(call)

async function uuidIn(statement: ReturnType<typeof sql<{ uuid: string }>>): Promise<string> {
  const { rows } = await statement.execute(broker.db)
  return rows[0]?.uuid ?? 'none'
}

async function environmentTest(): Promise<string> {
  const found = (await broker.get('/environments?name=test')).json._embedded.environments[0]
  return (found ?? done(await broker.post('/environments', { name: 'test', production: false })).json).uuid
}

/** A team with a member and an application. */
async function teamTest() {
  const name = crypto.randomUUID()
  const { uuid } = done(await broker.post('/teams', { name })).json
  done(await broker.put(`/teams/${uuid}/pacticipants/Shop`))
  const person = await signedUp(broker.db, { name: 'Ada', teams: { [name]: 'viewer' } })
  return { team: uuid, person: person.uuid }
}

/** Everything there is to change and delete, whatever the calls before have deleted. Gives what addresses need. */
async function prepared(): Promise<Readonly<Record<string, string>>> {
  done(await broker.post('/contracts/publish', bodyOf('POST /contracts/publish', '1')))
  const pact = '/pacts/provider/Stock/consumer/Shop'
  const { _links: links } = done(await broker.get(`${pact}/version/1`)).json
  const result = bodyOf(
    'POST /pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results',
    '',
  )
  const { json } = done(await broker.post(links['pb:publish-verification-results'].href, result))
  done(await broker.put('/pacticipants/Shop/branches/feat/versions/1'))
  done(await broker.put('/pacticipants/Shop/labels/books'))
  const environment = await environmentTest()
  const staff = await teamTest()
  done(await broker.put(`/webhooks/${hook}`, webhook))
  done(await broker.post('/contracts/publish', bodyOf('POST /contracts/publish', crypto.randomUUID())))
  const { uuid: person } = await signedUp(broker.db, { name: 'Ada', teams: { Checkout: 'viewer' } })
  done(await broker.put('/teams/Checkout/pacticipants/Shop'))
  await sql`
    insert into webhook_targets (origin, consecutive_failures, paused_at, paused_until)
    values ('http://127.0.0.1:9', 5, now(), now() + interval '1 hour')
    on conflict (origin) do update set paused_at = excluded.paused_at, paused_until = excluded.paused_until`.execute(
    broker.db,
  )
  return {
    pacticipant: 'Shop',
    consumer: 'Shop',
    provider: 'Stock',
    version: '1',
    branch: 'feat',
    tag: 'dev',
    label: 'books',
    environment,
    ...staff,
    sha: links['pb:pact-version'].name,
    metadata: 'Y3ZuPTE',
    team: 'Checkout',
    person,
    number: new URL(json._links.self.href).pathname.split('/').at(-1) ?? '',
  }
}

async function uuidFor(path: string, environment: string): Promise<string> {
  if (path.startsWith('/webhooks/')) return hook
  if (path.startsWith('/triggered-webhooks/')) {
    return uuidIn(
      sql`select uuid from triggered_webhooks where webhook_uuid = ${hook} and webhook_id is not null limit 1`,
    )
  }
  if (path.startsWith('/deletions/')) {
    done(await broker.post('/pacticipants', { name: 'Gone' }))
    done(await broker.del('/pacticipants/Gone'))
    return uuidIn(sql`select uuid from deletions where name = 'Gone'`)
  }
  if (path.startsWith('/people/')) {
    return done(await broker.post('/people', bodyOf('POST /people', crypto.randomUUID()))).json.uuid
  }
  done(await broker.get(`/environments/${environment}`))
  return done(await broker.post('/overrides', bodyOf('POST /overrides', ''))).json.uuid
}

/** What is the same as before changes nothing: these say something else each time. */
const changed: Readonly<Record<string, object>> = {
  'PUT /pacticipants/{pacticipant}': { displayName: 'Replaced' },
  'PATCH /pacticipants/{pacticipant}': { displayName: 'Merged' },
  'PATCH /people/{uuid}': { disabled: true },
  // What is new of applications and environments has entries of its own.
  'POST /imports': { records: [{ kind: 'application', name: 'Shop', labels: [], createdAt: '2026-01-02T03:04:05Z' }] },
  'PUT /environments/{environment}': { name: 'test', displayName: 'Replaced', production: false },
  'PUT /teams/{team}': { name: 'Renamed' },
}

const inPath: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'PUT /pacticipants/{pacticipant}/labels/{label}': { label: 'new' },
  // There its branch is the main one's.
  'DELETE /pacts/provider/{provider}/consumer/{consumer}/branch/{branch}': { branch: 'main' },
  'PUT /teams/{team}/pacticipants/{pacticipant}': { pacticipant: 'Stock' },
  'PUT /webhooks/{uuid}': { uuid: 'another-webhook-to-audit' },
}

const lines = { accept: 'application/x-ndjson' }
const queries: Readonly<Record<string, string>> = { 'DELETE /integrations': '?confirm=delete-all-integrations' }

async function lastEntry(): Promise<number> {
  const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from audit_entries`.execute(broker.db)
  return Number(rows[0]?.id)
}

test.each(administering.map((endpoint) => [nameOf(endpoint), endpoint] as const))('%s', async (name, endpoint) => {
  const known = await prepared()
  const uuid = endpoint.path.includes('{uuid}') ? await uuidFor(endpoint.path, known['environment'] ?? '') : ''
  const values = { ...known, uuid, ...inPath[name] }
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, key: keyof typeof values) => values[key] ?? 'x')
  const body = changed[name] ?? bodyOf(name, crypto.randomUUID())
  const before = await lastEntry()
  const type = endpoint.body?.mediaTypes[0] ?? 'application/json'
  const accept = endpoint.produces.includes('application/json') ? {} : lines
  const sent = body ? { body, headers: { 'content-type': type } } : { headers: accept }
  const reply = done(await broker.request(endpoint.method, path + (queries[name] ?? ''), sent))
  const { rows } = await sql`
    select actor_kind, address, request_id from audit_entries where id > ${before} order by id`.execute(broker.db)
  expect(rows).toEqual([{ actor_kind: 'anybody', address: '127.0.0.1', request_id: reply.headers.get('x-request-id') }])
})

test('what leaves none is still there', () => {
  const names = new Set(endpoints.map(nameOf))
  expect(Object.keys(withoutEntry).filter((name) => !names.has(name))).toEqual([])
})
