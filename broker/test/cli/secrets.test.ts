// Secrets of every kind, planted where they come to a broker: none of them may be in its log at its most talkative, nor in
// an answer.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type TestDatabase, createTestDatabase, execute } from '../support/database.ts'
import { type BrokerProcess, startBrokerProcess } from '../support/process.ts'
import { pactBetween, publication } from '../support/publications.ts'
import { getRaw } from '../support/raw-http.ts'

const names = [
  'database',
  'token',
  'readOnlyToken',
  'password',
  'readOnlyPassword',
  'key',
  'hookPassword',
  'hookHeader',
  'signing',
  'wrongPassword',
  'wrongToken',
  'cookie',
  'query',
  'userOfUrl',
  'body',
] as const
type Name = (typeof names)[number]

const planted = Object.fromEntries(
  names.map((name) => [name, `planted${name}${randomBytes(6).toString('hex')}`]),
) as Record<Name, string>
/** As text, and as headers and URLs carry it. */
const formsOf = (secret: string) => [secret, Buffer.from(secret).toString('base64').slice(0, -4)]
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
const bearer = (token: string) => `Bearer ${token}`

let database: TestDatabase
let broker: BrokerProcess
let role: string
const answers: string[] = []
/** Of tokens that the broker makes: one answer shows each, and no other. */
const made: string[] = []

interface Asked {
  readonly authorization?: string
  readonly cookie?: string
  readonly body?: unknown
}

