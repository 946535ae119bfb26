// Makes the database that every test file copies: migrated, with the tables of the queue. A process of its own, since
// what vitest runs before all tests does not find the workspaces' sources.

import { join } from 'node:path'
import { openDatabase } from '../../src/kernel/database.ts'
import { openJobs } from '../../src/kernel/jobs.ts'
import { migrate } from '../../src/kernel/migrate.ts'
import { jobs } from '../../src/worker.ts'

const [, , url = ''] = process.argv
const folder = join(import.meta.dirname, '../../../migrations')
const log = { info: () => {}, warn: () => {}, error: () => {} }

const db = await openDatabase({ url, applicationName: 'tallystick-test-setup' })
await migrate(db, { folder, log }).finally(() => db.destroy())

const queue = await openJobs({ url, jobs, log, runs: false })
await queue.stop(1000)
