import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openLimits } from '../../src/accounts/limits.command.ts'
import { Rates } from '../../src/kernel/rates.ts'
import { openDatabase } from '../../src/kernel/database.ts'
import type { Config } from '../../src/kernel/config.ts'
import { createTestDatabase } from '../support/database.ts'
import { type Person, signedUp } from '../support/people.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const basic = (username: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
})
const from = (address: string) => ({ 'x-forwarded-for': address })

// Seven seconds into a minute, and into ten of them.
let now = Date.UTC(2026, 10, 1, 12, 0, 7)

async function started(config: Partial<Config>) {
  now = Date.UTC(2026, 10, 1, 12, 0, 7)
  const broker = await startTestBroker({
    config: { basicAuth: { username: 'ada', password: 'lovelace' }, trustProxy: 1, ...config },
    clock: () => new Date(now),
  })
  onTestFinished(() => broker.stop())
  return broker
}

describe('requests', () => {
  const list = (broker: TestBroker, headers: Readonly<Record<string, string>>) => broker.get('/pacticipants', headers)
  const ada = basic('ada', 'lovelace')

  test('are answered until there were too many in a minute, and again in the next', async () => {
    const broker = await started({ rateLimitReads: 3 })
    for (let i = 0; i < 3; i += 1) expect((await list(broker, ada)).status).toBe(200)
    const reply = await list(broker, ada)
    expect(reply.status).toBe(429)
    expect(reply.headers.get('retry-after')).toBe('53')
    expect(reply.json.error).toBe(
      'ada has come to the 3 reads that are possible within a minute (TALLYSTICK_RATE_LIMIT_READS). Try again in 53 seconds.',
    )
    now += 53_000
    expect((await list(broker, ada)).status).toBe(200)
  })

  test('of one caller are not those of another', async () => {
    const broker = await started({ rateLimitReads: 2, readOnlyToken: 'builds' })
    for (let i = 0; i < 3; i += 1) await list(broker, ada)
    expect((await list(broker, bearer('builds'))).status).toBe(200)
    expect((await list(broker, ada)).status).toBe(429)
  })

  test('that change something are counted for themselves', async () => {
    const broker = await started({ rateLimitWrites: 1 })
    const make = () => broker.request('POST', '/pacticipants', { body: { name: 'Shop' }, headers: ada })
    expect((await make()).status).toBe(201)
    const reply = await make()
    expect(reply.status).toBe(429)
    expect(reply.json.error).toContain('the 1 changes that are possible within a minute (TALLYSTICK_RATE_LIMIT_WRITES)')
    expect((await list(broker, ada)).status).toBe(200)
  })

  test('of strangers are counted by their address, of IPv6 by its network', async () => {
    const broker = await started({ rateLimitReads: 1, allowPublicRead: true })
    expect((await list(broker, from('203.0.113.9'))).status).toBe(200)
    expect((await list(broker, from('203.0.113.9'))).status).toBe(429)
    expect((await list(broker, from('203.0.113.10'))).status).toBe(200)
    expect((await list(broker, from('2001:db8:1:1::1'))).status).toBe(200)
    expect((await list(broker, from('2001:db8:1:1:ffff::9'))).status).toBe(429)
    expect((await list(broker, from('2001:db8:1:2::1'))).status).toBe(200)
  })

  test('of probes are always answered', async () => {
    const broker = await started({ rateLimitReads: 1 })
    for (let i = 0; i < 3; i += 1) expect((await broker.get('/health')).status).toBe(200)
  })

  test('of this machine are not counted where no accounts are kept, and nobody is where there is no limit', async () => {
    const open = await startTestBroker({ config: { rateLimitReads: 1 } })
    const without = await startTestBroker({ config: { rateLimitReads: 0, token: 'builds' } })
    for (let i = 0; i < 3; i += 1) {
      expect((await list(open, {})).status).toBe(200)
      expect((await list(without, bearer('builds'))).status).toBe(200)
    }
    await open.stop()
    await without.stop()
  })
})

