import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  await world.published('Shop', '1', { for: 'Orders', content: 'one', branch: 'main.json' })
  await broker.put('/pacticipants/Shop/versions/1.json')
  await broker.put('/pacticipants/Shop/versions/1/tags/dev.csv')
  await broker.put('/pacticipants/versions.json/labels/versions.json')
})

afterAll(() => broker.stop())

const ANY = { accept: '*/*' }

test.each([
  ['/integrations.json', 'application/hal+json', '/integrations'],
  ['/pacticipants.json', 'application/hal+json', '/pacticipants'],
  ['/pacticipants/Shop/versions.json?size=1', 'application/hal+json', '/pacticipants/Shop/versions'],
])('%s is what is there without the suffix', async (path, type, self) => {
  const { status, headers, json } = await broker.get(path, { accept: 'text/vnd.graphviz' })
  expect([status, headers.get('content-type')]).toEqual([200, `${type};charset=utf-8`])
  expect(json._links.self.href).toBe(broker.url + self)
})

test.each(['/relationships.csv', '/groups/Shop.csv', '/groups/Shop.csv?maxPacticipants=1'])(
  '%s is CSV, whatever is accepted',
  async (path) => {
    for (const accept of ['*/*', 'application/hal+json']) {
      const { status, headers, text } = await broker.get(path, { accept })
      expect([status, headers.get('content-type')]).toEqual([200, 'text/csv;charset=utf-8'])
      expect(text).toContain(',Shop,')
    }
    expect((await broker.request('HEAD', path)).status).toBe(200)
  },
)

test.each([
  ['/pacticipants/Shop/versions/1.json', (json: { number: string }) => json.number, '1.json'],
  ['/pacticipants/Shop/versions/1/tags/dev.csv', (json: { name: string }) => json.name, 'dev.csv'],
  ['/pacticipants/Shop/branches/main.json', (json: { name: string }) => json.name, 'main.json'],
  ['/pacticipants/versions.json', (json: { name: string }) => json.name, 'versions.json'],
])('%s is a name that ends so', async (path, nameIn, name) => {
  const { status, json } = await broker.get(path, ANY)
  expect([status, nameIn(json)]).toEqual([200, name])
})

test('a label is a name, where other addresses have a fixed word', async () => {
  const { json } = await broker.get('/pacticipants/label/versions.json', ANY)
  expect(json._embedded.pacticipants).toMatchObject([{ name: 'versions.json' }])
})

test('a format that there is not is refused', async () => {
  for (const path of ['/integrations.csv', '/pacticipants.yaml', '/relationships.svg']) {
    expect([path, (await broker.get(path, ANY)).status]).toEqual([path, 406])
  }
  for (const path of ['/unknown.json', '/groups/Shop.json.csv', '/groups/Shop.json']) {
    expect([path, (await broker.get(path, ANY)).status]).toEqual([path, 404])
  }
})

test('only what is read has formats', async () => {
  expect((await broker.post('/pacticipants.json', { name: 'New' })).status).toBe(404)
  expect((await broker.put('/pacticipants/Shop/versions/2.json')).json.number).toBe('2.json')
})
