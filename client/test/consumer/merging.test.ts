import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ContractConflictError } from '../../src/consumer/index.ts'
import { contractFolder, thrownBy } from './support/contracts.ts'
import { type Project, createProject } from './support/project.ts'

const FILES = 6
const EACH = 50

function nodeTests(file: number, ending = ''): string {
  return `
    import assert from 'node:assert/strict'
    import { after, test } from 'node:test'
    import { contract, mergeContracts } from '@tallystick/client/consumer'
    const orders = contract({ consumer: 'shop', provider: 'orders' })
    for (let index = 0; index < ${EACH}; index += 1) {
      test('number ' + index, async () => {
        const expectation = orders.http({
          description: 'call ' + index + ' of file ${file}',
          request: { path: '/files/${file}/' + index },
          response: { body: { id: index, file: ${file} } },
        })
        await expectation.run(async ({ url, reply }) => {
          const response = await fetch(url + '/files/${file}/' + index)
          assert.deepEqual(await response.json(), reply)
        })
      })
    }
    ${ending}`
}

async function succeed(project: Project, ...args: readonly string[]): Promise<void> {
  const { code, output } = await project.run('node', ...args)
  expect(code, output).toBe(0)
}

describe('with node:test', () => {
  test('300 of 300 interactions are kept, with the same bytes on every run', async () => {
    await using project = createProject()
    for (let file = 0; file < FILES; file += 1) project.write(`${file}.test.mjs`, nodeTests(file))
    project.write('merge.mjs', `import { mergeContracts } from '@tallystick/client/consumer'; await mergeContracts()`)
    const contracts = new Set<string | undefined>()
    for (let run = 0; run < 3; run += 1) {
      await succeed(project, '--test')
      await succeed(project, 'merge.mjs')
      contracts.add(project.contract('shop-orders'))
    }
    expect(project.descriptions('shop-orders')).toHaveLength(FILES * EACH)
    expect(contracts.size).toBe(1)
    project.write('1.test.mjs', nodeTests(7))
    project.remove('2.test.mjs')
    await succeed(project, '--test', '1.test.mjs')
    await succeed(project, 'merge.mjs')
    expect(project.descriptions('shop-orders')).toHaveLength((FILES - 1) * EACH)
    expect(project.descriptions('shop-orders')).not.toContain('call 0 of file 1')
    expect(project.descriptions('shop-orders')).toContain('call 0 of file 7')
  }, 180_000)

  test('each file may merge when it is done, while others run', async () => {
    await using project = createProject()
    const ending = 'after(() => mergeContracts())'
    for (let file = 0; file < FILES; file += 1) project.write(`${file}.test.mjs`, nodeTests(file, ending))
    const contracts = new Set<string | undefined>()
    for (let run = 0; run < 3; run += 1) {
      await succeed(project, '--test', '--test-concurrency=3')
      contracts.add(project.contract('shop-orders'))
    }
    expect(project.descriptions('shop-orders')).toHaveLength(FILES * EACH)
    expect(contracts.size).toBe(1)
  }, 180_000)
})

const call = (contracts: ReturnType<typeof contractFolder>, description: string, path = '/', provider = 'orders') =>
  contracts
    .contract('shop', provider)
    .http({ description, request: { path }, response: {} })
    .run(({ fetch }) => fetch())

