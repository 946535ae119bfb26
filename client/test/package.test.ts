// What is published: the packed package, in projects of users.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { build, defaultServerConditions } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type InstalledClient,
  type PackedClient,
  dependencies,
  entries,
  packClient,
  peerDependencies,
} from './support/package.ts'

/** A use of every entry; what is wrong on purpose shows that the types say something. */
const USE = `
import { BrokerCallError, type BrokerClient, createBrokerClient } from '@tallystick/client'
import { contract, like } from '@tallystick/client/consumer'
import { detectVersion } from '@tallystick/client/git'
import { type Verification, states, verify } from '@tallystick/client/provider'
import { tallystick } from '@tallystick/client/vitest'
import { type ErrorCode, errorMessage, paths } from '@tallystick/client/wire'
import { defineConfig } from 'vitest/config'
import * as z from 'zod'

export const broker: BrokerClient = createBrokerClient({ baseUrl: 'http://127.0.0.1:9292' })
export const config = defineConfig({ plugins: [tallystick({ dir: 'contracts' })] })
export const address: '/pacticipants/{pacticipant}' = paths.pacticipant
export const code: ErrorCode = 'not-found'
export const isRefusal = (error: unknown) => error instanceof BrokerCallError && errorMessage.safeParse(error.body).success
export const number: string | undefined = (await detectVersion({ cwd: '.', env: process.env })).number

const shop = contract({ consumer: 'Shop', provider: 'Stock' })
const item = shop.http({
  description: 'an item',
  request: { path: '/items/1' },
  response: { body: { item: z.object({ id: z.int() }), name: like('a cup') } },
})
await item.run(async ({ fetch, reply }) => {
  const id: number = reply.item.id
  // @ts-expect-error
  const name: boolean = reply.name
  return [await fetch(), id, name]
})
export const verified: Verification = await verify({
  provider: 'Stock',
  app: () => new Response('{}'),
  contracts: ['contracts'],
  states: states<{ 'there is an item': { params: { id: number } } }>({ 'there is an item': ({ id }) => id }),
})
`

let packed: PackedClient
/** A project with what the manifest names, and with vitest and the types of Node, as users have them. */
let full: InstalledClient

beforeAll(async () => {
  packed = await packClient()
  full = await packed.install([...dependencies, ...peerDependencies, '@types/node'])
})
afterAll(() => packed?.[Symbol.dispose]())

describe('the package', () => {
  test('holds what it was built to and its sources, and is small', () => {
    const paths = packed.files.map(({ path }) => path)
    const others = paths.filter((path) => !/^(dist\/.*\.(js|d\.ts|d\.ts\.map)|src\/.*(?<!\.test)\.ts)$/.test(path))
    expect(others).toEqual(['LICENSE', 'README.md', 'bin/tally.js', 'package.json'])
    expect(packed.files.find(({ path }) => path === 'bin/tally.js')?.mode).toBe(0o755)
    expect(packed.size).toBeLessThan(1_000_000)
  })

  test('is clean for publint', async () => {
    const tarball = new Uint8Array(readFileSync(packed.tarball)).buffer
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg ?? {}, { color: false }))).toEqual([])
  })

  test('has the right types wherever modules are', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(readFileSync(packed.tarball)))
    if (!analysis.types) throw new Error('there are no types')
    // A package of modules only, as `attw --profile esm-only` has it.
    const forOthers = ['node10', 'node16-cjs']
    const problems = analysis.problems.filter(
      (problem) => !('resolutionKind' in problem && forOthers.includes(problem.resolutionKind)),
    )
    expect(Object.keys(analysis.entrypoints)).toHaveLength(entries.length)
    expect(problems).toEqual([])
  })
})

