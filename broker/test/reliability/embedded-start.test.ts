import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLog, serverPid, withDataDir } from '../support/embedded.ts'

// A process that ends loses nothing that it gave to the operating system: most of these tests need not wait for a disk.
const hasty = { settings: ['fsync=off'] }

test('the first start makes a database, the second finds what was written, and nothing is left running', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const first = start()
    await first.up()
    await first.query("create table notes (text text); insert into notes values ('kept')")
    await first.stop()
    expect(serverPid(dataDir)).toBeUndefined()

    const second = start()
    await second.up()
    expect(await second.query('select text from notes')).toEqual([{ text: 'kept' }])
    await second.stop()
    expect(serverPid(dataDir)).toBeUndefined()
  }, hasty)
})

test('two brokers that start at once on a new directory share one server, which the last one stops', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const brokers = [start(), start(), start()]
    await Promise.all(brokers.map((broker) => broker.up()))
    expect(brokers.map(({ log }) => log.some((line) => line.startsWith('Created'))).filter(Boolean)).toHaveLength(1)
    const pid = serverPid(dataDir)
    expect(pid).toBeDefined()

    const [first, second, third] = brokers
    // Whoever started it may leave before the others.
    await first?.stop()
    expect(await second?.query('select 1 as one')).toEqual([{ one: 1 }])
    await second?.stop()
    expect(await third?.query('select 1 as one')).toEqual([{ one: 1 }])
    expect(serverPid(dataDir)).toBe(pid)
    await third?.stop()
    expect(serverPid(dataDir)).toBeUndefined()
    expect(readLog(dataDir).match(/starting PostgreSQL/g)).toHaveLength(1)
  }, hasty)
})

test('brokers that come and go all the time always find a server', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const comeAndGo = async () => {
      for (let round = 0; round < 5; round += 1) {
        const broker = start()
        await broker.up()
        expect(await broker.query('select 1 as one')).toEqual([{ one: 1 }])
        await broker.stop()
      }
    }
    await Promise.all([comeAndGo(), comeAndGo(), comeAndGo()])
    expect(serverPid(dataDir)).toBeUndefined()
  }, hasty)
})

test('it is durable, private to its owner, sorts by ICU rules and listens on no network', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const broker = start()
    await broker.up()
    const [settings] = await broker.query(`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums,
        current_setting('listen_addresses') as addresses,
        (select datlocprovider from pg_database where datname = current_database()) as locale
    `)
    expect(settings).toEqual({ fsync: 'on', commit: 'on', pages: 'on', checksums: 'on', addresses: '', locale: 'i' })
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700)
    expect(readFileSync(join(dataDir, 'postgres', 'pg_hba.conf'), 'utf8')).not.toMatch(/^[^#]*\btrust\b/m)
    await broker.stop()
  })
})

test('where the path is too long for a socket it listens on this machine alone', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const below = 'a-long-name-'.repeat(9)
    const brokers = [start({ below }), start({ below })]
    const [first, second] = await Promise.all(brokers.map((broker) => broker.up()))
    expect(first?.url).toMatch(/@127\.0\.0\.1:\d+\/postgres$/)
    expect(second?.url).toBe(first?.url)
    await Promise.all(brokers.map((broker) => broker.stop()))
    expect(serverPid(join(dataDir, below))).toBeUndefined()
  }, hasty)
})

test('a database that this PostgreSQL cannot serve is refused with the reason', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const broker = start()
    await broker.up()
    await broker.stop()
    writeFileSync(join(dataDir, 'postgres', 'postgresql.auto.conf'), 'shared_buffers = nonsense\n')
    await expect(start().up()).rejects.toThrow(/did not start \(exit 1\)[^]*shared_buffers/)
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    await expect(start().up()).rejects.toThrow(/made by PostgreSQL 17, and this broker brings/)
  }, hasty)
})

const isRoot = process.geteuid?.() === 0

test.runIf(isRoot)('as root it runs below a directory that only root can enter', async () => {
  await withDataDir(
    async ({ dataDir, start }) => {
      const broker = start()
      await broker.up()
      expect(statSync(join(dataDir, 'postgres')).uid).not.toBe(0)
      await broker.stop()
      const again = start()
      await again.up()
      await again.stop()
    },
    { ...hasty, parent: '/root' },
  )
})

test.runIf(isRoot)('an ordinary user starts it, and root joins and takes over', async () => {
  const nobody = { uid: 65_534, gid: 65_534 }
  await withDataDir(async ({ dataDir, start }) => {
    await chown(dataDir, nobody.uid, nobody.gid)
    const user = start({ user: nobody })
    await user.up()
    const root = start()
    await root.up()
    await user.stop()
    expect(await root.query('select 1 as one')).toEqual([{ one: 1 }])
    await root.stop()
    expect(serverPid(dataDir)).toBeUndefined()
  }, hasty)
})

test.runIf(isRoot)('a directory of another user is refused by name', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const user = start({ user: { uid: 65_534, gid: 65_534 } })
    await expect(user.up()).rejects.toThrow(`The data directory ${dataDir} cannot be used`)
  })
})
