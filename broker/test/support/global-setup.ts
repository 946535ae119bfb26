// One server for the whole run of tests, and in it one migrated database that every test file copies.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { execute, withName } from './database.ts'
import { startTestServer } from './test-server.ts'

const makeTemplate = join(import.meta.dirname, 'template-process.ts')

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
    await promisify(execFile)(process.execPath, ['--conditions=@tallystick/source', makeTemplate, url])
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('database', { url: server.url, template })
  return stop
}
