// One server for the whole run of tests, and in it one migrated database that every test file copies.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/kernel/database.ts'
import { migrate } from '../../src/kernel/migrate.ts'
import { startEmbedded } from '../../src/kernel/postgres/embedded.ts'

const migrations = join(import.meta.dirname, '../../../migrations')
const silent = { info: () => {}, warn: () => {}, error: () => {} }
// Nothing here has to survive a crash.
const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' }

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['TALLYSTICK_TEST_DATABASE_URL']
  if (given) return { url: given, stop: () => Promise.resolve() }
  const dataDir = await mkdtemp(join(tmpdir(), 'tallystick-test-'))
  const server = await startEmbedded({ dataDir, log: silent, settings })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer()
  const template = `tallystick_template_${process.pid}`
  const url = new URL(server.url)
  url.pathname = `/${template}`
  const stop = async () => {
    await execute(server.url, `drop database if exists ${template} with (force)`).finally(() => server.stop())
  }
  try {
    await execute(server.url, `create database ${template} template template0`)
    const db = await openDatabase({ url: url.href, applicationName: 'tallystick-test-setup' })
    await migrate(db, { folder: migrations, log: silent }).finally(() => db.destroy())
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('database', { url: server.url, template })
  return stop
}