async function ask(
  method: string,
  path: string,
  { authorization = bearer(planted.token), body, ...headers }: Asked = {},
) {
  const isRaw = typeof body === 'string'
  const response = await fetch(new URL(path, broker.url), {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json, */*;q=0.1', authorization, ...headers },
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '' ? JSON.parse(text) : undefined
  if (path !== '/tokens' || method !== 'POST') answers.push(`${[...response.headers].join('\n')}\n${text}`)
  return { status: response.status, json }
}

const webhook = {
  events: [{ name: 'contract_published' }],
  request: {
    method: 'POST',
    url: 'http://127.0.0.1:9/hook',
    username: 'ann',
    password: planted.hookPassword,
    headers: { 'X-Api-Key': planted.hookHeader, Authorization: bearer(planted.hookHeader) },
    body: { version: '${pactbroker.consumerVersionNumber}' },
  },
  signingSecret: planted.signing,
}

beforeAll(async () => {
  database = await createTestDatabase()
  role = `planted_${randomBytes(4).toString('hex')}`
  await execute(inject('database').url, `create role ${role} login superuser password '${planted.database}'`)
  const url = new URL(database.url)
  url.username = role
  url.password = planted.database
  broker = await startBrokerProcess({
    on: { databaseUrl: url.href },
    env: {
      TALLYSTICK_LOG_LEVEL: 'trace',
      TALLYSTICK_SQL_LOG_WARN_DURATION: '0',
      TALLYSTICK_TOKEN: planted.token,
      TALLYSTICK_READ_ONLY_TOKEN: planted.readOnlyToken,
      TALLYSTICK_BASIC_AUTH_USERNAME: 'ada',
      TALLYSTICK_BASIC_AUTH_PASSWORD: planted.password,
      TALLYSTICK_BASIC_AUTH_READ_ONLY_USERNAME: 'bob',
      TALLYSTICK_BASIC_AUTH_READ_ONLY_PASSWORD: planted.readOnlyPassword,
      TALLYSTICK_ENCRYPTION_KEYS: planted.key,
      TALLYSTICK_WEBHOOK_SCHEME_WHITELIST: 'http',
      TALLYSTICK_WEBHOOK_HOST_WHITELIST: '127.0.0.1',
      TALLYSTICK_WEBHOOK_RETRY_SCHEDULE: '0',
    },
  })
})
afterAll(async () => {
  await broker.stop()
  await database.drop()
  await execute(inject('database').url, `drop role ${role}`)
})

function expectNone(texts: readonly string[], where: string, but: Name | 'none' = 'none'): void {
  const all = texts.join('\n')
  const others = Object.entries(planted).filter(([name]) => name !== but)
  const found = [...others, ...made.map((secret) => ['made', secret] as const)].filter(([, secret]) =>
    formsOf(secret).some((form) => all.includes(form)),
  )
  expect(found, where).toEqual([])
}

test('callers who are right, and who are wrong', async () => {
  const rights = [
    bearer(planted.token),
    bearer(planted.readOnlyToken),
    basic('ada', planted.password),
    basic('bob', planted.readOnlyPassword),
  ]
  for (const authorization of rights) expect((await ask('GET', '/me', { authorization })).status).toBe(200)
  const wrongs = [
    basic('ada', planted.wrongPassword),
    bearer(planted.wrongToken),
    bearer(`tally_${planted.wrongToken}`),
    bearer(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${planted.wrongToken}.x`),
    `Digest ${planted.wrongToken}`,
  ]
  for (const authorization of wrongs) expect((await ask('GET', '/me', { authorization })).status).toBe(401)
  await ask('GET', '/pacticipants', { cookie: `tallystick_session=${planted.cookie}` })
})

test('credentials in addresses', async () => {
  for (const path of ['/events', '/no/such/address', '/test/error']) {
    await ask('GET', `${path}?access_token=${planted.query}&type=x`)
    await ask('POST', `${path}?api_key=${planted.query}&code=${planted.query}`, { body: {} })
  }
  const inUrl = await getRaw(broker.url, `http://ann:${planted.userOfUrl}@broker/pacticipants`)
  answers.push(inUrl.head, inUrl.body)
})

test('tokens, which are shown once', async () => {
  const { status, json } = await ask('POST', '/tokens', {
    body: { name: 'CI', kind: 'system', scopes: ['publish'], reach: 'everything' },
  })
  expect(status, JSON.stringify(json)).toBe(201)
  made.push(json.secret)
  expect((await ask('GET', '/me', { authorization: bearer(json.secret) })).status).toBe(200)
  await ask('GET', '/tokens')
  await ask('GET', `/tokens/${json.uuid}`)
})

test('secrets of webhooks, that call and fail', async () => {
  const { status, json } = await ask('POST', '/webhooks', { body: webhook })
  expect(status, JSON.stringify(json)).toBe(201)
  const path = new URL(json._links.self.href).pathname
  await ask('PUT', path, { body: { ...webhook, description: 'another' } })
  await ask('GET', path)
  await ask('POST', `${path}/execute`, { body: {} })
  await ask('POST', '/webhooks/execute', { body: webhook })
  await ask('POST', '/webhooks/preview', { body: { ...webhook, event: 'contract_published', isSigned: true } })
  const pact = pactBetween('Shop', 'Stock')
  await ask('POST', '/contracts/publish', { body: publication('1', { consumer: 'Shop', contracts: { Stock: pact } }) })
  await expect.poll(async () => (await ask('GET', '/webhooks/overview')).json !== undefined).toBe(true)
  for (const page of ['/webhooks', '/webhooks/overview', '/audit', '/events', '/', '/diagnostic/about'])
    await ask('GET', page)
})

test('bodies that are refused', async () => {
  const text = JSON.stringify(webhook)
  for (const body of [
    `{"request":{"password":${planted.body}}}`,
    `{"request":{"password":"${planted.body}" oops}}`,
    `${text.slice(0, -1)}, "${planted.body}`,
    planted.body,
    JSON.stringify({ ...webhook, request: { ...webhook.request, password: [planted.body], url: 'no URL' } }),
    JSON.stringify({ ...webhook, signingSecret: { [planted.signing]: 1 } }),
    JSON.stringify({ ...webhook, signingSecret: 'short' }),
  ]) {
    const { status } = await ask('POST', '/webhooks', { body })
    expect(status).toBe(400)
  }
})

test('no answer shows a secret', () => {
  expect(answers.length).toBeGreaterThan(40)
  // Links repeat the address that was asked for, to whoever asked.
  expectNone(answers, 'answers', 'query')
})

test('no line of the log does', async () => {
  await broker.stop()
  const log = broker.log()
  // It is as talkative as it can be.
  expect(log).toContain('"msg":"A statement took')
  expect(log).toContain('access_token=***')
  expectNone([log], 'the log')
})

test('nor do the last words of a broker that its database does not let in', async () => {
  const url = new URL(database.url)
  url.username = role
  url.password = planted.body
  const env = { TALLYSTICK_LOG_LEVEL: 'trace' }
  const failure = await startBrokerProcess({ on: { databaseUrl: url.href }, env }).then(() => 'it started', String)
  expect(failure).toContain('cannot start')
  expectNone([failure], 'the last words')
})
