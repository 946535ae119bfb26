import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLog, serverPid, until, withDataDir } from '../support/embedded.ts'

const one = [{ one: 1 }]

// A process that is killed loses nothing that it gave to the operating system: these tests need not wait for a disk.
const hasty = { settings: ['fsync=off'] }

/** Keeps a session's process at work for a while. */
const BUSY = 'select count(*) from generate_series(1, 5000) as a, generate_series(1, 5000) as b'

test('after a broker was killed the next one joins the server that still runs, and stops it', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const first = start()
    await first.up()
    await first.query("create table notes (text text); insert into notes values ('kept')")
    const pid = serverPid(dataDir)
    await first.kill()
    expect(serverPid(dataDir)).toBe(pid)

    const second = start()
    await second.up()
    expect(serverPid(dataDir)).toBe(pid)
    expect(await second.query('select text from notes')).toEqual([{ text: 'kept' }])
    await second.stop()
    expect(serverPid(dataDir)).toBeUndefined()
  }, hasty)
})

test('a broker that was killed does not count: the last of the living stops the server', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const killed = start()
    const living = start()
    await Promise.all([killed.up(), living.up()])
    await killed.kill()
    await living.stop()
    expect(serverPid(dataDir)).toBeUndefined()
  }, hasty)
})

test('when the server is killed its brokers say so, one of them starts it again, and all go on', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const brokers = [start(), start(), start()] as const
    await Promise.all(brokers.map((broker) => broker.up()))
    await brokers[0].query("create table notes (text text); insert into notes values ('kept')")
    for (let round = 1; round <= 3; round += 1) {
      const pid = serverPid(dataDir) ?? 0
      process.kill(pid, 'SIGKILL')
      await Promise.all(brokers.map((broker) => broker.says('Lost the embedded database server', round)))
      await Promise.all(brokers.map((broker) => broker.says('is back', round)))
      for (const broker of brokers) expect(await broker.query('select text from notes')).toEqual([{ text: 'kept' }])
      expect(serverPid(dataDir)).not.toBe(pid)
    }
    expect(readLog(dataDir).match(/starting PostgreSQL/g)).toHaveLength(4)
    await Promise.all(brokers.map((broker) => broker.stop()))
    expect(serverPid(dataDir)).toBeUndefined()
  }, hasty)
})

test('when a single session of the server is killed it recovers by itself', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const broker = start()
    await broker.up()
    const [row] = await broker.query('select pg_backend_pid() as pid')
    const pid = serverPid(dataDir)
    process.kill((row as { pid: number }).pid, 'SIGKILL')
    await broker.says('is back')
    expect(serverPid(dataDir)).toBe(pid)
    expect(await broker.query('select 1 as one')).toEqual(one)
    await broker.stop()
    expect(serverPid(dataDir)).toBeUndefined()
  }, hasty)
})

test('when broker and server are killed together the next start recovers', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const first = start()
    await first.up()
    await first.query("create table notes (text text); insert into notes values ('kept')")
    // A session at work does not notice that its server is gone; beside it the next start would destroy data.
    const busy = first.query(BUSY).catch(() => {})
    const atWork = `select from pg_stat_activity where query = '${BUSY}' and state = 'active'`
    while ((await first.query(atWork)).length === 0);
    process.kill(serverPid(dataDir) ?? 0, 'SIGKILL')
    await first.kill()
    await busy
    const second = start()
    await second.up()
    expect(readLog(dataDir)).toContain('is still in use')
    expect(await second.query('select text from notes')).toEqual([{ text: 'kept' }])
    await second.stop()
    expect(serverPid(dataDir)).toBeUndefined()
  }, hasty)
})

test('a pid file of a process that is no server is no obstacle', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const first = start()
    await first.up()
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    const left = readFileSync(pidFile, 'utf8')
    await first.stop()
    for (const content of [left.replace(/^\d+/, '1'), left.replace(/^\d+/, String(process.pid)), '']) {
      writeFileSync(pidFile, content)
      writeFileSync(join(dataDir, 'postgres', '.s.PGSQL.5432.lock'), content)
      const next = start()
      await next.up()
      expect(await next.query('select 1 as one')).toEqual(one)
      await next.stop()
    }
    expect(serverPid(dataDir)).toBeUndefined()
  }, hasty)
})

test('a server that lost its socket is replaced', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const first = start()
    await first.up()
    await first.kill()
    const pid = serverPid(dataDir)
    rmSync(join(dataDir, 'postgres', '.s.PGSQL.5432'))
    const second = start()
    await second.up()
    expect(serverPid(dataDir)).not.toBe(pid)
    await second.stop()
  }, hasty)
})

test('a broker that ends without saying goodbye takes its server along', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const broker = start()
    await broker.up()
    broker.exit()
    await broker.ended
    await until(() => serverPid(dataDir) === undefined)
  }, hasty)
})

test('a data directory that disappears under its brokers is not made anew', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const broker = start()
    await broker.up()
    const pid = serverPid(dataDir) ?? 0
    renameSync(join(dataDir, 'postgres'), join(dataDir, 'moved'))
    process.kill(pid, 'SIGKILL')
    await broker.says('does not come back')
    await broker.stop()
    expect(readdirSync(dataDir)).not.toContain('postgres')
  }, hasty)
})
