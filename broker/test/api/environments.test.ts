import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

const statuses = (replies: readonly { status: number }[]) =>
  replies.map((reply) => reply.status).toSorted((a, b) => a - b)

const names = (elements: readonly { name: string }[]) => elements.map((element) => element.name)

describe('POST /environments', () => {
  test('creates an environment with its links', async () => {
    const contacts = [{ name: 'Team', details: { slack: '#team' } }, { name: 'Other' }]
    const { status, headers, json } = await broker.post('/environments', {
      name: 'prod-eu',
      production: true,
      contacts,
    })
    expect(status).toBe(201)
    const self = `${broker.url}/environments/${json.uuid}`
    expect(headers.get('location')).toBe(self)
    expect(json).toEqual({
      uuid: expect.stringMatching(/^[\da-f-]{36}$/),
      name: 'prod-eu',
      displayName: 'Prod Eu',
      production: true,
      contacts,
      createdAt: expect.stringMatching(/\+00:00$/),
      _links: {
        self: { title: 'Environment', name: 'prod-eu', href: self },
        'pb:currently-deployed-deployed-versions': {
          title: 'Versions currently deployed to Prod Eu environment',
          href: `${self}/deployed-versions/currently-deployed`,
        },
        'pb:currently-supported-released-versions': {
          title: 'Versions released and supported in Prod Eu environment',
          href: `${self}/released-versions/currently-supported`,
        },
        'pb:environments': { title: 'Environments', href: `${broker.url}/environments` },
      },
    })
    expect((await broker.get(`/environments/${json.uuid}`)).json).toEqual(json)
  })

  test.each([
    [{}, { name: ['is missing'], production: ['is missing'] }],
    [
      { name: null, production: null },
      { name: ['must be a string'], production: ['must be filled'] },
    ],
    [
      { name: '', production: 'yes' },
      { name: ['must be filled'], production: ['must be one of: true, false'] },
    ],
    [{ name: 'a b', production: true }, { name: ['cannot contain spaces'] }],
    [{ name: 'a\nb', production: true }, { name: ['cannot contain multiple lines'] }],
    [{ name: 'a', production: true, displayName: 'a\nb' }, { displayName: ['cannot contain multiple lines'] }],
    [{ name: 'a', production: true, contacts: null }, { contacts: ['must be an array'] }],
    [
      { name: 'a', production: true, contacts: [{ name: 'x\ny' }, { details: 1 }, 3] },
      {
        contacts: [
          'name cannot contain multiple lines (at index 0)',
          'name is missing (at index 1)',
          'details must be a hash (at index 1)',
          'must be a hash (at index 2)',
        ],
      },
    ],
  ])('refuses %j', async (body, errors) => {
    const { status, json } = await broker.post('/environments', body)
    expect([status, json]).toEqual([400, { errors }])
  })

  test('refuses what is no JSON object', async () => {
    expect((await broker.post('/environments', [])).status).toBe(400)
    expect((await broker.request('POST', '/environments', { body: '' })).status).toBe(400)
    expect((await broker.request('POST', '/environments')).status).toBe(415)
    const text = { body: 'x', headers: { 'content-type': 'text/plain' } }
    expect((await broker.request('POST', '/environments', text)).status).toBe(415)
  })

  test('takes one of twenty that have the same name at the same time', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => broker.post('/environments', { name: 'raced', production: false })),
    )
    expect(statuses(replies)).toEqual([201, ...Array(19).fill(400)])
    for (const { json } of replies.filter((reply) => reply.status === 400)) {
      expect(json).toEqual({ errors: { name: ["name 'raced' is already used by an existing environment."] } })
    }
    expect((await broker.get('/environments?name=raced')).json._embedded.environments).toHaveLength(1)
  })
})

