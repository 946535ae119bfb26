import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const basic = (username: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
})
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const secrets = {
  basicAuth: { username: 'writer', password: 'write: ünd read' },
  basicAuthReadOnly: { username: 'reader', password: 'only-read' },
  token: 'write-token',
  readOnlyToken: 'read-token',
}
const writers = [basic('writer', 'write: ünd read'), bearer('write-token')]
const readers = [basic('reader', 'only-read'), bearer('read-token')]
const strangers = [{}, basic('writer', 'only-read'), basic('reader', ''), bearer('x'), { authorization: 'Basic !!' }]

const heartbeat = '/diagnostic/status/heartbeat'
const forVerification = '/pacts/provider/Nobody/for-verification'

async function statuses(broker: TestBroker, [method, path]: readonly [string, string], callers: readonly object[]) {
  return Promise.all(
    callers.map(async (headers) => {
      const body = method === 'POST' ? { name: 'Foo' } : undefined
      return (await broker.request(method, path, { headers: { ...headers }, ...(body ? { body } : {}) })).status
    }),
  )
}

describe('with users and tokens', () => {
  const logged: string[] = []
  let broker: TestBroker
  beforeAll(async () => {
    const logTo = new Writable({
      write(chunk, _encoding, done) {
        logged.push(String(chunk))
        done()
      },
    })
    broker = await startTestBroker({ config: secrets, logTo })
  })
  afterAll(async () => broker.stop())

  test('who may write may do everything', async () => {
    expect(await statuses(broker, ['POST', '/pacticipants'], writers)).toEqual([201, 201])
    expect(await statuses(broker, ['GET', '/pacticipants'], writers)).toEqual([200, 200])
  })

  test('who may read may read', async () => {
    expect(await statuses(broker, ['GET', '/pacticipants'], readers)).toEqual([200, 200])
    expect(await statuses(broker, ['HEAD', '/pacticipants'], readers)).toEqual([200, 200])
    expect(await statuses(broker, ['OPTIONS', '/pacticipants'], readers)).toEqual([200, 200])
  })

  test('who may read may fetch contracts to verify, although that is a POST', async () => {
    expect(await statuses(broker, ['POST', forVerification], readers)).toEqual([404, 404])
  })

  test('who may read may not write', async () => {
    expect(await statuses(broker, ['POST', '/pacticipants'], readers)).toEqual([401, 401])
    expect(await statuses(broker, ['DELETE', '/pacticipants/Foo'], readers)).toEqual([401, 401])
    const reply = await broker.request('DELETE', '/pacticipants/Foo', { headers: readers[0] ?? {} })
    expect(reply.json.error).toBe('These credentials may only read.')
  })

  test.each([
    ['GET', '/pacticipants'],
    ['POST', '/pacticipants'],
    ['GET', heartbeat],
    ['POST', forVerification],
    ['GET', '/no/such/address'],
    ['PATCH', '/pacticipants'],
    ['OPTIONS', '/pacticipants'],
  ])('nobody else gets through with %s %s', async (method, path) => {
    expect(await statuses(broker, [method, path], strangers)).toEqual(strangers.map(() => 401))
  })

  test('the answer asks for credentials, in both forms', async () => {
    const reply = await broker.get('/pacticipants')
    expect(reply.headers.get('www-authenticate')).toBe('Basic realm="Restricted area"')
    expect(reply.json.error).toBe('Sign in to do this: the request has no credentials.')
    const problem = await broker.get('/pacticipants', { accept: 'application/problem+json', ...bearer('x') })
    expect(problem.json).toMatchObject({
      status: 401,
      title: 'Unauthorized',
      detail: 'The credentials are wrong, have expired or were revoked.',
    })
  })

  test('a body is not read from who may not send it', async () => {
    const reply = await broker.request('POST', '/pacticipants', { body: '{not json' })
    expect(reply.status).toBe(401)
  })

  test('no secret is logged', async () => {
    await statuses(broker, ['GET', '/pacticipants'], [...writers, ...readers, ...strangers])
    const log = logged.join('')
    expect(log).toContain('GET /pacticipants 200')
    for (const headers of [...writers, ...readers]) expect(log).not.toContain(headers.authorization.split(' ')[1])
    expect(log.toLowerCase()).not.toContain('authorization')
  })
})

describe.each([
  ['allowPublicRead', ['GET /pacticipants', `GET ${heartbeat}`, 'OPTIONS /pacticipants', `POST ${forVerification}`]],
  ['publicHeartbeat', [`GET ${heartbeat}`]],
  ['enablePublicBadgeAccess', []],
] as const)('with %s', (setting, open) => {
  const requests = [
    'GET /pacticipants',
    `GET ${heartbeat}`,
    'GET /diagnostic/status/dependencies',
    'OPTIONS /pacticipants',
    'POST /pacticipants',
    'DELETE /pacticipants/Foo',
    `POST ${forVerification}`,
  ]
  let broker: TestBroker
  beforeAll(async () => {
    broker = await startTestBroker({ config: { token: 'write-token', [setting]: true } })
  })
  afterAll(async () => broker.stop())

  test(`is open to everybody: ${open.join(', ') || 'nothing here'}`, async () => {
    const replies = await Promise.all(
      requests.map(async (request) => {
        const [method = '', path = ''] = request.split(' ')
        return [request, await statuses(broker, [method, path], [{}])] as const
      }),
    )
    const isOpen = ([request]: readonly [string, unknown]) =>
      open.some((each) => each === request) || (setting === 'allowPublicRead' && request.startsWith('GET'))
    expect(replies.filter(([, [status]]) => status !== 401).map(([request]) => request)).toEqual(
      replies.filter(isOpen).map(([request]) => request),
    )
  })
})

test('without users and tokens everybody may do everything', async () => {
  const broker = await startTestBroker()
  expect(await statuses(broker, ['POST', '/pacticipants'], [{}, ...strangers])).not.toContain(401)
  await broker.stop()
})
