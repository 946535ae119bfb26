// Contracts from a real broker, and results for it.

import express from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../../../broker/test/support/server.ts'
import { type BrokerClient, createBrokerClient } from '../../src/index.ts'
import { type Verification, VerificationError, type VerifyOptions, verify } from '../../src/provider/index.ts'
import { type Workplace, createWorkplace } from '../support/workplace.ts'
import { contract, http, jsonBody, outcomes, type } from './contracts.ts'

let server: TestBroker
let broker: BrokerClient
let workplace: Workplace
/** Names of this test's own: the broker is shared. */
let shop: string
let stock: string
let count = 0

beforeAll(async () => {
  server = await startTestBroker()
  broker = createBrokerClient({ baseUrl: server.url })
})
afterAll(() => server.stop())
beforeEach(() => {
  count += 1
  shop = `shop ${count}`
  stock = `stock ${count}`
  workplace = createWorkplace()
})
afterEach(() => workplace.remove())

/** A build of a continuous integration system, on its branch. */
const build = (branch = 'main') => ({
  CIRCLECI: 'true',
  CIRCLE_BRANCH: branch,
  CIRCLE_BUILD_URL: 'https://ci.example.org/builds/1',
})

const app = express()
app.get('/item', (_request, response) => void response.json({ id: 1, name: 'A book' }))

const kept = http({
  description: 'an item',
  request: { path: '/item' },
  response: jsonBody({ id: 5 }, { '$.id': type }),
})
const broken = http({
  description: 'a missing item',
  states: [{ name: 'it is gone', params: { id: 1 } }],
  request: { path: '/gone' },
  response: { status: 410 },
})

function publish(version: string, interactions: readonly object[], branch = 'main') {
  const content = contract(interactions, { consumer: shop, provider: stock })
  return broker.publishContracts({ pacticipant: shop, version, branch, contracts: [{ provider: stock, content }] })
}

async function run(options: Partial<VerifyOptions> = {}): Promise<Verification> {
  const env = { PACT_BROKER_BASE_URL: server.url, ...options.env }
  const states = { 'it is gone': () => undefined }
  try {
    return await verify({ provider: stock, app, states, ...options, env, cwd: workplace.folder })
  } catch (error) {
    if (error instanceof VerificationError) return error.verification
    throw error
  }
}

/** The result that the broker has of a version of the provider. */
async function resultOf(version: string) {
  const { matrix } = await broker.queryMatrix({
    selectors: [
      { pacticipant: shop, latest: true },
      { pacticipant: stock, version },
    ],
  })
  const link = matrix[0]?.verificationResult?._links['self']
  if (!link || Array.isArray(link)) return undefined
  const reply = await fetch(link.href, { headers: { accept: 'application/hal+json' } })
  return reply.json()
}

