import { type AuditEntry, auditEntries } from '@tallystick/client/wire'
import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const DAY_MS = 86_400_000
const ada = { authorization: `Basic ${Buffer.from('ada:love').toString('base64')}` }
const bob = { authorization: `Basic ${Buffer.from('bob:builder').toString('base64')}` }
const maintainer = { authorization: 'Bearer tally_of_a_maintainer' }

let broker: TestBroker
const now = new Date('2026-11-22T10:00:00Z')

beforeAll(async () => {
  broker = await startTestBroker({
    config: {
      access: 'accounts',
      basicAuth: { username: 'ada', password: 'love' },
      basicAuthReadOnly: { username: 'bob', password: 'builder' },
      auditRetentionDays: 30,
    },
    clock: () => now,
    runsJobs: true,
  })
  const secretHash = createHash('sha256').update('tally_of_a_maintainer').digest()
  await sql`
    with team as (insert into teams (uuid, name) values ('team-1', 'Shop team') returning id),
      token as (
        insert into tokens (uuid, name, secret_hash, hint, scopes, created_by)
        values ('token-1', 'deployer', ${secretHash}, 'iner', '{read,administer}', 'ada') returning id
      )
    insert into token_teams (token_id, team_id) select token.id, team.id from team, token`.execute(broker.db)
})
afterAll(() => broker.stop())

async function send(method: string, path: string, { body, by = ada }: { body?: unknown; by?: typeof ada } = {}) {
  return broker.request(method, path, { headers: by, ...(body === undefined ? {} : { body }) })
}

async function entries(query = ''): Promise<readonly AuditEntry[]> {
  const { status, json } = await send('GET', `/audit${query}`)
  expect(status).toBe(200)
  return auditEntries.parse(json)._embedded.entries
}

const actions = async (query: string) =>
  (await entries(query)).map(({ action, subject }) => `${action} ${subject.kind} ${subject.name}`)

