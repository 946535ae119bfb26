import * as wire from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pactBetween, pactPath, publish, request } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
let first: string
let second: string

async function published(version: string, interactions: readonly unknown[], branch: string): Promise<string> {
  const contracts = { orders: pactBetween('shop', 'orders', [...interactions]) }
  await publish(broker, version, { consumer: 'shop', contracts, branch })
  const { json } = await broker.get(pactPath(version, { consumer: 'shop', provider: 'orders' }))
  return new URL(json._links['pb:pact-version'].href).pathname
}

async function verified(content: string, version: string, result: object): Promise<void> {
  const body = { success: true, providerApplicationVersion: version, ...result }
  expect((await broker.post(`${content}/verification-results`, body)).status).toBe(201)
}

const failing = {
  success: false,
  buildUrl: 'https://ci.example/7',
  verifiedBy: { implementation: 'tally', version: '1.0' },
  testResults: {
    tests: [
      { interactionDescription: 'one', status: 'passed' },
      {
        interactionDescription: 'two',
        status: 'failed',
        differences: [{ attribute: 'status', description: 'expected 200, got 404' }],
      },
    ],
  },
}

beforeAll(async () => {
  broker = await startTestBroker()
  first = await published('1', [request('one'), request('two')], 'main')
  await published('2', [request('one'), request('two')], 'feat/x')
  second = await published('3', [request('two'), request('three')], 'main')
  await broker.put('/pacticipants/orders/branches/main/versions/8')
  await verified(first, '7', {})
  await verified(first, '8', failing)
})

afterAll(() => broker.stop())

describe('GET …/pact-version/{sha}/versions', () => {
  test('lists the versions that say the same, newest first', async () => {
    const { json } = await broker.get(`${first}/versions`)
    const { _embedded, page } = wire.contentVersions.parse(json)
    expect(_embedded.versions.map(({ number, branch }) => [number, branch])).toEqual([
      ['2', 'feat/x'],
      ['1', 'main'],
    ])
    expect(page).toEqual({ number: 1, size: 100, totalElements: 2, totalPages: 1 })
    const paged = await broker.get(`${first}/versions?size=1&page=2`)
    expect(paged.json._embedded.versions.map((version: { number: string }) => version.number)).toEqual(['1'])
    expect(paged.json._links).toHaveProperty('previous')
  })
})

describe('GET …/pact-version/{sha}/verification-results', () => {
  test('lists the results, newest first', async () => {
    const { _embedded, page } = wire.contentResults.parse((await broker.get(`${first}/verification-results`)).json)
    expect(page.totalElements).toBe(2)
    expect(_embedded.verificationResults).toEqual([
      {
        number: 2,
        success: false,
        pending: false,
        wip: false,
        providerVersion: { number: '8', branch: 'main' },
        verifiedAt: expect.stringMatching(/^20/),
        buildUrl: 'https://ci.example/7',
        verifiedBy: { implementation: 'tally', version: '1.0' },
        _links: { self: { title: 'Verification result', href: `${broker.url}${first}/verification-results/2` } },
      },
      expect.objectContaining({ number: 1, success: true, providerVersion: { number: '7', branch: null } }),
    ])
  })
})

describe('GET …/pact-version/{sha}/interaction-results', () => {
  const found = async (content: string) => {
    const { json } = await broker.get(`${content}/interaction-results`)
    return wire.interactionResults
      .parse(json)
      ._embedded.interactions.map(({ description, result }) => [
        description,
        result && `${result.providerVersion.number} ${result.success}`,
        ...(result?.mismatches ?? []).map((mismatch) => mismatch.description),
      ])
  }

  test('tells what was found last for each interaction', async () => {
    expect(await found(first)).toEqual([
      ['one', '8 true'],
      ['two', '8 false', 'expected 200, got 404'],
    ])
  })

  test('takes what other contracts have found for the same interaction', async () => {
    expect(await found(second)).toEqual([
      ['two', '8 false', 'expected 200, got 404'],
      ['three', null],
    ])
  })

  test('takes a success of the whole contract for one of each interaction', async () => {
    await verified(second, '9', {})
    expect(await found(second)).toEqual([
      ['two', '9 true'],
      ['three', '9 true'],
    ])
    expect((await found(first))[1]?.[1]).toBe('8 false')
  })
})

describe('GET …/verification-results/{number}/interaction-results', () => {
  const details = async (number: number | 'latest') =>
    wire.resultDetails.parse((await broker.get(`${first}/verification-results/${number}/interaction-results`)).json)

  test('tells what one verification found for each interaction', async () => {
    const result = await details(2)
    expect(result).toMatchObject({
      number: 2,
      success: false,
      providerVersion: { number: '8', branch: 'main' },
      consumerVersion: { number: '2', branch: 'feat/x' },
    })
    expect(result._embedded.interactions).toMatchObject([
      { description: 'one', kind: 'http', method: 'GET', result: { success: true, mismatches: [] } },
      { description: 'two', result: { success: false, mismatches: [{ attribute: 'status' }] } },
    ])
  })

  test('knows a success without details as one of all', async () => {
    expect((await details(1))._embedded.interactions.map(({ result }) => result?.success)).toEqual([true, true])
  })

  test('finds the newest', async () => {
    expect((await details('latest')).number).toBe(2)
  })
})

test.each([
  '/versions',
  '/verification-results',
  '/interaction-results',
  '/verification-results/1/interaction-results',
])('there is no %s of a content that is not there', async (path) => {
  const nothing = first.replace(/\w+$/, '0'.repeat(40))
  expect((await broker.get(nothing + path)).status).toBe(404)
})

test.each(['3', '0', 'odd', '99999999999'])('there is no result %s', async (number) => {
  expect((await broker.get(`${first}/verification-results/${number}/interaction-results`)).status).toBe(404)
})
