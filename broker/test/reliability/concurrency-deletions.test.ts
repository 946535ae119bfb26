import { paths } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endpoints } from '../../src/endpoints.ts'
import { AT_ONCE, type Brokers, type Reply, resultsPath, startBrokers, statuses } from '../support/brokers.ts'

type Request = () => Promise<Reply>

const times = (count: number, request: (index: number) => Promise<Reply>): readonly Request[] =>
  Array.from({ length: count }, (_, index) => () => request(index))

/** Sends them all at once. */
async function every(requests: readonly Request[]): Promise<readonly Reply[]> {
  return Promise.all(requests.map((request) => request()))
}

/** Requests of all kinds among each other, the same way each time: the factor is a prime. */
const mixed = (requests: readonly Request[]): readonly Request[] =>
  requests.flatMap((_, index) => requests.slice((index * 7919) % requests.length).slice(0, 1))

const others = (replies: readonly Reply[], allowed: readonly number[]) =>
  replies.filter(({ status }) => !allowed.includes(status))

describe.each([
  ['one broker', 1],
  ['two brokers on one database', 2],
])('%s, while something is deleted', (_, count) => {
  let brokers: Brokers

  beforeAll(async () => {
    brokers = await startBrokers(count)
  })

  afterAll(() => brokers.stop())

  const send = (method: string, path: string, body?: unknown) => brokers.request(method, path, body)

  test.each(['Garden', 'Rain'])('the pacticipant %s: contracts are published, or refused', async (name) => {
    const pair = { consumer: 'Garden', provider: 'Rain' }
    for (let round = 0; round < 3; round += 1) {
      await brokers.publish({ ...pair, version: `${round}` })
      const publications = times(AT_ONCE, (index) =>
        brokers.publish({ ...pair, version: `${round}.${index}`, asksFor: [`drops/${index % 4}`] }),
      )
      const deletions = times(4, () => send('DELETE', `/pacticipants/${name}`))
      const tags = times(4, (index) => send('PUT', `/pacticipants/${name}/versions/${index}/tags/dev`, {}))
      const [published, deleted, tagged] = await Promise.all([every(publications), every(deletions), every(tags)])
      expect(others(published, [200, 404, 409])).toEqual([])
      expect(others(deleted, [204, 404])).toEqual([])
      expect(others(tagged, [200, 201, 404])).toEqual([])
    }
    expect(
      await brokers.count(`contents c where cardinality(c.interaction_ids) <>
        (select count(*) from interactions i where i.id = any(c.interaction_ids))`),
    ).toBe(0)
  })

  test('the consumer: a version that remains has its contract', async () => {
    const pair = { consumer: 'Kitchen', provider: 'Stove' }
    await brokers.publish(pair)
    const publications = times(AT_ONCE, (index) => brokers.publish({ ...pair, version: `1.${index}` }))
    const deletions = times(4, () => send('DELETE', '/pacticipants/Kitchen'))
    await Promise.all([every(publications), every(deletions)])
    expect(
      await brokers.count(`versions v join pacticipants p on p.id = v.pacticipant_id where p.name = 'Kitchen'
        and not exists (select from contracts c where c.consumer_version_id = v.id)`),
    ).toBe(0)
  })

  test('everything that there is to read is shown, or is not there', async () => {
    const pair = { consumer: 'Zoo', provider: 'Fence' }
    const known: Readonly<Record<string, string>> = { consumer: 'Zoo', provider: 'Fence', version: '1', branch: 'main' }
    const addresses = endpoints
      .filter(({ method, path }) => method === 'GET' && path !== paths.testError)
      .map(({ path }) => path.replaceAll(/\{(\w+)\}/g, (_, name) => known[name] ?? (name === 'tag' ? 'dev' : 'Zoo')))
    const queries = ['matrix', 'can-i-deploy'].map(
      (path) => `/${path}?q[][pacticipant]=Zoo&pacticipant=Zoo&version=1&to=dev`,
    )
    for (let round = 0; round < 3; round += 1) {
      await brokers.publish(pair)
      const reads = [...addresses, ...queries].map((path) => () => send('GET', path))
      const selections = times(4, () => send('POST', '/pacts/provider/Fence/for-verification', {}))
      const publications = times(4, (index) => brokers.publish({ ...pair, version: `${index}` }))
      const deletions = times(4, (index) => send('DELETE', `/pacticipants/${index % 2 === 0 ? 'Zoo' : 'Fence'}`))
      const replies = await every(mixed([...deletions, ...reads, ...publications, ...selections]))
      // Some can be read in one form only.
      expect(others(replies, [200, 204, 400, 404, 406, 409])).toEqual([])
    }
  })

  test('what is deleted twice is deleted once', async () => {
    await brokers.publish({ consumer: 'Lamp', provider: 'Bulb' })
    const { json } = await send('POST', '/environments', { name: 'short', production: false })
    const addresses = [
      '/pacticipants/Lamp/versions/1/tags/dev',
      '/pacticipants/Lamp/branches/main/versions/1',
      '/pacticipants/Lamp/branches/main',
      '/pacticipants/Lamp/versions/1',
      `/environments/${json.uuid}`,
      '/pacticipants/Lamp',
    ]
    for (const path of addresses) {
      const replies = await every(times(8, () => send('DELETE', path)))
      expect({ path, ...statuses(replies) }).toEqual({ path, 204: 1, 404: 7 })
    }
  })

  test('an environment: deployments are recorded, or refused', async () => {
    await send('PUT', '/pacticipants/Ferry/branches/main/versions/1', {})
    const { json } = await send('POST', '/environments', { name: 'brief', production: false })
    const path = `/pacticipants/Ferry/versions/1/deployed-versions/environment/${json.uuid}`
    const deployments = times(AT_ONCE, () => send('POST', path, {}))
    const deletions = times(4, () => send('DELETE', `/environments/${json.uuid}`))
    const [recorded, deleted] = await Promise.all([every(deployments), every(deletions)])
    expect(others(recorded, [201, 404])).toEqual([])
    expect(statuses(deleted)).toEqual({ 204: 1, 404: 3 })
  })

  test('a contract: results are recorded, or refused', async () => {
    await brokers.publish({ consumer: 'Tent', provider: 'Pole' })
    const contract = '/pacts/provider/Pole/consumer/Tent/version/1'
    const path = resultsPath((await send('GET', contract)).json)
    const results = times(AT_ONCE, (index) =>
      send('POST', path, { success: true, providerApplicationVersion: `${index}` }),
    )
    const [recorded, deleted] = await Promise.all([every(results), send('DELETE', contract)])
    expect(others(recorded, [201, 404])).toEqual([])
    expect(deleted.status).toBe(200)
  })

  test('a branch or a version: publications to it are kept, or refused', async () => {
    const pair = { consumer: 'Book', provider: 'Page' }
    await brokers.publish(pair)
    const publications = times(AT_ONCE, (index) => brokers.publish({ ...pair, version: `${index}` }))
    const branches = times(3, () => send('DELETE', '/pacticipants/Book/branches/main'))
    const versions = times(3, (index) => send('DELETE', `/pacticipants/Book/versions/${index}`))
    const [published, deleted] = await Promise.all([every(publications), every([...branches, ...versions])])
    expect(others(published, [200, 404, 409])).toEqual([])
    expect(others(deleted, [204, 404])).toEqual([])
  })
})
