import { spawn } from 'node:child_process'
import { Agent, request as httpRequest } from 'node:http'
import { type Server, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { VERSION } from '../../src/version.ts'
import { type TestDatabase, createEmptyDatabase, createTestDatabase } from '../support/database.ts'

const main = join(import.meta.dirname, '../../src/main.ts')
const LISTENS = /listens on (http:\/\/127\.0\.0\.1:\d+)/

type Env = Readonly<Record<string, string>>

const running = new Set<() => void>()
afterEach(() => {
  for (const kill of running) kill()
})

/** Starts the broker as a process, with nothing but `env` in its environment. */
function startMain(args: readonly string[], env: Env = {}) {
  const child = spawn(process.execPath, ['--conditions=@tallystick/source', main, ...args], {
    env: { HOME: tmpdir(), NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const kill = () => void child.kill('SIGKILL')
  running.add(kill)
  void ended.then(() => running.delete(kill))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  const listens = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text
      const [, url] = LISTENS.exec(said.out) ?? []
      if (url !== undefined) resolve(url)
    })
    void ended.then(() => reject(new Error(`It ended before it listened: ${said.out}${said.err}`)))
  })
  listens.catch(() => {})
  return { said, ended, listens, signal: (signal: NodeJS.Signals) => child.kill(signal) }
}

async function outcome(args: readonly string[], env: Env = {}) {
  const { said, ended } = startMain(args, env)
  return { code: await ended, ...said }
}

const lines = (log: string) =>
  log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('a start that only says something', () => {
  test('--version', async () => {
    expect(await outcome(['--version'])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' })
  })

  test('--help', async () => {
    const { code, out } = await outcome(['--help'])
    expect(code).toBe(0)
    for (const flag of ['host', 'port', 'data-dir', 'database-url']) expect(out).toContain(`--${flag} <value>`)
  })
})

describe('a start that cannot be', () => {
  let database: TestDatabase
  let taken: Server
  let port: number
  beforeAll(async () => {
    database = await createTestDatabase()
    taken = createServer()
    port = await new Promise((resolve) =>
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
    )
  })
  afterAll(async () => {
    await new Promise((resolve) => taken.close(resolve))
    await database.drop()
  })

  const refused = async (args: readonly string[], env: Env = {}) => {
    const { code, err } = await outcome(args, env)
    return { code, err }
  }

  test('for a wrong value names it', async () => {
    expect(await refused([], { PACT_BROKER_PORT: 'http' })).toEqual({
      code: 1,
      err: 'Tallystick cannot start: PACT_BROKER_PORT is "http": it must be a whole number from 0 to 65535.\n',
    })
  })

  test('for an unknown flag says which are known', async () => {
    const { code, err } = await refused(['--prot', '1'])
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^Tallystick cannot start: Unknown option '--prot'.*--help\.\n$/),
    ])
  })

  test('for a port in use says how to take another', async () => {
    expect(await refused(['--port', String(port), '--database-url', database.url])).toEqual({
      code: 1,
      err: `Tallystick cannot start: Port ${port} of 127.0.0.1 is in use by another program. Choose another port with --port or TALLYSTICK_PORT.\n`,
    })
  })

  test('for an address of another machine says so', async () => {
    const { code, err } = await refused(['--host', '192.0.2.1', '--port', '0', '--database-url', database.url], {
      TALLYSTICK_TOKEN: 'x',
    })
    expect([code, err]).toEqual([1, expect.stringContaining('192.0.2.1 is no address of this machine')])
  })

  test('for a database that does not answer says so, without its password', async () => {
    const { code, err } = await refused([
      '--port',
      '0',
      '--database-url',
      `postgres://ada:lovelace@127.0.0.1:${port}x/y`,
    ])
    expect(code).toBe(1)
    expect(err).not.toContain('lovelace')
    const closed = await refused(['--port', '0', '--database-url', 'postgres://ada:lovelace@127.0.0.1:1/y'])
    expect(closed.code).toBe(1)
    expect(closed.err).toMatch(/^Tallystick cannot start: No connection to the database .*ECONNREFUSED.*\n$/)
    expect(closed.err).not.toContain('lovelace')
  })

  test('for a database without its schema, where it may not make it, says what is missing', async () => {
    const empty = await createEmptyDatabase()
    const { code, err } = await refused(['--port', '0', '--database-url', empty.url], {
      TALLYSTICK_AUTO_MIGRATE_DB: 'false',
    })
    expect([code, err]).toEqual([1, expect.stringContaining('The database lacks migration 0001')])
    await empty.drop()
  })
})