describe('a merge', () => {
  test('refuses two contents under one name, says where they are from, and writes nothing', async () => {
    using contracts = contractFolder()
    await call(contracts, 'a call', '/1')
    await call(contracts, 'a call', '/2')
    const error = await thrownBy(() => contracts.merge())
    expect(error).toBeInstanceOf(ContractConflictError)
    expect(error.message).toMatch(
      /"a call" was captured twice with different contents by one test:\n.*merging\.test\.ts/,
    )
    expect(contracts.text('shop-orders')).toBeUndefined()
  })

  test('takes the same call of one test twice', async () => {
    using contracts = contractFolder()
    await call(contracts, 'a call')
    await call(contracts, 'a call')
    await contracts.merge()
    expect(contracts.interactions()).toHaveLength(1)
  })

  test('removes what the test file gave before, or nothing, or everything else, as it is told', async () => {
    using contracts = contractFolder()
    const names = () => contracts.interactions().map(({ description }) => description)
    await call(contracts, 'one')
    await call(contracts, 'two')
    await contracts.merge()
    await call(contracts, 'three')
    await contracts.merge({ ran: 'some' })
    expect(names()).toEqual(['one', 'three', 'two'])
    await call(contracts, 'four')
    await contracts.merge()
    expect(names()).toEqual(['four'])
    await contracts.merge()
    expect(names()).toEqual(['four'])
    await contracts.merge({ ran: 'all' })
    expect(contracts.text('shop-orders')).toBeUndefined()
  })

  test('keeps what a test file gave before when an expectation of it failed', async () => {
    using contracts = contractFolder()
    await call(contracts, 'one')
    await call(contracts, 'two')
    await contracts.merge()
    const before = contracts.text('shop-orders')
    await call(contracts, 'one')
    const failing = contracts.contract().http({ description: 'two', request: { path: '/' }, response: {} })
    await expect(failing.run(() => {})).rejects.toThrow('was not called')
    await contracts.merge()
    expect(contracts.text('shop-orders')).toBe(before)
  })

  test('adds to a contract that others write to, and leaves theirs', async () => {
    using contracts = contractFolder()
    const theirs = {
      consumer: { name: 'shop' },
      provider: { name: 'orders' },
      interactions: [{ type: 'Synchronous/HTTP', description: 'theirs', request: {}, response: {} }],
      metadata: { 'pact-js': { version: '17.1.4' }, pactSpecification: { version: '4.0' } },
    }
    writeFileSync(join(contracts.folder, 'shop-orders.json'), JSON.stringify(theirs))
    const stock = JSON.stringify({ ...theirs, provider: { name: 'stock' } })
    writeFileSync(join(contracts.folder, 'shop-stock.json'), stock)
    await call(contracts, 'ours')
    await contracts.merge()
    await contracts.merge({ ran: 'all' })
    expect(contracts.interactions().map(({ description }) => description)).toEqual(['theirs'])
    expect(contracts.text('shop-stock')).toBe(stock)
  })

  test('does not write over a file that is no contract of version 4 of the pair', async () => {
    using contracts = contractFolder()
    writeFileSync(join(contracts.folder, 'shop-orders.json'), '{"some":"thing"}')
    await call(contracts, 'ours')
    await expect(contracts.merge()).rejects.toThrow('is no contract of version 4 between shop and orders')
    expect(contracts.text('shop-orders')).toBe('{"some":"thing"}')
  })

  test('refuses two pairs that would share a file', async () => {
    using contracts = contractFolder()
    await call(contracts, 'one', '/', 'a-b')
    await contracts
      .contract('shop-a', 'b')
      .http({ description: 'two', request: { path: '/' }, response: {} })
      .run(({ fetch }) => fetch())
    await expect(contracts.merge()).rejects.toThrow('would both be written to')
  })

  test('of several providers and consumers writes one file for each pair', async () => {
    using contracts = contractFolder()
    for (const provider of ['orders', 'stock']) await call(contracts, 'a call', '/', provider)
    const { written, interactions } = await contracts.merge()
    expect(written).toEqual(['shop-orders', 'shop-stock'].map((name) => join(contracts.folder, `${name}.json`)))
    expect(interactions).toBe(2)
    expect(await contracts.merge({ ran: 'some' })).toMatchObject({ written: [], removed: [] })
  })

  test('leaves what version control should not have where it ignores it', async () => {
    using contracts = contractFolder()
    await call(contracts, 'a call')
    await contracts.merge()
    expect(readdirSync(contracts.folder)).toEqual(['.tally', 'shop-orders.json'])
    expect(readFileSync(join(contracts.folder, '.tally/.gitignore'), 'utf8')).toBe('*\n')
    expect(readdirSync(join(contracts.folder, '.tally/fragments'))).toEqual([])
  })
})

test('a run of named tests with node:test removes nothing, and a test that passes in the end is no failed one', async () => {
  await using project = createProject()
  project.write('merge.mjs', `import { mergeContracts } from '@tallystick/client/consumer'; await mergeContracts()`)
  const file = (...descriptions: readonly string[]) => `
    import { test } from 'node:test'
    import { contract } from '@tallystick/client/consumer'
    const orders = contract({ consumer: 'shop', provider: 'orders' })
    for (const description of ${JSON.stringify(descriptions)}) {
      test(description, async () => {
        const expectation = orders.http({ description, request: { path: '/' }, response: {} })
        await expectation.run(() => {}).catch(() => {})
        await expectation.run(({ fetch }) => fetch())
      })
    }`
  project.write('a.test.mjs', file('one', 'two'))
  await succeed(project, '--test', 'a.test.mjs')
  await succeed(project, 'merge.mjs')
  await succeed(project, '--test', '--test-name-pattern=one', 'a.test.mjs')
  await succeed(project, 'merge.mjs')
  expect(project.descriptions('shop-orders')).toEqual(['one', 'two'])
  project.write('a.test.mjs', file('one'))
  await succeed(project, '--test', 'a.test.mjs')
  await succeed(project, 'merge.mjs')
  expect(project.descriptions('shop-orders')).toEqual(['one'])
})

test('fragments that a killed run left behind do not count when its tests ran again', async () => {
  await using project = createProject()
  const killed = nodeTests(1, `test('is killed', () => process.kill(process.pid, 'SIGKILL'))`)
  project.write('a.test.mjs', killed)
  await project.run('node', 'a.test.mjs')
  const fragments = () => readdirSync(join(project.folder, 'contracts/.tally/fragments'))
  expect(fragments()).toHaveLength(EACH)
  project.write('a.test.mjs', nodeTests(1, `after(() => mergeContracts())`).replace('id: index', 'id: index + 1'))
  await succeed(project, '--test', 'a.test.mjs')
  expect(project.descriptions('shop-orders')).toHaveLength(EACH)
  expect(fragments()).toEqual([])
})

test('a lock that a killed process left behind holds nobody up', async () => {
  using contracts = contractFolder()
  const child = spawn(process.execPath, ['--version'])
  await new Promise((resolve) => child.on('close', resolve))
  mkdirSync(join(contracts.folder, '.tally'))
  writeFileSync(join(contracts.folder, '.tally/lock'), String(child.pid))
  await call(contracts, 'a call')
  await contracts.merge()
  expect(contracts.interactions()).toHaveLength(1)
})

test('contracts are found again when the checkout moved', async () => {
  await using one = createProject()
  one.write('a.test.mjs', nodeTests(1, 'after(() => mergeContracts())'))
  await succeed(one, '--test')
  await using other = createProject()
  other.write('a.test.mjs', nodeTests(2, 'after(() => mergeContracts())'))
  other.write('contracts/shop-orders.json', one.contract('shop-orders') ?? '')
  const origins = readFileSync(join(one.folder, 'contracts/.tally/origins.json'), 'utf8')
  other.write('contracts/.tally/origins.json', origins)
  await succeed(other, '--test')
  expect(other.descriptions('shop-orders')).toHaveLength(EACH)
})
