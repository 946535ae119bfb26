// The documentation of the client cannot lie: every @example in its sources runs here, against a real broker. A line
// `expression // → value` must give that value. `broker` is a client of that broker, as in the example of its type.
import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { type TestBroker, startTestBroker } from '../../broker/test/support/server.ts'
import * as consumer from '../src/consumer/index.ts'
import * as git from '../src/git.ts'
import * as client from '../src/index.ts'
import * as provider from '../src/provider/index.ts'
import * as vitestEntry from '../src/vitest/index.ts'
import * as wire from '../src/wire/index.ts'
import { createWorkplace } from './support/workplace.ts'

interface Example {
  readonly file: string
  /** What the comment stands before. */
  readonly of: string
  readonly code: string
}

const LOCAL = 'http://127.0.0.1:9292'
const src = join(import.meta.dirname, '../src')

function examplesIn(file: string): readonly Example[] {
  const text = readFileSync(join(src, file), 'utf8')
  return [...text.matchAll(/\/\*\*\n((?:\s*\*(?!\/).*\n)*)\s*\*\/\n\s*(.*)/g)].flatMap(
    ([, comment = '', next = '']) => {
      const body = comment.replaceAll(/^\s*\* ?/gm, '')
      const [, code] = /@example\n([\s\S]*?)(?=\n@|$)/.exec(body) ?? []
      const [, of = next] = /^(?:export )?(?:async )?(?:function |class |const )?(\w+)/.exec(next) ?? []
      return code ? [{ file, of, code }] : []
    },
  )
}

const examples = globSync('**/*.ts', { cwd: src })
  .filter((file) => !file.endsWith('.test.ts'))
  .toSorted()
  .flatMap(examplesIn)

/** A line `expression // → value`, or such a comment on the line after, becomes an expectation. */
function runnable(code: string): string {
  return code.replaceAll(/^( *)(.+?)\s*\/\/ → (.+)$/gm, '$1expect($2).toEqual($3)')
}

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...args: readonly string[]
) => (...values: readonly unknown[]) => Promise<void>

let server: TestBroker | undefined
const workplace = createWorkplace()
afterAll(() => workplace.remove())
const content = { consumer: { name: 'Shop' }, provider: { name: 'Stock' }, interactions: [] }

/** A world for each file of examples: Shop 1 has a contract with Stock, which Stock 5 verified; that is in production. */
async function tell(broker: client.BrokerClient): Promise<void> {
  await broker.publishContracts({
    pacticipant: 'Shop',
    version: '1',
    branch: 'main',
    contracts: [{ provider: 'Stock', content }],
  })
  const contract = await broker.findLatestContract({ consumer: 'Shop', provider: 'Stock' })
  if (!contract) throw new Error('the contract is not there')
  await broker.publishVerificationResult(contract, { success: true, providerApplicationVersion: '5' })
  await broker.createEnvironment({ name: 'production', production: true })
  await broker.recordDeployment({ pacticipant: 'Stock', version: '5', environment: 'production' })
}

/** A test framework whose tests nobody runs. */
const framework = { describe: () => undefined, test: () => undefined, afterAll: () => undefined }

/** What the examples below a folder of the sources are of, besides the broker's client. */
const entries: Readonly<Record<string, object>> = { consumer, provider, vitest: vitestEntry }

async function run({ file, code }: Example): Promise<void> {
  const baseUrl = server?.url ?? LOCAL
  const broker = client.createBrokerClient({ baseUrl })
  const entry = entries[file.split('/')[0] ?? '']
  const scope: Readonly<Record<string, unknown>> = {
    ...wire,
    ...git,
    ...client,
    ...entry,
    ...framework,
    broker,
    expect,
    z,
  }
  const names = Object.keys(scope)
  const body = stripTypeScriptTypes(runnable(code).replaceAll(LOCAL, baseUrl))
  await new AsyncFunction(...names, `'use strict'; {\n${body}\n}`)(...names.map((name) => scope[name]))
}

const files = Object.groupBy(examples, ({ file }) => file)

describe.each(Object.entries(files))('the examples of %s', (file, inFile) => {
  beforeAll(async () => {
    // Where examples write contracts.
    vi.stubEnv('TALLYSTICK_CONTRACTS', workplace.folder)
    if (!/^(broker|provider|vitest)\//.test(file)) return
    server = await startTestBroker()
    await tell(client.createBrokerClient({ baseUrl: server.url }))
  })
  afterAll(async () => {
    await server?.stop()
    server = undefined
  })

  test.each(inFile ?? [])('$of', run)
})

test('everything public has an example', () => {
  const shown = new Set(examples.map(({ of }) => of))
  const broker = client.createBrokerClient({ baseUrl: LOCAL })
  const exported = [client, git, consumer, provider, vitestEntry, broker].flatMap((entry) => Object.keys(entry))
  expect(exported.filter((name) => !shown.has(name))).toEqual([])
})
