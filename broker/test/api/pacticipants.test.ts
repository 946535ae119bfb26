import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

const names = (elements: readonly { name: string }[]) => elements.map((element) => element.name)

describe('POST /pacticipants', () => {
  test('creates a pacticipant, with a name for people', async () => {
    const { status, headers, json } = await broker.post('/pacticipants', {
      name: 'order-api/v1',
      mainBranch: 'trunk',
      repositoryUrl: 'http://git/order',
    })
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`${broker.url}/pacticipants/order-api%2Fv1`)
    expect(json).toMatchObject({
      name: 'order-api/v1',
      displayName: 'Order Api/v1',
      mainBranch: 'trunk',
      repositoryUrl: 'http://git/order',
    })
    expect((await broker.get('/pacticipants/order-api%2Fv1')).json).toEqual(json)
  })

  test('leaves one that exists as it is', async () => {
    await broker.post('/pacticipants', { name: 'Existing', mainBranch: 'main' })
    const { status, json } = await broker.post('/pacticipants', { name: 'Existing', mainBranch: 'other' })
    expect([status, json.mainBranch]).toEqual([201, 'main'])
  })

  test.each([
    [{}, { name: ['is missing'] }],
    [{ name: ' ' }, { name: ['cannot be blank'] }],
    [{ name: 'a\nb' }, { name: ['cannot contain multiple lines'] }],
    [{ name: 'a', mainBranch: 'b c' }, { mainBranch: ['cannot contain spaces'] }],
    [{ name: 'a', displayName: 1 }, { displayName: ['must be a string'] }],
    [{ name: 'a', repositoryUrl: 'x\ny' }, { repositoryUrl: ['cannot contain multiple lines'] }],
  ])('refuses %j', async (body, errors) => {
    const { status, json } = await broker.post('/pacticipants', body)
    expect([status, json]).toEqual([400, { errors }])
  })

  test('creates one of twenty at the same time', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => broker.post('/pacticipants', { name: 'Race' })))
    expect(replies.filter((reply) => reply.status !== 201)).toEqual([])
    expect((await broker.get('/pacticipants?q=race')).json._embedded.pacticipants).toHaveLength(1)
  })
})

describe('/pacticipants/{pacticipant}', () => {
  test('shows the newest version and where versions run', async () => {
    const { json: environment } = await broker.post('/environments', { name: 'test', production: false })
    for (const number of ['1', '2']) await broker.put(`/pacticipants/Shown/versions/${number}`)
    await broker.post(`/pacticipants/Shown/versions/1/deployed-versions/environment/${environment.uuid}`)
    const { json } = await broker.get('/pacticipants/Shown')
    expect(json._embedded.latestVersion).toMatchObject({
      number: '2',
      _links: { self: { title: 'Version', name: '2', href: `${broker.url}/pacticipants/Shown/versions/2` } },
    })
    expect(json._links['pb:deployed-environments']).toMatchObject([
      { title: 'Version deployed to Test', name: 'Test', currently_deployed: true },
    ])
    expect(json._links['pb:label'].title).toBe('Get, create or delete a label for Shown')
    const deprecated = 'DEPRECATED - please use latestVersion'
    expect(json._embedded['latest-version']).toMatchObject({ number: '2', title: deprecated, name: deprecated })
    expect(json._links['pb:version-tag'].href).toBe(`${broker.url}/pacticipants/Shown/versions/{version}/tags/{tag}`)
  })

  test('is created or changed by PATCH', async () => {
    const first = await broker.patch('/pacticipants/Patched', { mainBranch: 'main' })
    expect([first.status, first.headers.get('location')]).toEqual([201, `${broker.url}/pacticipants/Patched`])
    const second = await broker.request('PATCH', '/pacticipants/Patched', { body: { repositoryName: 'repo' } })
    expect(second.status).toBe(200)
    expect(second.json).toMatchObject({ mainBranch: 'main', repositoryName: 'repo' })
  })

  test('is replaced by PUT, where it exists', async () => {
    await broker.post('/pacticipants', { name: 'Put', mainBranch: 'main', displayName: 'X' })
    const { status, json } = await broker.put('/pacticipants/Put', { repositoryName: 'repo' })
    expect(status).toBe(200)
    expect(json).toMatchObject({ displayName: 'Put', repositoryName: 'repo' })
    expect(json.mainBranch).toBeUndefined()
    expect((await broker.put('/pacticipants/Nobody')).status).toBe(404)
    const mergePatch = { 'content-type': 'application/merge-patch+json' }
    expect((await broker.request('PUT', '/pacticipants/Put', { body: {}, headers: mergePatch })).status).toBe(415)
  })

  test('is deleted with its versions', async () => {
    await broker.put('/pacticipants/Gone/versions/1', { branch: 'main', tags: [{ name: 'a' }] })
    expect((await broker.del('/pacticipants/Gone')).status).toBe(204)
    const again = await broker.del('/pacticipants/Gone')
    expect([again.status, again.json]).toEqual([404, { error: "No pacticipant with name 'Gone' found" }])
    expect((await broker.get('/pacticipants/Gone/versions/1')).status).toBe(404)
  })
})

describe('GET /pacticipants', () => {
  test('lists by name, of any case, with links', async () => {
    for (const name of ['zz-b', 'ZZ-a', 'zz-c']) await broker.post('/pacticipants', { name })
    const { json } = await broker.get('/pacticipants?q=Zz-')
    expect(names(json._embedded.pacticipants)).toEqual(['ZZ-a', 'zz-b', 'zz-c'])
    expect(names(json._links['pb:pacticipants'])).toEqual(['ZZ-a', 'zz-b', 'zz-c'])
    expect(json.pacticipants[0]).toEqual({
      name: 'ZZ-a',
      displayName: 'ZZ A',
      title: 'DEPRECATED - Please use the embedded pacticipants collection',
      _embedded: {},
      _links: { self: { href: `${broker.url}/pacticipants/ZZ-a`, title: 'ZZ-a' } },
    })
    const page = await broker.get('/pacticipants?q=zz-&page=2&size=2')
    expect(names(page.json._embedded.pacticipants)).toEqual(['zz-c'])
    expect(page.json.page).toEqual({ number: 2, size: 2, totalElements: 3, totalPages: 2 })
    expect(page.json._links.previous.href).toBe(`${broker.url}/pacticipants?size=2&page=1&q=zz-`)
  })

  test.each([
    ['page=0', { page: ['must be greater than or equal to 1'] }],
    ['page=a&size=-1', { page: ['must be an integer'], size: ['must be greater than or equal to 1'] }],
    ['pageNumber=0', { pageNumber: ['must be greater than or equal to 1'] }],
    ['pageSize=1.5', { pageSize: ['must be an integer'] }],
  ])('refuses ?%s', async (query, errors) => {
    const { status, json } = await broker.get(`/pacticipants?${query}`)
    expect([status, json]).toEqual([400, { errors }])
  })
})
