import type { AddressInfo } from 'node:net'
import { type DestinationStream, pino } from 'pino'
import { theBroker } from '../../src/accounts/caller.ts'
import { createApp } from '../../src/app.ts'
import { type Config, readConfig } from '../../src/kernel/config.ts'
import { type Statement, openDatabase } from '../../src/kernel/database.ts'
import { openJobs } from '../../src/kernel/jobs.ts'
import { httpServer } from '../../src/kernel/http/listen.ts'
import { openSecrets } from '../../src/kernel/secrets.ts'
import { logTo } from '../../src/kernel/log.ts'
import { openEvents, withLive } from '../../src/live.ts'
import { openMetrics } from '../../src/metrics.ts'
import type { DB } from '../../src/tables.ts'
import { jobs } from '../../src/worker.ts'
import { checkAnswer } from './answers.ts'
import { createTestDatabase } from './database.ts'

const defaults = readConfig({ env: {}, flags: {} }).config
const encryptionKey = Buffer.alloc(32, 'a key for tests').toString('base64')

export interface RequestOptions {
  /** Sent as JSON, unless it is a string or a buffer: then as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface TestReply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body; undefined where it is not JSON. Any, since tests reach into it freely. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is asked for, without the base URL that links begin with. */
function pathBelow(prefixes: readonly string[], path: string): string {
  const { pathname } = new URL(path, 'http://localhost')
  const prefix = prefixes.find((one) => one !== '/' && `${pathname}/`.startsWith(`${one}/`))
  return prefix === undefined ? pathname : pathname.slice(prefix.length) || '/'
}

export type TestBroker = Awaited<ReturnType<typeof startTestBroker>>

interface TestBrokerOptions {
  readonly config?: Partial<Config>
  readonly clock?: () => Date
  /** Whether it runs jobs; otherwise they only wait. */
  readonly runsJobs?: boolean
  /** Told of each statement that is run. */
  readonly onStatement?: (statement: Statement) => void
  /** Receives the log, which is silent otherwise. */
  readonly logTo?: DestinationStream
}

/** A broker on a port of its own with a fresh database. Stop it in `afterAll`. */
export async function startTestBroker(options: TestBrokerOptions = {}) {
  const database = await createTestDatabase()
  const db = await openDatabase<DB>({
    url: database.url,
    poolSize: 10,
    applicationName: 'tallystick-test',
    ...(options.onStatement ? { onStatement: options.onStatement } : {}),
  })
  const log = options.logTo ? logTo(options.logTo, 'info') : pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' })
  const queue = await openJobs({ url: database.url, jobs, log, runs: options.runsJobs ?? false })
  const config: Config = { ...defaults, encryptionKeys: [encryptionKey], ...options.config }
  const context = withLive({
    config,
    db,
    log,
    clock: options.clock ?? (() => new Date()),
    jobs: queue,
    events: openEvents({ db, url: database.url, log }),
    secrets: await openSecrets({ ...config, databaseUrl: database.url }),
    brokerUrl: '',
    caller: theBroker,
    metrics: openMetrics(),
  })
  const prefixes = context.config.baseUrls.map((base) => new URL(base).pathname)
  const server = httpServer(createApp(context))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  if (options.runsJobs) await queue.work({ ...context, brokerUrl: url })

  async function request(method: string, path: string, { body, headers }: RequestOptions = {}): Promise<TestReply> {
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body)
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/hal+json, application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
    })
    const text = await response.text()
    const reply = { status: response.status, headers: response.headers, text, json: parsed(text) }
    checkAnswer(method, pathBelow(prefixes, path), { ...reply, requestHeaders: headers ?? {} })
    return reply
  }

  return {
    url,
    databaseUrl: database.url,
    context,
    db,
    request,
    get: (path: string, headers?: Readonly<Record<string, string>>) => request('GET', path, headers ? { headers } : {}),
    post: (path: string, body: unknown = {}) => request('POST', path, { body }),
    put: (path: string, body: unknown = {}) => request('PUT', path, { body }),
    patch: (path: string, body: unknown = {}) =>
      request('PATCH', path, { body, headers: { 'content-type': 'application/merge-patch+json' } }),
    del: (path: string) => request('DELETE', path),
    /** Cuts all connections off, as a proxy that is restarted. */
    disconnect: () => server.closeAllConnections(),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await queue.stop(1000)
      await context.handedOut.flush()
      await context.limits.flush()
      await context.events.close()
      await db.destroy()
      await database.drop()
    },
  }
}