describe('GET /environments', () => {
  test('lists environments by the name for people, of any case', async () => {
    await broker.post('/environments', { name: 'listed-2', displayName: 'aab listed', production: false })
    await broker.post('/environments', { name: 'listed-1', displayName: 'AAA listed', production: false })
    const { json } = await broker.get('/environments')
    expect(names(json._embedded.environments).slice(0, 2)).toEqual(['listed-1', 'listed-2'])
    expect(json._links.self).toEqual({ title: 'Environments', href: `${broker.url}/environments` })
    expect(json._links['pb:environments'][0]).toEqual({
      title: 'Environment',
      name: 'listed-1',
      href: json._embedded.environments[0]._links.self.href,
    })
  })

  test('finds one by its name', async () => {
    expect(names((await broker.get('/environments?name=listed-2')).json._embedded.environments)).toEqual(['listed-2'])
    expect((await broker.get('/environments?name=none')).json._embedded.environments).toEqual([])
  })
})

describe('/environments/{environment}', () => {
  test('is replaced: what is not given is cleared', async () => {
    const contacts = [{ name: 'Team' }]
    const { json } = await broker.post('/environments', { name: 'old', displayName: 'X', production: true, contacts })
    const replaced = await broker.put(`/environments/${json.uuid}`, { name: 'new', production: false })
    expect(replaced.status).toBe(200)
    expect(replaced.json).toMatchObject({ uuid: json.uuid, name: 'new', displayName: 'New', production: false })
    expect(replaced.json.contacts).toBeUndefined()
    expect((await broker.put(`/environments/${json.uuid}`, { name: 'new', production: true })).status).toBe(200)
  })

  test('keeps its name apart from others', async () => {
    await broker.post('/environments', { name: 'taken', production: true })
    const { json } = await broker.post('/environments', { name: 'free', production: true })
    const reply = await broker.put(`/environments/${json.uuid}`, { name: 'taken', production: true })
    expect([reply.status, reply.json]).toEqual([
      400,
      { errors: { name: ["name 'taken' is already used by an existing environment."] } },
    ])
  })

  test('is deleted with its deployments and releases', async () => {
    const { json } = await broker.post('/environments', { name: 'doomed', production: false })
    await broker.put('/pacticipants/Doomed/versions/1')
    const version = '/pacticipants/Doomed/versions/1'
    const deployed = await broker.post(`${version}/deployed-versions/environment/${json.uuid}`)
    const released = await broker.post(`${version}/released-versions/environment/${json.uuid}`)
    expect((await broker.del(`/environments/${json.uuid}`)).status).toBe(204)
    for (const url of [deployed.headers.get('location'), released.headers.get('location')]) {
      expect((await broker.get(url ?? '')).status).toBe(404)
    }
    expect((await broker.get(version)).json._links['pb:deployed-environments']).toEqual([])
  })

  test('is not found by another UUID', async () => {
    const error = { error: "No environment with UUID 'nope' found" }
    expect(await broker.get('/environments/nope')).toMatchObject({ status: 404, json: error })
    expect(await broker.del('/environments/nope')).toMatchObject({ status: 404, json: error })
    const put = await broker.put('/environments/nope', { name: 'nope', production: true })
    expect(put).toMatchObject({ status: 404, json: error })
  })
})

describe('GET /pacticipants/{pacticipant}/environments/{environment}/versions', () => {
  test('lists every version that was deployed or released there, newest first', async () => {
    const { json: environment } = await broker.post('/environments', { name: 'visited', production: false })
    for (const number of ['1', '2', '3', '4']) await broker.put(`/pacticipants/Visitor/versions/${number}`)
    for (const number of ['1', '3']) {
      await broker.post(`/pacticipants/Visitor/versions/${number}/deployed-versions/environment/${environment.uuid}`)
    }
    for (const number of ['3', '4']) {
      await broker.post(`/pacticipants/Visitor/versions/${number}/released-versions/environment/${environment.uuid}`)
    }
    const path = `/pacticipants/Visitor/environments/${environment.uuid}/versions`
    const { json } = await broker.get(path)
    expect(json._embedded.versions.map((version: { number: string }) => version.number)).toEqual(['4', '3', '1'])
    expect(json._links.self.title).toBe('Versions for Visitor in environment Visited')
    expect((await broker.get(`${path}?size=2`)).json.page).toMatchObject({ totalElements: 3, totalPages: 2 })
    expect((await broker.get(path.replace('Visitor', 'Nobody'))).status).toBe(404)
    expect((await broker.get('/pacticipants/Visitor/environments/nope/versions')).status).toBe(404)
  })
})