describe('in a project', () => {
  const importAll = (names: readonly string[]) => [
    '--input-type=module',
    '--eval',
    names.map((name) => `console.log(Object.keys(await import('${name}')).length > 0)`).join('\n'),
  ]
  const allThere = (names: readonly string[]) => ({ code: 0, output: names.map(() => 'true\n').join('') })

  test('every entry is there, whatever conditions others have', async () => {
    const conditions = ['--conditions=source', '--conditions=development']
    expect(await full.node(...conditions, ...importAll(entries))).toEqual(allThere(entries))
  })

  test('nothing is loaded before it is used: no core, no parser of command lines, no vitest', async () => {
    const bare = await packed.install(['@eslint-community/regexpp', 'zod'])
    const names = entries.filter((name) => !name.endsWith('/vitest'))
    expect(await bare.node(...importAll(names))).toEqual(allThere(names))
  })

  test('tally starts', async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))
    const tally = join('node_modules/@tallystick/client/bin/tally.js')
    expect(await full.node(tally, '--version')).toEqual({ code: 0, output: `${version}\n` })
    const help = await full.node(tally, '--help')
    expect(help).toMatchObject({ code: 0, output: expect.stringContaining('can-i-deploy') })
  })

  test.each([
    { module: 'nodenext', moduleResolution: 'nodenext' },
    { module: 'esnext', moduleResolution: 'bundler' },
  ])('compiles with the resolution $moduleResolution', async (options) => {
    const imports = entries.map((name, index) => `export * as entry${index} from '${name}'`)
    full.write('entries.ts', imports.join('\n'))
    full.write('use.ts', USE)
    full.write(`tsconfig.${options.module}.json`, {
      compilerOptions: {
        ...options,
        target: 'es2022',
        types: ['node'],
        strict: true,
        noEmit: true,
        skipLibCheck: false,
      },
      include: ['*.ts'],
    })
    const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')
    expect(await full.node(tsc, '-p', `tsconfig.${options.module}.json`)).toEqual({ code: 0, output: '' })
  })
})

describe('in a bundle', () => {
  /** What of which packages a bundle of this code holds, and what it imports when it runs. */
  async function bundled(code: string, conditions: readonly string[] = []) {
    full.write('entry.js', code)
    const result = await build({
      configFile: false,
      logLevel: 'error',
      root: full.folder,
      ssr: {
        noExternal: true,
        resolve: { conditions: [...conditions, ...defaultServerConditions] },
        external: ['@pact-foundation/pact-core', 'commander', 'vitest'],
      },
      build: { ssr: 'entry.js', write: false, minify: true },
    })
    if (!('output' in result)) throw new Error('there are several bundles')
    const [main] = result.output
    const modules = Object.entries(main.modules).filter(([, { renderedLength }]) => renderedLength > 0)
    const packages = modules.flatMap(([file]) => /(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [])
    return { packages: new Set(packages), imports: main.imports, size: main.code.length }
  }

  test('the client of a broker needs nothing of Node', async () => {
    const { packages, imports, size } = await bundled(`export { createBrokerClient } from '@tallystick/client'`)
    expect(imports).toEqual([])
    expect(packages).toEqual(new Set(['@tallystick/client', 'zod']))
    expect(size).toBeLessThan(200_000)
  })

  test('the wire is zod, and each part of it can be had alone', async () => {
    const whole = await bundled(`export * from '@tallystick/client/wire'`)
    expect([...whole.packages, ...whole.imports].toSorted()).toEqual(['@tallystick/client', 'zod'])
    const part = await bundled(`export { paths } from '@tallystick/client/wire'`)
    expect([...part.packages, ...part.imports]).toEqual(['@tallystick/client'])
  })

  test('what is not used of any entry leaves nothing', async () => {
    const { packages, imports } = await bundled(entries.map((name) => `import '${name}'`).join('\n'))
    expect([...packages, ...imports]).toEqual([])
  })

  test('the sources are whole', async () => {
    const everything = entries.map((name, index) => `export * as entry${index} from '${name}'`).join('\n')
    const { packages, size } = await bundled(everything, ['@tallystick/source'])
    expect(packages).toContain('@tallystick/client')
    expect(size).toBeGreaterThan(100_000)
  })
})
