// One server for the whole run of tests, and in it one migrated database that every test file copies.

import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/kernel/database.ts'
import { openJobs } from '../../src/kernel/jobs.ts'
import { migrate } from '../../src/kernel/migrate.ts'
import { jobs } from '../../src/worker.ts'
import { execute, withName } from './database.ts'
import { startTestServer } from './test-server.ts'

const folder = join(import.meta.dirname, '../../../migrations')
const log = { info: () => {}, warn: () => {}, error: () => {} }

declare module 'vitest' {
  interface ProvidedContext {
    /** A database whose user may create others, and the name of the migrated one to copy. */
    database: { readonly url: string; readonly template: string }
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer()
  const template = `tallystick_template_${process.pid}`
  const stop = async () => {
    await execute(server.url, `drop database if exists ${template} with (force)`).finally(() => server.stop())
  }
  try {
    await execute(server.url, `create database ${template} template template0`)
    const url = withName(server.url, template)
    const db = await openDatabase({ url, applicationName: 'tallystick-test-setup' })
    await migrate(db, { folder, log }).finally(() => db.destroy())
    const queue = await openJobs({ url, jobs, log, runs: false })
    await queue.stop(1000)
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('database', { url: server.url, template })
  return stop
}