describe('a broker that runs', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(async () => database.drop())

  const start = (env: Env = {}) => startMain(['--port', '0', '--database-url', database.url], env)

  /** Keeps every request that reads pacticipants waiting until it is released. */
  async function holdUp() {
    const client = new pg.Client({ connectionString: database.url })
    client.on('error', () => {})
    await client.connect()
    await client.query('begin; lock table pacticipants in access exclusive mode')
    const waiting = async (): Promise<boolean> => {
      const { rowCount } = await client.query(`select 1 from pg_locks where not granted`)
      return rowCount === 1 || waiting()
    }
    return { waiting, release: () => client.end() }
  }

  const untilRefused = async (url: string): Promise<void> =>
    fetch(`${url}/diagnostic/status/heartbeat`).then(
      () => untilRefused(url),
      () => undefined,
    )

  test('says where it listens, answers, and ends when it is told to', async () => {
    const broker = start()
    const url = await broker.listens
    expect((await fetch(`${url}/diagnostic/status/dependencies`)).status).toBe(200)
    broker.signal('SIGINT')
    expect(await broker.ended).toBe(0)
    expect(broker.said.err).toBe('')
    const log = lines(broker.said.out)
    const request = log.find(({ status }) => status === 200)
    expect(request).toMatchObject({ level: 'info', method: 'GET', url: '/diagnostic/status/dependencies' })
    expect(request.durationMs).toEqual(expect.any(Number))
    expect(request.requestId).toEqual(expect.any(String))
    expect(request.msg).toMatch(/^GET \/diagnostic\/status\/dependencies 200 [\d.]+ ms$/)
    expect(log.at(-1).msg).toMatch(/^Stopped after \d+ ms$/)
  })

  test('answers the requests under way before it ends, and takes no more', async () => {
    const broker = start()
    const url = await broker.listens
    const hold = await holdUp()
    const answer = fetch(`${url}/pacticipants`)
    await hold.waiting()
    broker.signal('SIGTERM')
    await untilRefused(url)
    await hold.release()
    expect((await answer).status).toBe(200)
    expect(await broker.ended).toBe(0)
  })

  test('does not wait for clients that keep their connections', async () => {
    const broker = start()
    const url = await broker.listens
    const agent = new Agent({ keepAlive: true })
    await new Promise<void>((resolve, reject) => {
      const asked = httpRequest(`${url}/diagnostic/status/heartbeat`, { agent }, (reply) => {
        reply.resume().on('end', resolve)
      })
      asked.on('error', reject).end()
    })
    broker.signal('SIGTERM')
    expect(await broker.ended).toBe(0)
    agent.destroy()
  })

  test('cuts requests off that do not end in time', async () => {
    const broker = start({ TALLYSTICK_SHUTDOWN_TIMEOUT: '0' })
    const url = await broker.listens
    const hold = await holdUp()
    const answer = fetch(`${url}/pacticipants`)
    answer.catch(() => {})
    await hold.waiting()
    broker.signal('SIGTERM')
    await expect(answer).rejects.toThrow('fetch failed')
    expect(await broker.ended).toBe(0)
    await hold.release()
  })

  test('ends at once at a second signal', async () => {
    const broker = start()
    const url = await broker.listens
    const hold = await holdUp()
    const answer = fetch(`${url}/pacticipants`)
    answer.catch(() => {})
    await hold.waiting()
    broker.signal('SIGTERM')
    await untilRefused(url)
    broker.signal('SIGTERM')
    expect(await broker.ended).toBe(1)
    await hold.release()
    // What is being written at that moment may come after it.
    expect(lines(broker.said.out).slice(-2)).toContainEqual(
      expect.objectContaining({ msg: 'SIGTERM again: ending at once' }),
    )
  })

  test('reads the settings of the Pact Broker, and says which have no effect', async () => {
    const broker = start({
      PACT_BROKER_BASIC_AUTH_USERNAME: 'ada',
      PACT_BROKER_BASIC_AUTH_PASSWORD: 'lovelace',
      PACT_BROKER_PUBLIC_HEARTBEAT: 'true',
      PACT_BROKER_BASE_URL: 'https://pacts.example/base',
      PACT_BROKER_LOG_STREAM: 'stdout',
    })
    const url = await broker.listens
    const heartbeat = await fetch(`${url}/diagnostic/status/heartbeat`)
    expect(await heartbeat.json()).toEqual({
      ok: true,
      _links: { self: { href: 'https://pacts.example/base/diagnostic/status/heartbeat' } },
    })
    expect((await fetch(`${url}/pacticipants`)).status).toBe(401)
    const authorization = `Basic ${Buffer.from('ada:lovelace').toString('base64')}`
    expect((await fetch(`${url}/pacticipants`, { headers: { authorization } })).status).toBe(200)
    broker.signal('SIGTERM')
    expect(await broker.ended).toBe(0)
    expect(broker.said.out).toContain('Without effect: PACT_BROKER_LOG_STREAM')
    expect(broker.said.out).toContain('"PACT_BROKER_BASIC_AUTH_PASSWORD":"***"')
    for (const secret of ['lovelace', authorization, new URL(database.url).password]) {
      expect(broker.said.out).not.toContain(secret)
    }
  })

  test('can say it for people', async () => {
    const broker = start({ TALLYSTICK_LOG_FORMAT: 'pretty' })
    const url = await broker.listens
    broker.signal('SIGTERM')
    await broker.ended
    expect(broker.said.out).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: /)
    expect(broker.said.out).toContain(`INFO: Tallystick ${VERSION} listens on ${url}`)
  })

  test('does not start where others reach it and nothing says who may do what', async () => {
    const broker = start({ TALLYSTICK_HOST: '0.0.0.0' })
    expect(await broker.ended).toBe(1)
    expect(broker.said.err).toContain('nothing says who may do what')
  })

  test('offers to administer it to who reads its output, where people have to show who they are', async () => {
    const broker = start({ TALLYSTICK_ACCESS: 'accounts' })
    await broker.listens
    await expect.poll(() => broker.said.out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/sign-in#first=[\w-]{43}/)
    broker.signal('SIGTERM')
    expect(await broker.ended).toBe(0)
  })
})