describe('an entry', () => {
  test('says who did what, from where, to what, and what was before and after', async () => {
    await send('POST', '/pacticipants', { body: { name: 'Shop', mainBranch: 'main' } })
    const reply = await broker.request('PATCH', '/pacticipants/Shop', {
      headers: { ...maintainer, 'x-request-id': 'build-17', 'content-type': 'application/merge-patch+json' },
      body: { mainBranch: 'trunk' },
    })
    expect(reply.status).toBe(200)
    const before = { displayName: 'Shop', repositoryUrl: null, repositoryName: null, repositoryNamespace: null }
    expect(await entries()).toEqual([
      {
        id: 2,
        at: '2026-11-22T10:00:00+00:00',
        actor: { kind: 'token', name: 'the token deployer', uuid: 'token-1' },
        address: '127.0.0.1',
        requestId: 'build-17',
        action: 'pacticipant-updated',
        subject: { kind: 'pacticipant', name: 'Shop' },
        before: { ...before, mainBranch: 'main' },
        after: { ...before, mainBranch: 'trunk' },
      },
      expect.objectContaining({
        id: 1,
        actor: { kind: 'user', name: 'ada', uuid: null },
        action: 'pacticipant-created',
        before: null,
      }),
    ])
  })

  test('is not written of what changed nothing, was refused, or is recorded in itself', async () => {
    const before = (await entries()).length
    const unchanged = await broker.request('PATCH', '/pacticipants/Shop', {
      headers: { ...ada, 'content-type': 'application/merge-patch+json' },
      body: { mainBranch: 'trunk' },
    })
    const refused = [
      unchanged,
      await send('POST', '/pacticipants', { body: { name: 'Shop' } }),
      await send('POST', '/pacticipants', { body: {} }),
      await send('DELETE', '/pacticipants/Nobody'),
      await send('DELETE', '/pacticipants/Shop', { by: bob }),
      await send('PUT', '/pacticipants/Shop/versions/1', { body: {} }),
      await send('PUT', '/pacticipants/Shop/branches/main/versions/1', { body: {} }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([200, 201, 400, 404, 401, 201, 201])
    expect((await entries()).length).toBe(before)
  })

  test('of a webhook holds none of its secrets, but which of them changed', async () => {
    const planted = ['planted-header', 'planted-password', 'planted-signing', 'planted-new']
    const details = (password: string) => ({
      description: 'Build',
      events: [{ name: 'contract_published' }],
      request: {
        method: 'POST',
        url: 'https://ci.example.org/build',
        headers: { Authorization: 'Bearer planted-header', Accept: 'text/plain' },
        username: 'ci',
        password,
      },
      signingSecret: 'planted-signing-0123456789',
    })
    const path = '/webhooks/a-webhook-for-audit'
    expect((await send('PUT', path, { body: details('planted-password') })).status).toBe(201)
    expect((await send('PUT', path, { body: details('planted-new') })).status).toBe(200)
    expect((await send('PUT', path, { body: details('planted-new') })).status).toBe(200)
    expect((await send('DELETE', path)).status).toBe(204)
    const [deleted, updated, created, ...others] = await entries('?kind=webhook')
    expect(others).toEqual([])
    expect(deleted).toMatchObject({ action: 'webhook-deleted', before: { description: 'Build' }, after: null })
    expect(updated).toMatchObject({ action: 'webhook-updated', after: { changedSecrets: ['request.password'] } })
    const all = ['request.headers.authorization', 'request.password', 'signingSecret']
    expect(created).toMatchObject({ action: 'webhook-created', before: null, after: { changedSecrets: all } })
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(audit_entries::text, ''), '') as text from audit_entries`.execute(broker.db)
    expect(planted.filter((secret) => rows[0]?.text.includes(secret))).toEqual([])
  })

  test('tells of overrides', async () => {
    await send('POST', '/environments', { body: { name: 'production', production: true } })
    const override = { pacticipant: 'Shop', version: '1', environment: 'production', reason: 'it is behind a flag' }
    const expiresAt = new Date(now.getTime() + DAY_MS).toISOString()
    const { json } = await send('POST', '/overrides', { body: { ...override, expiresAt }, by: maintainer })
    expect((await send('DELETE', `/overrides/${json.uuid}`)).status).toBe(204)
    expect((await send('DELETE', `/overrides/${json.uuid}`)).status).toBe(204)
    const facts = { uuid: json.uuid, reason: 'it is behind a flag' }
    const subject = { kind: 'override', name: 'Shop 1 to production' }
    expect(await entries('?kind=override')).toMatchObject([
      { action: 'override-revoked', subject, actor: { name: 'ada' }, before: facts, after: null },
      { action: 'override-created', subject, actor: { name: 'the token deployer' }, before: null, after: facts },
    ])
  })

  test('is never changed', async () => {
    const update = sql`update audit_entries set actor_name = 'nobody' where id = 1`.execute(broker.db)
    await expect(update).rejects.toThrow('entries of the audit log are never changed')
  })
})

describe('the audit log', () => {
  test('is for administrators only', async () => {
    expect((await broker.get('/audit')).status).toBe(401)
    expect((await send('GET', '/audit', { by: bob })).status).toBe(401)
    expect((await send('GET', '/audit', { by: maintainer })).status).toBe(403)
  })

  test('is searched by who, what, on what, and when', async () => {
    expect(await actions('?actor=the%20token%20deployer')).toEqual([
      'override-created override Shop 1 to production',
      'pacticipant-updated pacticipant Shop',
    ])
    expect(await actions('?action=environment-created')).toEqual(['environment-created environment production'])
    expect(await actions('?subject=Shop')).toEqual([
      'override-revoked override Shop 1 to production',
      'override-created override Shop 1 to production',
      'pacticipant-updated pacticipant Shop',
      'pacticipant-created pacticipant Shop',
    ])
    expect(await actions('?subject=Shop&kind=pacticipant&actor=ada')).toEqual(['pacticipant-created pacticipant Shop'])
    expect(await actions('?until=2026-11-22T10:00:00Z')).toEqual([])
    expect(await actions('?since=2026-11-22T11:00:00%2B01:00&action=override-revoked')).toHaveLength(1)
    const wrong = ['?action=made-up', '?kind=thing', '?since=yesterday', '?before=x', '?size=0']
    const refused = await Promise.all(wrong.map((query) => send('GET', `/audit${query}`)))
    expect(refused.map(({ status }) => status)).toEqual(wrong.map(() => 400))
  })

  test('has pages by id, which new entries do not shift', async () => {
    const first = await send('GET', '/audit?size=2&subject=Shop')
    await send('PUT', '/pacticipants/Shop/labels/late', { body: {} })
    const next = first.json._links.next.href
    expect(next).toMatch(/\/audit\?size=2&subject=Shop&before=\d+$/)
    const second = await send('GET', next)
    const listed = [first, second].flatMap(({ json }) => json._embedded.entries.map(({ action }: AuditEntry) => action))
    expect(listed).toEqual(['override-revoked', 'override-created', 'pacticipant-updated', 'pacticipant-created'])
    expect(second.json._links.next).toBeUndefined()
  })

  test('comes whole as one JSON text a line', async () => {
    await sql`
      insert into audit_entries (at, actor_kind, actor_name, action, subject_kind, subject_name)
      select ${now}, 'user', 'ada', 'label-added', 'pacticipant', 'Old ' || n from generate_series(1, 1300) n`.execute(
      broker.db,
    )
    const lines = async (query: string) => {
      const { text, headers, status } = await broker.request('GET', `/audit${query}`, {
        headers: { ...ada, accept: 'application/x-ndjson' },
      })
      expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson;charset=utf-8'])
      return text.split('\n').filter(Boolean)
    }
    const all = await lines('')
    const [first] = await entries('?size=1')
    expect(JSON.parse(all[0] ?? '')).toEqual(first)
    expect(new Set(all.map((line) => JSON.parse(line).id)).size).toBe(first?.id)
    expect(await lines('?subject=Old')).toHaveLength(1300)
    expect(await lines('?size=501')).toHaveLength(501)
    expect(await lines('?subject=Nobody')).toEqual([])
    const head = await broker.request('HEAD', '/audit', { headers: { ...ada, accept: 'application/x-ndjson' } })
    expect(head).toMatchObject({ status: 200, text: '' })
  })

  test('forgets what is too old when the broker cleans up', async () => {
    await sql`
      insert into audit_entries (at, actor_kind, actor_name, action, subject_kind, subject_name)
      values (${new Date(now.getTime() - 31 * DAY_MS)}, 'user', 'eve', 'label-added', 'pacticipant', 'Older'),
        (${new Date(now.getTime() - 29 * DAY_MS)}, 'user', 'eve', 'label-added', 'pacticipant', 'Newer')`.execute(
      broker.db,
    )
    expect(await actions('?actor=eve')).toHaveLength(2)
    expect((await send('POST', '/retention/runs', { body: {} })).status).toBe(202)
    await vi.waitFor(async () => expect(await actions('?actor=eve')).toEqual(['label-added pacticipant Newer']), {
      timeout: 10_000,
      interval: 50,
    })
    expect(await actions('?action=retention-run-started')).toHaveLength(1)
  })
})
