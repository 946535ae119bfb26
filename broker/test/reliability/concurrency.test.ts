import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AT_ONCE, type Brokers, atOnce, resultsPath, startBrokers, statuses } from '../support/brokers.ts'
import { pactFor } from '../support/pact-files.ts'

describe.each([
  ['one broker', 1],
  ['two brokers on one database', 2],
])('%s, twenty requests at once', (_, count) => {
  let brokers: Brokers

  beforeAll(async () => {
    brokers = await startBrokers(count)
  })

  afterAll(() => brokers.stop())

  const versionsOf = (name: string) =>
    brokers.count('versions v join pacticipants p on p.id = v.pacticipant_id where p.name = $1', name)

  describe('publications', () => {
    test('of the same new contract all succeed, and make one version', async () => {
      const pair = { consumer: 'Shop', provider: 'Stock' }
      expect(statuses(await atOnce(() => brokers.publish(pair)))).toEqual({ 200: AT_ONCE })
      expect(await brokers.count(`pacticipants where name in ('Shop', 'Stock')`)).toBe(2)
      expect(await versionsOf('Shop')).toBe(1)
      expect(await brokers.count('contracts')).toBe(1)
      expect(await brokers.count('contents')).toBe(1)
      expect(await brokers.count('contract_revisions')).toBe(0)
    })

    test('of different contents for one version: one wins, the others are refused', async () => {
      const pair = { consumer: 'Blog', provider: 'Comments' }
      const replies = await atOnce((index) => brokers.publish({ ...pair, asksFor: [`comments/${index}`] }))
      expect(statuses(replies)).toEqual({ 200: 1, 409: AT_ONCE - 1 })
      const winner = replies.findIndex(({ status }) => status === 200)
      const stored = await brokers.request('GET', '/pacts/provider/Comments/consumer/Blog/version/1')
      expect(stored.json.interactions).toMatchObject([{ request: { path: `/comments/${winner}` } }])
      expect(await versionsOf('Blog')).toBe(1)
      expect(await brokers.count('contract_revisions')).toBe(0)
    })

    test('of different contents in place: one wins, the others are refused', async () => {
      const pair = { consumer: 'Radio', provider: 'Tuner' }
      const path = '/pacts/provider/Tuner/consumer/Radio/version/1'
      const put = (asksFor: string) => brokers.request('PUT', path, pactFor({ ...pair, asksFor: [asksFor] }))
      expect(statuses(await atOnce((index) => put(`stations/${index}`)))).toEqual({ 201: 1, 409: AT_ONCE - 1 })
    })

    test('of the same contract in place: one creates it, the others find it', async () => {
      const pair = { consumer: 'Clock', provider: 'Alarm' }
      const path = '/pacts/provider/Alarm/consumer/Clock/version/1'
      const put = () => brokers.request('PUT', path, pactFor(pair))
      expect(statuses(await atOnce(put))).toEqual({ 200: AT_ONCE - 1, 201: 1 })
    })

    test('to be merged lose no interaction', async () => {
      const pair = { consumer: 'Bank', provider: 'Ledger', onConflict: 'merge' } as const
      const paths = Array.from({ length: AT_ONCE }, (_, index) => `accounts/${index}`)
      const replies = await atOnce((index) => brokers.publish({ ...pair, asksFor: paths.slice(index, index + 1) }))
      expect(statuses(replies)).toEqual({ 200: AT_ONCE })
      const { json } = await brokers.request('GET', '/pacts/provider/Ledger/consumer/Bank/version/1')
      const merged = json.interactions.map(({ request }: { request: { path: string } }) => request.path)
      expect(merged.toSorted()).toEqual(paths.map((path) => `/${path}`).toSorted())
    })

    test('to be merged in place lose no interaction', async () => {
      const pair = { consumer: 'Cinema', provider: 'Ticket' }
      const path = '/pacts/provider/Ticket/consumer/Cinema/version/1'
      const replies = await atOnce((index) =>
        brokers.request('PATCH', path, pactFor({ ...pair, asksFor: [`seats/${index}`] }), 'application/json'),
      )
      expect(statuses(replies)).toEqual({ 200: AT_ONCE - 1, 201: 1 })
      const { json } = await brokers.request('GET', path)
      expect(json.interactions).toHaveLength(AT_ONCE)
    })

    test('of many versions each make theirs, and the branch ends with one of them', async () => {
      const pair = { consumer: 'Truck', provider: 'Engine' }
      const replies = await atOnce((index) =>
        brokers.publish({ ...pair, version: String(index), asksFor: [`parts/${index}`] }),
      )
      expect(statuses(replies)).toEqual({ 200: AT_ONCE })
      expect(await versionsOf('Truck')).toBe(AT_ONCE)
      const newest = await brokers.request('GET', '/pacticipants/Truck/latest-version')
      const { json } = await brokers.request('POST', '/pacts/provider/Engine/for-verification', {
        consumerVersionSelectors: [{ latest: true }],
      })
      expect(json._embedded.pacts).toHaveLength(1)
      expect(json._embedded.pacts[0]._links.self.name).toBe(`Pact between Truck (${newest.json.number}) and Engine`)
    })

    test('of services that consume each other all succeed', async () => {
      const pairs = [
        { consumer: 'Owl', provider: 'Mouse' },
        { consumer: 'Mouse', provider: 'Owl' },
      ] as const
      const replies = await atOnce((index) =>
        brokers.publish({ ...pairs[index % 2 === 0 ? 0 : 1], version: `${index}` }),
      )
      expect(statuses(replies)).toEqual({ 200: AT_ONCE })
    })
  })

  describe('names', () => {
    test('of one new environment: one creates it, the others hear that it exists', async () => {
      const create = () => brokers.request('POST', '/environments', { name: 'test', production: false })
      const replies = await atOnce(create)
      expect(statuses(replies)).toEqual({ 201: 1, 400: AT_ONCE - 1 })
      const refused = replies.find(({ status }) => status === 400)
      expect(refused?.json).toEqual({ errors: { name: ["name 'test' is already used by an existing environment."] } })
      expect(await brokers.count(`environments where name = 'test'`)).toBe(1)
    })

    test('of one new pacticipant all find it', async () => {
      const replies = await atOnce(() => brokers.request('POST', '/pacticipants', { name: 'Museum' }))
      expect(statuses(replies)).toEqual({ 201: AT_ONCE })
      const patched = await atOnce(() => brokers.request('PATCH', '/pacticipants/Gallery', { mainBranch: 'main' }))
      expect(statuses(patched)).toEqual({ 200: AT_ONCE - 1, 201: 1 })
      expect(await brokers.count(`pacticipants where name in ('Museum', 'Gallery')`)).toBe(2)
    })

    test('of one tag of a new version: one creates it, the others find it', async () => {
      const replies = await atOnce(() => brokers.request('PUT', '/pacticipants/Kettle/versions/1/tags/dev', {}))
      expect(statuses(replies)).toEqual({ 200: AT_ONCE - 1, 201: 1 })
      expect(await versionsOf('Kettle')).toBe(1)
    })

    test('of many tags of a new version are all kept', async () => {
      const path = '/pacticipants/Teapot/versions/1/tags'
      const replies = await atOnce((index) => brokers.request('PUT', `${path}/t${index}`, {}))
      expect(statuses(replies)).toEqual({ 201: AT_ONCE })
      const { json } = await brokers.request('GET', '/pacticipants/Teapot/versions/1')
      expect(json._embedded.tags).toHaveLength(AT_ONCE)
    })

    test('of one branch of a new version: one creates it, the others find it', async () => {
      const replies = await atOnce(() => brokers.request('PUT', '/pacticipants/Boat/branches/main/versions/1', {}))
      expect(statuses(replies)).toEqual({ 200: AT_ONCE - 1, 201: 1 })
      expect(await versionsOf('Boat')).toBe(1)
    })

    test('of many new versions of one branch are all on it, and its head is the last', async () => {
      const path = '/pacticipants/Ship/branches/main/versions'
      expect(statuses(await atOnce((index) => brokers.request('PUT', `${path}/${index}`, {})))).toEqual({
        201: AT_ONCE,
      })
      const { json } = await brokers.request('GET', '/pacticipants/Ship/branches/main/latest-version')
      const last = `branch_versions b join versions v on v.id = b.version_id join branches on branches.id = b.branch_id
        join pacticipants p on p.id = v.pacticipant_id where p.name = 'Ship' and v.number = $1 and not exists
        (select from branch_versions later where later.branch_id = b.branch_id and later.id > b.id)`
      expect(await brokers.count(last, json.number)).toBe(1)
    })
  })

  describe('results and deployments', () => {
    const environment = { name: 'production', production: true }
    let uuid: string

    beforeAll(async () => {
      const { json } = await brokers.request('POST', '/environments', environment)
      uuid = json.uuid
      await brokers.publish({ consumer: 'Pilot', provider: 'Tower' })
    })

    test('of a new provider version are all recorded, under one version', async () => {
      const { json: pact } = await brokers.request('GET', '/pacts/provider/Tower/consumer/Pilot/version/1')
      const result = { success: true, providerApplicationVersion: '10' }
      const replies = await atOnce(() => brokers.request('POST', resultsPath(pact), result))
      expect(statuses(replies)).toEqual({ 201: AT_ONCE })
      expect(new Set(replies.map(({ json }) => json._links.self.href)).size).toBe(AT_ONCE)
      expect(await versionsOf('Tower')).toBe(1)
      const matrix =
        '/matrix?q[][pacticipant]=Pilot&q[][version]=1&q[][pacticipant]=Tower&q[][version]=10&latestby=cvpv'
      expect((await brokers.request('GET', matrix)).json.matrix).toHaveLength(1)
    })

    test('of the same version are one deployment', async () => {
      await brokers.request('PUT', '/pacticipants/Train/branches/main/versions/1', {})
      const path = `/pacticipants/Train/versions/1/deployed-versions/environment/${uuid}`
      const replies = await atOnce(() => brokers.request('POST', path, {}))
      expect(statuses(replies)).toEqual({ 201: AT_ONCE })
      expect(new Set(replies.map(({ json }) => json.uuid)).size).toBe(1)
    })

    test('of different versions leave one of them deployed', async () => {
      const versions = await atOnce((index) =>
        brokers.request('PUT', `/pacticipants/Tram/branches/main/versions/${index}`, {}),
      )
      expect(statuses(versions)).toEqual({ 201: AT_ONCE })
      const replies = await atOnce((index) =>
        brokers.request('POST', `/pacticipants/Tram/versions/${index}/deployed-versions/environment/${uuid}`, {}),
      )
      expect(statuses(replies)).toEqual({ 201: AT_ONCE })
      const current = `/environments/${uuid}/deployed-versions/currently-deployed?pacticipant=Tram`
      expect((await brokers.request('GET', current)).json._embedded.deployedVersions).toHaveLength(1)
    })

    test('made by tags of different versions leave one of them deployed', async () => {
      const tag = (index: number) => `/pacticipants/Metro/versions/${index}/tags/${environment.name}`
      expect(statuses(await atOnce((index) => brokers.request('PUT', tag(index), {})))).toEqual({ 201: AT_ONCE })
      const current = `/environments/${uuid}/deployed-versions/currently-deployed?pacticipant=Metro`
      expect((await brokers.request('GET', current)).json._embedded.deployedVersions).toHaveLength(1)
    })

    test('that end and begin at once leave at most one deployed', async () => {
      await brokers.request('PUT', '/pacticipants/Taxi/branches/main/versions/1', {})
      const path = `/pacticipants/Taxi/versions/1/deployed-versions/environment/${uuid}`
      const { json } = await brokers.request('POST', path, {})
      const end = () => brokers.request('PATCH', `/deployed-versions/${json.uuid}`, { currentlyDeployed: false })
      const replies = await atOnce((index) => (index % 2 === 0 ? end() : brokers.request('POST', path, {})))
      expect(statuses(replies)).toEqual({ 200: AT_ONCE / 2, 201: AT_ONCE / 2 })
      const current = `/environments/${uuid}/deployed-versions/currently-deployed?pacticipant=Taxi`
      const deployed = (await brokers.request('GET', current)).json._embedded.deployedVersions
      expect(deployed.length).toBeLessThanOrEqual(1)
    })

    test('of the same release: one records it, the others find it', async () => {
      await brokers.request('PUT', '/pacticipants/Bus/branches/main/versions/1', {})
      const path = `/pacticipants/Bus/versions/1/released-versions/environment/${uuid}`
      const replies = await atOnce(() => brokers.request('POST', path, {}))
      expect(statuses(replies)).toEqual({ 200: AT_ONCE - 1, 201: 1 })
      expect(new Set(replies.map(({ json }) => json.uuid)).size).toBe(1)
    })
  })
})
