import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Project, capturing, createProject, vitestConfig, vitestFile } from './support/project.ts'

const FILES = 6
const EACH = 50

/** Tests with answers of several kinds, so that there is something to be in order. */
function manyTests(file: number): string {
  return `
    import { expect, test } from 'vitest'
    import { contract } from '@tallystick/client/consumer'
    const orders = contract({ consumer: 'shop', provider: 'orders' })
    test.concurrent.each(Array.from({ length: ${EACH} }, (_, index) => index))('number %i', async (index) => {
      const expectation = orders.http({
        description: 'call ' + index + ' of file ${file}',
        states: index % 2 ? [] : { name: 'there are orders', params: { count: index } },
        request: { method: 'POST', path: '/files/${file}/' + index, body: { z: index, a: 'text' } },
        response: { body: { id: index, tags: ['a', 'b'] } },
      })
      await expectation.run(async ({ url, reply }) => {
        const response = await fetch(url + '/files/${file}/' + index, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ a: 'text', z: index }),
        })
        expect(await response.json()).toEqual(reply)
      })
    })`
}

function writeMany(project: Project): void {
  for (let file = 0; file < FILES; file += 1) project.write(`test/${file}.test.ts`, manyTests(file))
}

async function succeed(project: Project, ...args: readonly string[]): Promise<string> {
  const { code, output } = await project.run('vitest', 'run', '--configLoader=native', ...args)
  expect(code, output).toBe(0)
  return output
}

test.each(['forks', 'threads'])(
  'keeps 300 of 300 interactions from a pool of %s, with the same bytes on every run',
  async (pool) => {
    await using project = createProject()
    project.write('vitest.config.ts', vitestConfig({ pool, maxWorkers: 3 }))
    writeMany(project)
    await succeed(project)
    const first = project.contract('shop-orders')
    expect(project.descriptions('shop-orders')).toHaveLength(FILES * EACH)
    await succeed(project, '--sequence.shuffle')
    expect(project.contract('shop-orders')).toBe(first)
    project.remove('contracts/shop-orders.json')
    await succeed(project, '--no-isolate')
    expect(project.contract('shop-orders')).toBe(first)
  },
  120_000,
)

test('a run of some tests keeps the interactions of the others', async () => {
  await using project = createProject()
  project.write('vitest.config.ts', vitestConfig())
  project.write('a.test.ts', vitestFile(capturing('one'), capturing('two')))
  project.write('b.test.ts', vitestFile(capturing('three')))
  await succeed(project)
  expect(project.descriptions('shop-orders')).toEqual(['one', 'three', 'two'])
  project.write('a.test.ts', vitestFile(capturing('one', '/changed'), capturing('two', '/changed')))
  await succeed(project, '-t', 'one')
  expect(project.descriptions('shop-orders')).toEqual(['one', 'three', 'two'])
  expect(project.contract('shop-orders')?.match(/"\/changed"/g)).toHaveLength(1)
  await succeed(project, 'b.test.ts')
  expect(project.descriptions('shop-orders')).toEqual(['one', 'three', 'two'])
})

test('a run of some tests keeps what is in a contract of unknown tests, as in a fresh checkout', async () => {
  await using project = createProject()
  project.write('vitest.config.ts', vitestConfig())
  project.write('a.test.ts', vitestFile(capturing('one'), capturing('two')))
  await succeed(project)
  project.remove('contracts/.tally/origins.json')
  await succeed(project, '-t', 'one')
  expect(project.descriptions('shop-orders')).toEqual(['one', 'two'])
  project.remove('contracts/.tally/origins.json')
  project.write('a.test.ts', vitestFile(capturing('one')))
  await succeed(project)
  expect(project.descriptions('shop-orders')).toEqual(['one'])
})

test('the interaction of a deleted or renamed test disappears, and a contract with its last', async () => {
  await using project = createProject()
  project.write('vitest.config.ts', vitestConfig())
  project.write('a.test.ts', vitestFile(capturing('one'), capturing('two')))
  project.write('b.test.ts', vitestFile(capturing('three'), capturing('four', '/', { provider: 'stock' })))
  await succeed(project)
  expect(project.contracts()).toEqual(['shop-orders.json', 'shop-stock.json'])
  project.write('a.test.ts', vitestFile(capturing('one'), capturing('renamed')))
  await succeed(project, 'a.test.ts')
  expect(project.descriptions('shop-orders')).toEqual(['one', 'renamed', 'three'])
  project.remove('b.test.ts')
  await succeed(project, 'a.test.ts')
  expect(project.descriptions('shop-orders')).toEqual(['one', 'renamed'])
  expect(project.contracts()).toEqual(['shop-orders.json'])
})

test('a failing test keeps what it gave before', async () => {
  await using project = createProject()
  project.write('vitest.config.ts', vitestConfig())
  project.write('a.test.ts', vitestFile(capturing('one'), capturing('two')))
  await succeed(project)
  const before = project.contract('shop-orders')
  const failing = `test('two', () => { throw new Error('broken') })`
  project.write('a.test.ts', vitestFile(capturing('one'), failing))
  const { code } = await project.run('vitest', 'run', '--configLoader=native')
  expect(code).toBe(1)
  expect(project.contract('shop-orders')).toBe(before)
  project.write('a.test.ts', 'this is no program (')
  await project.run('vitest', 'run', '--configLoader=native')
  expect(project.contract('shop-orders')).toBe(before)
})

test('two tests with one description and different contents fail the run, which names both', async () => {
  await using project = createProject()
  project.write('vitest.config.ts', vitestConfig())
  project.write('a.test.ts', vitestFile(capturing('the call', '/a')))
  project.write('b.test.ts', vitestFile(capturing('the call', '/b')))
  const { code, output } = await project.run('vitest', 'run', '--configLoader=native')
  expect(code).toBe(1)
  expect(output).toContain('shop → orders: "the call" is expected differently by two tests')
  expect(output).toContain('a.test.ts › the call')
  expect(output).toContain('b.test.ts › the call')
  expect(project.contracts()).toEqual([])
})