describe('results', () => {
  test('are published by a build: with version, branch, build, and each interaction', async () => {
    await publish('1', [kept, broken])
    workplace.write('app.ts', '')
    const commit = workplace.commit('feat/x')
    const verification = await run({ env: build('feat/x'), version: { tags: ['dev'] } })
    expect(verification).toMatchObject({ success: true, publication: { publishes: true } })
    expect(verification.results).toMatchObject([
      { pending: true, success: true },
      { pending: true, success: false },
    ])
    const version = await broker.findVersion({ pacticipant: stock, version: commit })
    expect(version?._embedded.branchVersions.map(({ name }) => name)).toEqual(['feat/x'])
    expect(version?._embedded.tags.map(({ name }) => name)).toEqual(['dev'])
    const published = await broker.findLatestContract({ consumer: shop, provider: stock })
    const [one, two] = ((published?.interactions ?? []) as { _id: string }[]).map(({ _id }) => _id)
    expect(await resultOf(commit)).toMatchObject({
      success: false,
      providerApplicationVersion: commit,
      buildUrl: 'https://ci.example.org/builds/1',
      verifiedBy: { implementation: 'Tallystick' },
      testResults: [
        { interactionId: one, success: true },
        {
          interactionId: two,
          interactionDescription: 'a missing item',
          success: false,
          mismatches: [{ attribute: 'status', description: 'expected 410 but was 404' }],
        },
      ],
    })
    // The broker understands them.
    const known = await server.db.selectFrom('interaction_results').select('success').orderBy('success').execute()
    expect(known).toEqual([{ success: false }, { success: true }])
  })

  test('say which state is missing', async () => {
    await publish('1', [broken])
    await run({ states: {}, publish: true, version: { number: '9' } })
    expect(await resultOf('9')).toMatchObject({
      success: false,
      testResults: [{ success: false, exceptions: [{ message: expect.stringContaining("the state 'it is gone'") }] }],
    })
  })

  test.each([
    ['outside of a build', {}, /not a build/],
    ['when told not to', { env: build(), publish: false }, /told not to/],
    ['without a version', { env: build(), publish: true }, /no version number/],
  ])('are not published %s, and it says why', async (_case, options, reason) => {
    await publish('1', [kept])
    const { success, publication, contracts } = await run(options)
    expect(success).toBe(true)
    expect(publication).toEqual({ publishes: false, because: expect.stringMatching(reason) })
    expect(contracts[0]?.isPublished).toBe(false)
    expect(await broker.findLatestVersion({ pacticipant: stock })).toBeUndefined()
  })

  test('of changed files are published only when told', async () => {
    await publish('1', [kept])
    workplace.write('app.ts', '')
    const commit = workplace.commit()
    workplace.write('app.ts', 'changed')
    const warnings: string[] = []
    const onWarning = (sentence: string) => void warnings.push(sentence)
    const because = 'tracked files were changed since the commit (app.ts)'
    expect((await run({ env: build(), onWarning })).publication).toEqual({ publishes: false, because })
    expect(warnings).toEqual([`The results are not published: ${because}.`])
    expect(await run({ env: build(), publish: true })).toMatchObject({ publication: { version: { number: commit } } })
  })

  test('of a part of a contract are published only when told', async () => {
    await publish('1', [kept, broken])
    const warnings: string[] = []
    const onWarning = (sentence: string) => void warnings.push(sentence)
    const options = { publish: true, version: { number: '9' }, filter: { description: 'an item' }, onWarning }
    const verification = await run(options)
    expect(warnings).toEqual([expect.stringContaining('of which only a part was replayed')])
    expect(outcomes(verification.results)).toEqual({ 'an item': 'kept' })
    expect(verification.contracts).toMatchObject([{ isComplete: false, isPublished: false }])
    expect(await resultOf('9')).toBeUndefined()
    await run({ ...options, publish: { evenIfFiltered: true } })
    expect(await resultOf('9')).toMatchObject({ success: true })
  })

  test('are narrowed by hand through the environment, and then not published', async () => {
    await publish('1', [kept, broken])
    const env = { PACT_PROVIDER_STATE: 'gone', PACT_BROKER_PUBLISH_VERIFICATION_RESULTS: 'true' }
    const { results, contracts } = await run({ env, version: { number: '9' } })
    expect(results.map(({ description }) => description)).toEqual(['a missing item'])
    expect(contracts[0]?.isPublished).toBe(false)
  })
})

describe('contracts', () => {
  test('that were kept once are no longer pending', async () => {
    await publish('1', [kept])
    await run({ publish: true, version: { number: '1', branch: 'main' } })
    await publish('2', [kept, broken])
    const pending = await run({ version: { branch: 'main' } })
    expect(pending).toMatchObject({ success: true, contracts: [{ contract: { pending: true } }] })
    const strict = await run({ version: { branch: 'main' }, contracts: { pending: false } })
    expect(strict.success).toBe(false)
    expect(strict.results.map(({ pending }) => pending)).toEqual([false, false])
  })

  test('are those that the selectors name, and work in progress', async () => {
    await publish('1', [kept])
    await publish('2', [kept, http({ request: { path: '/item' } })], 'feat/y')
    const origins = async (contracts: VerifyOptions['contracts']) =>
      (await run({ contracts, version: { branch: 'main' } })).contracts.map(({ contract: { origin } }) => origin)
    expect(await origins({ broker: server.url, selectors: [{ branch: 'feat/y' }] })).toHaveLength(1)
    expect(await origins([{ selectors: [{ mainBranch: true }] }, { selectors: [{ branch: 'feat/y' }] }])).toHaveLength(
      2,
    )
    await run({ publish: true, version: { number: '1', branch: 'main' } })
    expect(await origins({ wipSince: '2020-01-01' })).toHaveLength(2)
  })

  test('may be one at its address in the broker, whose result is published there', async () => {
    await publish('1', [kept])
    const found = await broker.findLatestContract({ consumer: shop, provider: stock })
    const self = found?._links['self']
    const url = self && !Array.isArray(self) ? self.href : ''
    await run({ contracts: url, env: {}, publish: true, version: { number: '9', branch: 'main' } })
    expect(await resultOf('9')).toMatchObject({ success: true })
    const version = await broker.findVersion({ pacticipant: stock, version: '9' })
    expect(version?._embedded.branchVersions.map(({ name }) => name)).toEqual(['main'])
  })

  test('that do not exist are a failure, unless that is allowed', async () => {
    await expect(run()).rejects.toThrow(`There is no contract that '${stock}' must keep`)
    expect(await run({ allowNoContracts: true })).toMatchObject({ success: true, results: [] })
  })

  test('cannot be had from a broker that is away', async () => {
    const options = { contracts: { broker: { baseUrl: 'http://127.0.0.1:9', retries: 0 } } }
    await expect(run(options)).rejects.toThrow('The broker at http://127.0.0.1:9 cannot be reached')
  })
})
