import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { type TestDatabase, createEmptyDatabase, withName } from '../../test/support/database.ts'
import { openDatabase } from './database.ts'
import { type SignalOptions, openSignal } from './signal.ts'

let database: TestDatabase
let db: Awaited<ReturnType<typeof openDatabase<object>>>
let lines: string[]

beforeAll(async () => {
  database = await createEmptyDatabase()
  db = await openDatabase<object>({ url: database.url, applicationName: 'test' })
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})
beforeEach(() => {
  lines = []
})

function open(options: Partial<SignalOptions<object>> = {}) {
  const say = (_fields: unknown, message?: string) => void lines.push(message ?? '')
  const signal = openSignal({ db, url: database.url, channel: 'test', log: { info: say, warn: say }, ...options })
  onTestFinished(() => signal.close())
  return signal
}

/** Counts wake-ups, and waits for more of them. */
function counter() {
  let count = 0
  let more = Promise.withResolvers<void>()
  return {
    wake() {
      count += 1
      more.resolve()
      more = Promise.withResolvers()
    },
    count: () => count,
    async until(least: number) {
      const isEnough = () => count >= least
      while (!isEnough()) await more.promise
    },
    reset() {
      count = 0
    },
  }
}

async function sessions(): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) from pg_stat_activity
    where datname = current_database() and application_name = 'tallystick-signal'`.execute(db)
  return Number(rows[0]?.count)
}

test('whoever announces wakes those who listen here at once, and elsewhere soon', async () => {
  const [here, there] = [open(), open()]
  const [near, far] = [counter(), counter()]
  await Promise.all([here.listen(near.wake).ready, there.listen(far.wake).ready])
  // Everybody is woken once when listening begins.
  await Promise.all([near.until(1), far.until(1)])
  near.reset()
  far.reset()
  here.announce()
  expect(near.count()).toBe(1)
  await far.until(1)
  there.announce()
  await near.until(2)
})

test('many announcements are few notifications, the last of them after the last announcement', async () => {
  let sent = 0
  const counting = await openDatabase<object>({
    url: database.url,
    applicationName: 'test',
    onStatement: ({ sql: text }) => {
      if (text.includes('pg_notify')) sent += 1
    },
  })
  const signal = openSignal({
    db: counting,
    url: database.url,
    channel: 'test',
    log: { info: () => {}, warn: () => {} },
  })
  for (let count = 0; count < 1000; count += 1) signal.announce()
  await signal.close()
  await counting.destroy()
  expect(sent).toBe(2)
})

test('a session is open only while somebody listens', async () => {
  const signal = open({ times: { idleMs: 20 } })
  signal.announce()
  expect(await sessions()).toBe(0)
  const [first, second] = [signal.listen(() => {}), signal.listen(() => {})]
  await Promise.all([first.ready, second.ready])
  expect(await sessions()).toBe(1)
  first.stop()
  second.stop()
  while ((await sessions()) > 0);
})

test('after a lost connection it listens again, and wakes everybody', async () => {
  const signal = open({ times: { retryMs: [10, 100] } })
  const woken = counter()
  await signal.listen(woken.wake).ready
  await woken.until(1)
  woken.reset()
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'tallystick-signal'`.execute(db)
  await woken.until(1)
  const other = open()
  woken.reset()
  other.announce()
  await woken.until(1)
})

test('without notifications it looks again and again', async () => {
  const signal = open({ url: withName(database.url, 'nowhere'), times: { pollMs: 20, retryMs: [10_000, 10_000] } })
  const woken = counter()
  await signal.listen(woken.wake).ready
  await woken.until(5)
  expect(lines).toEqual([expect.stringMatching(/^Notifications of the database do not arrive: .*nowhere.* Polling/)])
})

test('a session that hears nothing, as behind a pooler, is found out', async () => {
  // It listens in one database, while announcements are made in another.
  const elsewhere = await createEmptyDatabase()
  onTestFinished(() => elsewhere.drop())
  const signal = open({ url: elsewhere.url, times: { echoMs: 50, pollMs: 20, retryMs: [10_000, 10_000] } })
  const woken = counter()
  await signal.listen(woken.wake).ready
  while (lines.length === 0) await woken.until(woken.count() + 1)
  await woken.until(woken.count() + 5)
  expect(lines).toEqual([expect.stringContaining('a heartbeat did not come back')])
})

test('what nobody announced is found by the heartbeat', async () => {
  const signal = open({ times: { heartbeatMs: 20, pollMs: 60_000 } })
  const woken = counter()
  await signal.listen(woken.wake).ready
  await woken.until(5)
})

test('announcing never fails, not even without a database', async () => {
  const closed = await openDatabase<object>({ url: database.url, applicationName: 'test' })
  await closed.destroy()
  const signal = open({ db: closed })
  signal.announce()
  await signal.close()
  expect(lines).toEqual([expect.stringContaining('could not be notified')])
})
