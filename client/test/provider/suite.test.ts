import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestBroker, startTestBroker } from '../../../broker/test/support/server.ts'
import { createBrokerClient } from '../../src/index.ts'
import { type Project, createProject } from '../consumer/support/project.ts'
import { contract, http } from './contracts.ts'

vi.setConfig({ testTimeout: 120_000 })

const interactions = [
  http({ description: 'an item', states: [{ name: 'there is an item' }], request: { path: '/item' } }),
  http({ description: 'a broken item', request: { path: '/gone' } }),
  http({ description: 'a new item', request: { path: '/gone' }, pending: true }),
]

const provider = (importing: string, options = '') => `
  import { createServer } from 'node:http'
  ${importing}
  const app = (request, response) => {
    response.statusCode = request.url === '/gone' ? 404 : 200
    response.end()
  }
  const states = { 'there is an item': () => {} }
  await verifySuite({ provider: 'stock', app, states, contracts: 'contracts', ${options} }`

const ofVitest = (options?: string) =>
  `${provider(`import { verifySuite } from '@tallystick/client/vitest'`, options)})`
const ofNode = `${provider(`
  import * as framework from 'node:test'
  import { verifySuite } from '@tallystick/client/provider'`)}, framework)`
const withGlobals = `${provider(`import { verifySuite } from '@tallystick/client/provider'`)})`

const vitestConfig = (test: object = {}) => `
  import { defaultServerConditions } from 'vite'
  import { defineConfig } from 'vitest/config'
  const conditions = ['@tallystick/source', ...defaultServerConditions]
  export default defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: ${JSON.stringify({ reporters: ['verbose'], ...test })},
  })`

function createProvider(...kept: readonly object[]): Project {
  const project = createProject()
  project.write('contracts/shop-stock.json', contract(kept))
  project.write('vitest.config.ts', vitestConfig())
  return project
}

describe('in vitest', () => {
  test.each(['forks', 'threads'])('each interaction is a test of its own, in a pool of %s', async (pool) => {
    await using project = createProvider(...interactions)
    project.write('stock.test.ts', ofVitest())
    const { code, output } = await project.run('vitest', 'run', `--pool=${pool}`)
    expect(code, output).toBe(1)
    const contract = 'shop → stock (contracts/shop-stock.json)'
    expect(output).toContain(`✓ stock.test.ts > ${contract} > given there is an item: an item`)
    expect(output).toContain(`× stock.test.ts > ${contract} > a broken item`)
    expect(output).toContain(`↓ stock.test.ts > ${contract} > a new item [pending]`)
    expect(output).toContain('InteractionError: GET /gone → 404')
    expect(output).toMatch(/status: expected 200 but was 404\n\s+expected 200\n\s+actual {3}404/)
    expect(output).toContain('1 failed | 1 passed | 1 skipped')
    expect(output).not.toContain('Serialized Error')
  })

  test('what is pending fails nothing, and is shown', async () => {
    await using project = createProvider(interactions[0] ?? {}, interactions[2] ?? {})
    project.write('stock.test.ts', ofVitest())
    const { code, output } = await project.run('vitest', 'run')
    expect(code, output).toBe(0)
    expect(output).toContain('pending, and not kept yet:\nGET /gone → 404')
  })

  test('the globals of the framework are used when none is given', async () => {
    await using project = createProvider(interactions[0] ?? {})
    project.write('vitest.config.ts', vitestConfig({ globals: true }))
    project.write('stock.test.ts', withGlobals)
    const { code, output } = await project.run('vitest', 'run')
    expect(code, output).toBe(0)
    project.write('vitest.config.ts', vitestConfig())
    expect((await project.run('vitest', 'run')).output).toContain('There is no describe, test and afterAll')
  })

  test('no contract is a failing test', async () => {
    await using project = createProvider()
    project.write('stock.test.ts', ofVitest(`filter: { consumers: ['nobody'] }`))
    const { code, output } = await project.run('vitest', 'run')
    expect(code).toBe(1)
    expect(output).toContain('stock has contracts to keep')
  })

  describe('with a broker', () => {
    let server: TestBroker
    beforeAll(async () => {
      server = await startTestBroker()
    })
    afterAll(() => server.stop())

    test('results are published when all tests ran, and not when some did', async () => {
      const broker = createBrokerClient({ baseUrl: server.url })
      const content = contract(interactions.slice(0, 2))
      await broker.publishContracts({
        pacticipant: 'shop',
        version: '1',
        branch: 'main',
        contracts: [{ provider: 'stock', content }],
      })
      await using project = createProvider()
      const options = `contracts: { broker: '${server.url}' }, publish: true, version: { number: '7', branch: 'main' }`
      project.write('stock.test.ts', ofVitest(options))
      const result = async () => {
        const { matrix } = await broker.queryMatrix({
          selectors: [
            { pacticipant: 'shop', latest: true },
            { pacticipant: 'stock', version: '7' },
          ],
        })
        return matrix[0]?.verificationResult?.success
      }
      const some = await project.run('vitest', 'run', '-t', 'there is an item')
      expect(some.code, some.output).toBe(0)
      expect(some.output).not.toContain('published, as version')
      expect(await result()).toBeUndefined()
      const all = await project.run('vitest', 'run')
      // The broker calls a contract that was never kept pending.
      expect(all.code, all.output).toBe(0)
      expect(all.output).toContain('a broken item [pending]')
      expect(all.output).toContain('1 result is published, as version 7.')
      expect(await result()).toBe(false)
    })
  })
})

describe('in node:test', () => {
  test('each interaction is a test of its own, and what is pending is still to be done', async () => {
    await using project = createProvider(...interactions)
    project.write('stock.test.mjs', ofNode)
    const { code, output } = await project.run('node', '--test', '--test-reporter=tap', 'stock.test.mjs')
    expect(code, output).toBe(1)
    expect(output).toContain('ok 1 - given there is an item: an item')
    expect(output).toContain('not ok 2 - a broken item')
    expect(output).toMatch(/not ok 3 - a new item \[pending\] # TODO pending/)
    expect(output).toMatch(/# pass 1\n# fail 1\n# cancelled 0\n# skipped 0\n# todo 1/)
  })

  test('what is pending fails nothing', async () => {
    await using project = createProvider(interactions[0] ?? {}, interactions[2] ?? {})
    project.write('stock.test.mjs', ofNode)
    const { code, output } = await project.run('node', '--test', 'stock.test.mjs')
    expect(code, output).toBe(0)
  })
})