test('an unchanged contract is not written again', async () => {
  await using project = createProject()
  project.write('vitest.config.ts', vitestConfig())
  project.write('a.test.ts', vitestFile(capturing('one')))
  expect(await succeed(project)).toContain('Contract written: contracts/shop-orders.json')
  expect(await succeed(project)).not.toContain('Contract written')
})

test('projects of one run, each with the plugin, make one contract', async () => {
  await using project = createProject()
  project.write('one/a.test.ts', vitestFile(capturing('one')))
  project.write('two/b.test.ts', vitestFile(capturing('two')))
  const named = (name: string) => ({ extends: true, test: { name, include: [`${name}/**/*.test.ts`] } })
  project.write('vitest.config.ts', vitestConfig({ projects: [named('one'), named('two')] }))
  await succeed(project)
  expect(project.descriptions('shop-orders')).toEqual(['one', 'two'])
  await succeed(project, '--project', 'two')
  expect(project.descriptions('shop-orders')).toEqual(['one', 'two'])
})

test('in watch mode a contract follows its tests', async () => {
  await using project = createProject()
  project.write('vitest.config.ts', vitestConfig())
  project.write('a.test.ts', vitestFile(capturing('one'), capturing('two')))
  project.write('b.test.ts', vitestFile(capturing('three')))
  const { output } = project.start('vitest', '--watch', '--configLoader=native')
  const names = () => project.descriptions('shop-orders')
  const patience = { timeout: 20_000, interval: 50 }
  await expect.poll(names, patience).toEqual(['one', 'three', 'two'])
  const runs = () => output().split('Waiting for file changes').length - 1
  await expect.poll(runs, patience).toBe(1)
  project.write('a.test.ts', vitestFile(capturing('one'), capturing('renamed')))
  await expect.poll(names, patience).toEqual(['one', 'renamed', 'three'])
  await expect.poll(runs, patience).toBe(2)
  project.write('b.test.ts', vitestFile(capturing('other')))
  await expect.poll(names, patience).toEqual(['one', 'other', 'renamed'])
}, 60_000)

test('tests that run at once in one file are told apart', async () => {
  await using project = createProject()
  project.write('vitest.config.ts', vitestConfig())
  const concurrent = (...names: readonly string[]) =>
    vitestFile(...names.map((name) => capturing(name).replace('test(', 'test.concurrent(')))
  project.write('a.test.ts', concurrent('one', 'two', 'three'))
  await succeed(project)
  const origins = JSON.parse(readFileSync(join(project.folder, 'contracts/.tally/origins.json'), 'utf8')) as {
    'shop-orders.json': Record<string, unknown>
  }
  expect(origins['shop-orders.json']).toEqual({
    '[[],"one"]': [{ file: '../a.test.ts', test: 'one' }],
    '[[],"three"]': [{ file: '../a.test.ts', test: 'three' }],
    '[[],"two"]': [{ file: '../a.test.ts', test: 'two' }],
  })
})

test('contracts go where they are told, from the root of the project', async () => {
  await using project = createProject()
  project.write('shop/vitest.config.ts', vitestConfig({}, { dir: 'pacts' }))
  const elsewhere = capturing('two', '/', { provider: 'stock' }).replace(
    "consumer: 'shop'",
    "consumer: 'shop', dir: 'other'",
  )
  project.write('shop/a.test.ts', vitestFile(capturing('one'), elsewhere))
  await succeed(project, '--root', 'shop')
  expect(readdirSync(join(project.folder, 'shop/pacts'))).toEqual(['.tally', 'shop-orders.json'])
  expect(readdirSync(join(project.folder, 'shop/other'))).toEqual(['.tally', 'shop-stock.json'])
})

test('what variants there are, and what a contract cannot say, is printed when it changes', async () => {
  await using project = createProject()
  project.write('vitest.config.ts', vitestConfig())
  const declared = (description: string) => `
    test('a basket', () => contract({ consumer: 'shop', provider: 'orders' }).http({
      description: '${description}',
      request: { path: '/basket' },
      response: { body: variants(z.object({ total: z.number().min(0), discount: z.number().nullish() })) },
    }).run(({ fetch }) => fetch()))`
  const file = (description: string) => `
    import { test } from 'vitest'
    import { z } from 'zod'
    import { contract, variants } from '@tallystick/client/consumer'
    ${declared(description)}`
  project.write('a.test.ts', file('a basket'))
  const printed = await succeed(project)
  expect(printed).toContain(
    ['  shop → orders: "a basket":', '    - complete', "    - without 'discount'", '    - with discount as null'].join(
      '\n',
    ),
  )
  expect(printed).toContain('$.total a contract has no ranges')
  expect(await succeed(project)).not.toContain('without')
  project.write('vitest.config.ts', vitestConfig({}, { notes: false }))
  project.write('a.test.ts', file('another basket'))
  expect(await succeed(project)).not.toMatch(/without|ranges/)
  expect(project.descriptions('shop-orders')).toEqual([
    'another basket',
    'another basket, with discount as null',
    "another basket, without 'discount'",
  ])
})

test('a folder that has no contracts is left alone', async () => {
  await using project = createProject()
  project.write('vitest.config.ts', vitestConfig())
  project.write('contracts/token.json', '{}')
  project.write('a.test.ts', `import { test } from 'vitest'; test('nothing', () => {})`)
  await succeed(project)
  expect(readdirSync(join(project.folder, 'contracts'))).toEqual(['token.json'])
})
