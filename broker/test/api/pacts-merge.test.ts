import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { base64, descriptionsIn, noticesOf, pact, pactPath, publish, request, shaOf } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

const merge = (version: string, document: unknown) => broker.request('PATCH', pactPath(version), { body: document })
const get = (version: string) => broker.get(pactPath(version))

describe('PATCH …/version/{version}', () => {
  test('creates a contract, then adds to it', async () => {
    expect((await merge('1', pact([request('b')]))).status).toBe(201)
    const reply = await merge('1', pact([request('c'), request('a')]))
    expect(reply.status).toBe(200)
    expect(descriptionsIn(reply)).toEqual(['a', 'b', 'c'])
    expect(reply.text).toBe((await get('1')).text)
  })

  test('of what is there already changes nothing', async () => {
    const first = await merge('2', pact([request('b'), request('a')]))
    expect((await merge('2', pact([request('a')]))).text).toBe(first.text)
  })

  test('refuses an interaction that is there with other content, and names it', async () => {
    await merge('3', pact([request('a'), request('b')]))
    const reply = await merge('3', pact([request('a', 500), request('c')]))
    expect(reply.status).toBe(409)
    expect(reply.json.error).toContain('Cannot merge this contract into the one for CA version 3 and provider PA')
    expect(reply.json.error).toContain('* "a" is part of this contract already, with another response.status')
    expect(descriptionsIn(await get('3')).toSorted()).toEqual(['a', 'b'])
  })

  test('gives the whole its own identity: the part alone stays the part', async () => {
    await merge('4', pact([request('a')]))
    const whole = await merge('4', pact([request('b')]))
    const part = await broker.put(pactPath('5'), pact([request('b')]))
    expect(descriptionsIn(part)).toEqual(['b'])
    expect(shaOf(part)).not.toBe(shaOf(whole))
    const alone = await broker.put(pactPath('6'), pact([request('b'), request('a')]))
    expect(shaOf(alone)).toBe(shaOf(whole))
  })

  test('keeps what the contract said before as a revision', async () => {
    await merge('7', pact([request('a')]))
    await merge('7', pact([request('b')]))
    await merge('7', pact([request('c')]))
    const revisions = await broker.db
      .selectFrom('contract_revisions')
      .innerJoin('contracts', 'contracts.id', 'contract_revisions.contract_id')
      .innerJoin('versions', 'versions.id', 'contracts.consumer_version_id')
      .innerJoin('contents', 'contents.id', 'contract_revisions.content_id')
      .select([
        'contract_revisions.revision',
        'contracts.revision as current',
        sql<number>`cardinality(contents.interaction_ids)`.as('count'),
      ])
      .where('versions.number', '=', '7')
      .orderBy('contract_revisions.revision')
      .execute()
    expect(revisions).toEqual([
      { revision: 1, current: 3, count: 1 },
      { revision: 2, current: 3, count: 2 },
    ])
  })

  test('takes application/json only', async () => {
    const headers = { 'content-type': 'application/merge-patch+json' }
    expect((await broker.request('PATCH', pactPath('8'), { body: pact([]), headers })).status).toBe(415)
  })
})

describe('POST /contracts/publish with onConflict merge', () => {
  const part = (version: string, ...interactions: unknown[]) =>
    publish(broker, version, { contracts: { PA: pact(interactions) }, onConflict: 'merge' })

  test('publishes what is new, and merges what comes later', async () => {
    expect(noticesOf(await part('20', request('a')))).toContain(
      'success: Pact successfully published for CA version 20 and provider PA.',
    )
    const later = await part('20', request('b'))
    expect(later.status).toBe(200)
    expect(noticesOf(later)).toContain(
      'success: Pact content merged with existing content for CA version 20 and provider PA.',
    )
    expect(noticesOf(later).join()).toContain(
      'contract_content_changed (pact content modified since previous publication for CA version 20)',
    )
    const again = await part('20', request('a'))
    expect(noticesOf(again).join()).toContain('Pact content merged')
    expect(noticesOf(again)).toContain('debug:   Events detected: contract_published')
    expect(descriptionsIn(await get('20')).toSorted()).toEqual(['a', 'b'])
  })

  test('refuses parts that disagree, and says where', async () => {
    await part('21', request('a'))
    const reply = await part('21', request('a', 500))
    expect(reply.status).toBe(409)
    expect(reply.json.errors.contracts).toEqual([
      expect.stringContaining('* "a" is part of this contract already, with another response.status'),
    ])
    expect(noticesOf(reply)).toEqual([`error: ${reply.json.errors.contracts[0]}`])
  })

  test('merges two contracts with one provider in one request', async () => {
    const reply = await broker.post('/contracts/publish', {
      pacticipantName: 'CA',
      pacticipantVersionNumber: '22',
      contracts: ['a', 'b'].map((name) => ({
        consumerName: 'CA',
        providerName: 'PA',
        content: base64(pact([request(name)])),
        contentType: 'application/json',
        specification: 'pact',
        onConflict: 'merge',
      })),
    })
    expect(reply.status).toBe(200)
    expect(reply.json._links['pb:contracts']).toHaveLength(1)
    expect(descriptionsIn(await get('22')).toSorted()).toEqual(['a', 'b'])
  })

  test('gives one contract however the parts of parallel builds arrive', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const replies = await Promise.all(names.map((name) => part('23', request(name))))
    expect(replies.map(({ status }) => status)).toEqual(names.map(() => 200))
    await Promise.all(names.toReversed().map((name) => part('24', request(name))))
    const [first, second] = [await get('23'), await get('24')]
    expect(descriptionsIn(first)).toEqual(names)
    expect(shaOf(second)).toBe(shaOf(first))
    const whole = await publish(broker, '25', { contracts: { PA: pact(names.map((name) => request(name))) } })
    expect(whole.status).toBe(200)
    expect(shaOf(await get('25'))).toBe(shaOf(first))
  })
})

test('merging replaces interactions that differ where dangerous modification is allowed', async () => {
  const lenient = await startTestBroker({ config: { allowDangerousContractModification: true } })
  try {
    await lenient.put(pactPath('1'), pact([request('a'), request('b')]))
    const merged = await lenient.request('PATCH', pactPath('1'), { body: pact([request('a', 500)]) })
    expect(merged.json.interactions).toMatchObject([{ response: { status: 500 } }, { description: 'b' }])
    expect((await lenient.put(pactPath('1'), pact([request('c')]))).status).toBe(200)
    const published = await publish(lenient, '1', { contracts: { PA: pact([request('d')]) } })
    expect(noticesOf(published)).toContainEqual(
      expect.stringMatching(/^warning: Pact with changed content published over existing content for CA version 1/),
    )
    expect(descriptionsIn(await lenient.get(pactPath('1')))).toEqual(['d'])
  } finally {
    await lenient.stop()
  }
})