describe('brokers of one database', () => {
  async function brokers(count: number) {
    const database = await createTestDatabase()
    const statements: string[] = []
    const db = await openDatabase<object>({
      url: database.url,
      poolSize: 4,
      applicationName: 'test',
      onStatement: ({ sql }) => void (sql.includes('rate_counts') && statements.push(sql)),
    })
    onTestFinished(async () => {
      await tell()
      await db.destroy()
      await database.drop()
    })
    now = Date.UTC(2026, 10, 1, 12, 0, 7)
    const rates = Array.from(
      { length: count },
      () =>
        new Rates({ db, clock: () => new Date(now), log: { warn: (problem: unknown) => expect(problem).toBe('') } }),
    )
    const ask = (index: number, times: number) =>
      Array.from({ length: times }, () => rates[index]?.wait({ key: 'reads ada', most: 100 })).filter(
        (seconds) => seconds === undefined,
      ).length
    const tell = async () => {
      for (const one of rates) await one.flush()
    }
    return { ask, tell, statements }
  }

  test('count together', async () => {
    const { ask, tell } = await brokers(2)
    expect(ask(0, 60)).toBe(60)
    expect(ask(1, 30)).toBe(30)
    await tell()
    await tell()
    // Each learns of the other when it tells of itself.
    expect(ask(1, 30)).toBe(10)
    await tell()
    expect(ask(0, 1)).toBe(1)
    await tell()
    expect(ask(0, 30)).toBe(0)
    now += 60_000
    expect(ask(0, 30)).toBe(30)
  })

  test('write nothing of those who ask for less than a tenth of what they may', async () => {
    const { ask, tell, statements } = await brokers(1)
    ask(0, 9)
    await tell()
    expect(statements).toEqual([])
    ask(0, 1)
    await tell()
    expect(statements).toHaveLength(1)
  })
})

describe('wrong credentials', () => {
  const logged: string[] = []
  let broker: TestBroker
  let person: Person
  let address = 0
  const another = () => from(`203.0.113.${(address += 1)}`)
  beforeAll(async () => {
    now = Date.UTC(2026, 10, 1, 12, 0, 7)
    broker = await startTestBroker({
      config: { basicAuth: { username: 'ada', password: 'lovelace' }, trustProxy: 1, rateLimitFailedSignIns: 3 },
      clock: () => new Date(now),
      logTo: new Writable({
        write(chunk, _encoding, done) {
          logged.push(String(chunk))
          done()
        },
      }),
    })
    person = await signedUp(broker.db, { name: 'Grace' })
  })
  afterAll(async () => broker.stop())

  const wrong = [
    basic('ada', 'wordsworth'),
    bearer('another-token'),
    bearer('tally_of-nobody'),
    basic('eve', 'lovelace'),
    basic('ada', 'babbage'),
  ]
  const ask = async (headers: object) => (await broker.get('/pacticipants', { ...headers })).status
  async function fail(source: object, times: number) {
    const statuses: number[] = []
    for (const headers of wrong.slice(0, times)) statuses.push(await ask({ ...headers, ...source }))
    return statuses
  }

  test('of any kind are refused, until there were too many from an address', async () => {
    const source = another()
    expect(await fail(source, 5)).toEqual([401, 401, 401, 429, 429])
    const reply = await broker.get('/pacticipants', { ...wrong[0], ...source })
    expect(reply.headers.get('retry-after')).toBe('593')
    expect(reply.json.error).toBe(
      'More than 3 wrong credentials came from this address (TALLYSTICK_RATE_LIMIT_FAILED_SIGN_INS). Try again in 593 seconds.',
    )
  })

  test('shut out what could be guessed, even when it is right; not what nobody can guess', async () => {
    const source = another()
    await fail(source, 4)
    expect(await ask({ ...basic('ada', 'lovelace'), ...source })).toBe(429)
    expect(await ask({ ...person.headers, ...source })).toBe(200)
    expect(await ask({ ...bearer('eyJhbGciOi.J9.x'), ...source })).toBe(401)
    expect(await ask({ ...basic('ada', 'lovelace'), ...another() })).toBe(200)
    expect(await ask(source)).toBe(401)
  })

  test('that come all at once are no more', async () => {
    const source = another()
    const guesses = Array.from({ length: 20 }, (_, index) => ask({ ...basic('ada', `guess ${index}`), ...source }))
    const statuses = await Promise.all(guesses)
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(3)
    expect(await ask({ ...basic('ada', 'lovelace'), ...source })).toBe(429)
  })

  test('that are the same again and again guess nothing', async () => {
    const source = another()
    for (let i = 0; i < 10; i += 1) expect(await ask({ ...wrong[0], ...source })).toBe(401)
    expect(await ask({ ...basic('ada', 'lovelace'), ...source })).toBe(200)
  })

  test('are counted together by all brokers', async () => {
    const source = another()
    const limits = openLimits(broker.context)
    const [ip = ''] = Object.values(source)
    await limits.countFailedSignIn(ip, 'one')
    await limits.countFailedSignIn(ip, 'two')
    expect(await fail(source, 3)).toEqual([401, 429, 429])
  })

  test('are forgotten after ten minutes', async () => {
    const source = another()
    await fail(source, 4)
    now += 600_000
    expect(await ask({ ...basic('ada', 'lovelace'), ...source })).toBe(200)
  })

  test('are told of once in the log, without them', () => {
    const log = logged.join('')
    expect(log).toContain('More than 3 wrong credentials came from 203.0.113.1 within ten minutes')
    for (const { authorization } of wrong) expect(log).not.toContain(authorization.split(' ')[1])
  })
})
