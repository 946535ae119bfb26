import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pact, pactBetween, pactPath, publish, request } from '../support/publications.ts'
import { type TestBroker, type TestReply, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

const AT_ONCE = 20
const times = <Result>(make: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, index) => make(index)))

function statuses(replies: readonly TestReply[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

const contracts = (...providers: string[]) =>
  Object.fromEntries(providers.map((provider) => [provider, pactBetween('CA', provider)]))

describe('20 requests at once', () => {
  test('with the same publication make one version with one contract, and all succeed', async () => {
    const replies = await times(() =>
      publish(broker, '1', { contracts: contracts('PA', 'PB', 'PC'), branch: 'main', tags: ['dev'] }),
    )
    expect(statuses(replies)).toEqual({ 200: AT_ONCE })
    const created = replies.filter(({ json }) => json.notices[0].text.startsWith('Created'))
    expect(created).toHaveLength(1)
    expect((await broker.get('/pacticipants/CA/versions')).json._embedded.versions).toHaveLength(1)
    expect((await broker.get('/pacts/provider/PA/consumer/CA/versions')).json._embedded.pacts).toHaveLength(1)
  })

  test('with different contents for one new version: one wins, the others are told', async () => {
    const replies = await times((index) =>
      publish(broker, '2', { contracts: { PA: pact([request(`request ${index}`)]) }, branch: 'main' }),
    )
    expect(statuses(replies)).toEqual({ 200: 1, 409: AT_ONCE - 1 })
    const winner = replies.findIndex(({ status }) => status === 200)
    expect((await broker.get(pactPath('2'))).json.interactions[0].description).toBe(`request ${winner}`)
    const revisions = await broker.db.selectFrom('contract_revisions').selectAll().execute()
    expect(revisions).toEqual([])
  })

  test('with one new content for different versions store it once', async () => {
    const replies = await times((index) =>
      publish(broker, `3.${index}`, { contracts: { PD: pactBetween('CA', 'PD', [request('a'), request('b')]) } }),
    )
    expect(statuses(replies)).toEqual({ 200: AT_ONCE })
    const contents = await broker.db
      .selectFrom('contents')
      .innerJoin('integrations', 'integrations.id', 'contents.integration_id')
      .innerJoin('pacticipants', 'pacticipants.id', 'integrations.provider_id')
      .select('contents.id')
      .where('pacticipants.name', '=', 'PD')
      .execute()
    expect(contents).toHaveLength(1)
  })

  test('with the providers in any order do not wait for each other in a circle', async () => {
    const providers = ['P1', 'P2', 'P3', 'P4', 'P5']
    const replies = await times((index) => {
      const turned = [...providers.slice(index % 5), ...providers.slice(0, index % 5)]
      return publish(broker, `4.${index % 7}`, { contracts: contracts(...turned), branch: `branch ${index % 3}` })
    })
    expect(statuses(replies)).toEqual({ 200: AT_ONCE })
  })

  test('that publish and delete the contracts of one version never fail', async () => {
    const replies = await times((index) => {
      if (index % 4 === 1) return broker.del(pactPath('5'))
      if (index % 4 === 3) return broker.del('/pacts/provider/PA/consumer/CA/versions')
      return publish(broker, '5', { contracts: contracts('PA'), branch: 'main', tags: ['dev'] })
    })
    expect(replies.map(({ status }) => status).filter((status) => ![200, 204, 404].includes(status))).toEqual([])
  })

  test('that publish while participants are deleted never fail', async () => {
    const path = ['/pacticipants/CX', '/pacticipants/PX']
    const replies = await times((index) => {
      if (index % 4 === 1) return broker.del(path[index % 8 === 1 ? 0 : 1] ?? '')
      if (index % 4 === 3)
        return broker.put(pactPath(`${index}`, { consumer: 'CX', provider: 'PX' }), pactBetween('CX', 'PX'))
      return publish(broker, `${index % 3}`, {
        consumer: 'CX',
        contracts: { PX: pactBetween('CX', 'PX') },
        branch: 'main',
      })
    })
    const allowed = [200, 201, 204, 404, 409]
    expect(replies.map(({ status }) => status).filter((status) => !allowed.includes(status))).toEqual([])
  })

  test('for similar new names keep to one of them, once it is there', async () => {
    await publish(broker, '1', { consumer: 'Shop Web', contracts: { Till: pactBetween('Shop Web', 'Till') } })
    const replies = await times((index) =>
      publish(broker, `${index}`, { consumer: 'ShopWeb', contracts: { Till: pactBetween('ShopWeb', 'Till') } }),
    )
    expect(statuses(replies)).toEqual({ 409: AT_ONCE })
    expect((await broker.get('/pacticipants/ShopWeb')).status).toBe(404)
  })
})
