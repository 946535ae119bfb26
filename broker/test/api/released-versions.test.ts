import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
let environment: { readonly uuid: string }

beforeAll(async () => {
  broker = await startTestBroker()
  environment = (await broker.post('/environments', { name: 'test', production: false })).json
})

afterAll(() => broker.stop())

const statuses = (replies: readonly { status: number }[]) =>
  replies.map((reply) => reply.status).toSorted((a, b) => a - b)

const releasesOf = (name: string, number: string) =>
  `/pacticipants/${name}/versions/${number}/released-versions/environment/${environment.uuid}`

async function created(name: string, ...numbers: readonly string[]): Promise<void> {
  for (const number of numbers) await broker.put(`/pacticipants/${name}/versions/${number}`)
}

async function supported(query = ''): Promise<readonly string[]> {
  const { json } = await broker.get(`/environments/${environment.uuid}/released-versions/currently-supported${query}`)
  return json._embedded.releasedVersions.map(
    (released: { _embedded: { pacticipant: { name: string }; version: { number: string } } }) =>
      `${released._embedded.pacticipant.name} ${released._embedded.version.number}`,
  )
}

describe('POST /pacticipants/{pacticipant}/versions/{version}/released-versions/environment/{environment}', () => {
  test('records a release once', async () => {
    await created('Once', '1')
    const first = await broker.post(releasesOf('Once', '1'))
    expect(first.status).toBe(201)
    const self = `${broker.url}/released-versions/${first.json.uuid}`
    expect(first.headers.get('location')).toBe(self)
    expect(first.json).toMatchObject({
      currentlySupported: true,
      _embedded: { pacticipant: { name: 'Once' }, version: { number: '1' }, environment },
      _links: { self: { href: self } },
    })
    const second = await broker.post(releasesOf('Once', '1'))
    expect([second.status, second.headers.get('location'), second.json]).toEqual([200, self, first.json])
    expect((await broker.get(self)).json).toEqual(first.json)
  })

  test('lets several versions be supported', async () => {
    await created('Several', '1', '2')
    for (const number of ['1', '2']) await broker.post(releasesOf('Several', number))
    expect(await supported('?pacticipant=Several')).toEqual(['Several 1', 'Several 2'])
    expect(await supported('?pacticipant=Several&version=2')).toEqual(['Several 2'])
    expect(await supported('?pacticipant=Nobody')).toEqual([])
  })

  test('takes back that support ended', async () => {
    await created('Revived', '1')
    const { json } = await broker.post(releasesOf('Revived', '1'))
    await broker.patch(`/released-versions/${json.uuid}`, { currentlySupported: false })
    const revived = await broker.post(releasesOf('Revived', '1'))
    expect(revived.status).toBe(200)
    expect(revived.json).toMatchObject({ uuid: json.uuid, currentlySupported: true })
    expect(revived.json.supportEndedAt).toBeUndefined()
  })

  test('needs a version and an environment that exist, and a content type', async () => {
    await created('Known', '1')
    expect((await broker.post(releasesOf('Known', '2'))).json).toEqual({
      error: "No version '2' found for pacticipant 'Known'",
    })
    expect((await broker.post('/pacticipants/Known/versions/1/released-versions/environment/nope')).status).toBe(404)
    expect((await broker.request('POST', releasesOf('Known', '1'))).status).toBe(415)
    expect((await broker.request('POST', releasesOf('Known', '1'), { body: '' })).status).toBe(201)
  })

  test('answers twenty at the same time, one of them with 201', async () => {
    await created('Race', '1')
    const replies = await Promise.all(Array.from({ length: 20 }, () => broker.post(releasesOf('Race', '1'))))
    expect(statuses(replies)).toEqual([...Array(19).fill(200), 201])
    expect(new Set(replies.map((reply) => reply.json.uuid)).size).toBe(1)
  })
})

describe('GET /pacticipants/{pacticipant}/versions/{version}/released-versions/environment/{environment}', () => {
  test('lists the release of the version, or nothing', async () => {
    await created('Listed', '1', '2')
    await broker.post(releasesOf('Listed', '1'))
    const { json } = await broker.get(releasesOf('Listed', '1'))
    expect(json._embedded.releasedVersions).toHaveLength(1)
    expect(json._links.self).toEqual({
      href: `${broker.url}${releasesOf('Listed', '1')}`,
      title: 'Released versions for Listed version 1 in Test',
    })
    expect((await broker.get(releasesOf('Listed', '2'))).json._embedded.releasedVersions).toEqual([])
    expect((await broker.get(releasesOf('Listed', '3'))).status).toBe(404)
  })
})

describe('GET /environments/{environment}/released-versions/currently-supported', () => {
  test('says what it lists', async () => {
    const path = `/environments/${environment.uuid}/released-versions/currently-supported`
    expect((await broker.get(path)).json._links.self).toEqual({
      href: `${broker.url}${path}`,
      title: 'Currently supported versions in Test',
    })
    expect((await broker.get('/environments/nope/released-versions/currently-supported')).status).toBe(404)
  })
})

describe('PATCH /released-versions/{uuid}', () => {
  test('records that support ended', async () => {
    await created('Ended', '1')
    const { json: released } = await broker.post(releasesOf('Ended', '1'))
    const { status, json } = await broker.patch(`/released-versions/${released.uuid}`, { currentlySupported: false })
    expect(status).toBe(200)
    expect(json).toMatchObject({ uuid: released.uuid, currentlySupported: false })
    expect(json.supportEndedAt).toMatch(/\+00:00$/)
    expect(await supported('?pacticipant=Ended')).toEqual([])
    const version = await broker.get('/pacticipants/Ended/versions/1')
    expect(version.json._links['pb:released-environments']).toEqual([
      {
        title: 'Version released to Test',
        name: 'Test',
        href: `${broker.url}/released-versions/${released.uuid}`,
        currently_supported: false,
      },
    ])
  })

  test('does not bring support back', async () => {
    await created('Back', '1')
    const { json: released } = await broker.post(releasesOf('Back', '1'))
    const path = `/released-versions/${released.uuid}`
    const { status, json } = await broker.patch(path, { currentlySupported: true })
    expect(status).toBe(422)
    expect(json.errors.currentlySupported).toEqual([
      'The currentlySupported property cannot be set back to true. Please record a new deployment.',
    ])
    expect((await broker.request('PATCH', path, { body: {} })).status).toBe(415)
    expect((await broker.patch('/released-versions/nope', {})).status).toBe(404)
  })
})
