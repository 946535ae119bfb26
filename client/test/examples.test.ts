// The documentation of the client is there, and cannot lie: all that is public is described, and every @example in its
// sources runs here, against a real broker. A line `expression // → value` must give that value. `broker` is a client of
// that broker, as in the example of its type.
import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { type TestBroker, startTestBroker } from '../../broker/test/support/server.ts'
import { type BrokerClient, createBrokerClient } from '../src/index.ts'
import { exportsOf } from './support/exports.ts'
import { entries, sourceOf } from './support/package.ts'
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
  // Code that is compiled from text cannot import by itself.
  return code.replaceAll(/\bimport\(/g, 'load(').replaceAll(/^( *)(.+?)\s*\/\/ → (.+)$/gm, '$1expect($2).toEqual($3)')
}

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...args: readonly string[]
) => (...values: readonly unknown[]) => Promise<void>

let server: TestBroker | undefined
const workplace = createWorkplace()
afterAll(() => workplace.remove())
const content = { consumer: { name: 'Shop' }, provider: { name: 'Stock' }, interactions: [] }

/** A world for each file of examples: Shop 1 has a contract with Stock, which Stock 5 verified; that is in production. */
async function tell(broker: BrokerClient): Promise<void> {
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

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** The values of all entries, by their folders in the sources. */
const modules = await Promise.all(
  entries.map(async (entry) => {
    const module: unknown = await import(/* @vite-ignore */ sourceOf(entry))
    return { entry, folder: relative(src, dirname(sourceOf(entry))), values: isRecord(module) ? module : {} }
  }),
)

/** What an example sees: what its own entry has, and where that has no such name what the others have that it may use. */
function scopeOf(file: string): Readonly<Record<string, unknown>> {
  const own = file.includes('/') ? file.split('/')[0] : ''
  const seen = ['wire', '', own]
  return Object.assign(
    {},
    ...seen.flatMap((name) => modules.filter(({ folder }) => folder === name)).map((one) => one.values),
  )
}

async function run({ file, code }: Example): Promise<void> {
  const baseUrl = server?.url ?? LOCAL
  const broker = createBrokerClient({ baseUrl })
  const load = (name: string) => import(/* @vite-ignore */ name)
  const scope = { ...scopeOf(file), ...framework, broker, expect, load, z }
  const names = Object.keys(scope)
  const body = stripTypeScriptTypes(runnable(code).replaceAll(LOCAL, baseUrl))
  await new AsyncFunction(...names, `'use strict'; {\n${body}\n}`)(...Object.values(scope))
}

/** What the wire alone can tell of: words, webhooks, what was released, and what was deleted. */
async function tellMore(broker: BrokerClient, url: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(`${url}/pacticipants/Shop/labels/team-a`, { method: 'PUT', headers })
  await broker.tagVersion({ pacticipant: 'Shop', version: '1', tag: 'prod' })
  await broker.recordRelease({ pacticipant: 'Stock', version: '5', environment: 'production' })
  await broker.createWebhook({ events: ['branch_created'], request: { method: 'POST', url: 'https://example.org' } })
  await broker.savePacticipant({ name: 'Old Shop' })
  await fetch(`${url}/pacticipants/Old%20Shop`, { method: 'DELETE' })
  await broker.createTeam({ name: 'Checkout' })
  await broker.addToTeam({ team: 'Checkout', pacticipant: 'Shop' })
  await broker.createPerson({ name: 'Ada' })
  await broker.createToken({ name: 'CI', kind: 'system', scopes: ['publish'], reach: { teams: ['Checkout'] } })
  await broker.createTrustRule({
    name: 'Shop',
    issuer: 'https://token.actions.githubusercontent.com',
    audience: 'tallystick',
    claims: { repository: 'acme/shop', ref: 'refs/heads/main' },
    scopes: ['publish'],
    reach: { teams: ['Checkout'] },
  })
}

// The examples of the wire, of which many only read, share a world.
const worlds = Object.groupBy(examples, ({ file }) => (file.startsWith('wire/') ? 'wire/' : file))

describe.each(Object.entries(worlds))('the examples of %s', (file, inFile) => {
  beforeAll(async () => {
    // Where examples write contracts.
    vi.stubEnv('TALLYSTICK_CONTRACTS', workplace.folder)
    if (!/^(broker|provider|replay|vitest|wire)\//.test(file)) return
    server = await startTestBroker()
    const broker = createBrokerClient({ baseUrl: server.url })
    await tell(broker)
    if (file === 'wire/') await tellMore(broker, server.url)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await server?.stop()
    server = undefined
  })

  test.each(inFile ?? [])('$of', run)
})

describe.each(modules)('what $entry exports', ({ entry, values }) => {
  const exported = exportsOf(sourceOf(entry))
  const named = (list: typeof exported) => list.map(({ kind, name }) => `${kind} ${name}`)

  test('is described in a sentence', () => {
    expect(named(exported.filter(({ comment }) => !/^[^@]{10}/.test(comment)))).toEqual([])
  })

  test('has an example, where it can be used', () => {
    // Nothing is overlooked.
    expect(exported.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(values)))
    const usable = exported.filter(({ name }) => name in values)
    expect(named(usable.filter(({ comment }) => !comment.includes('@example\n')))).toEqual([])
  })
})

test('each call of a broker has an example', () => {
  const shown = new Set(examples.map(({ of }) => of))
  const calls = Object.keys(createBrokerClient({ baseUrl: LOCAL }))
  expect(calls.filter((name) => !shown.has(name))).toEqual([])
})
