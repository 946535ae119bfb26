import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

const statuses = (replies: readonly { status: number }[]) =>
  replies.map((reply) => reply.status).toSorted((a, b) => a - b)

const numbers = (elements: readonly { number: string }[]) => elements.map((element) => element.number)

describe('PUT /pacticipants/{pacticipant}/versions/{version}/tags/{tag}', () => {
  test('creates pacticipant, version and tag, and is the same the next time', async () => {
    const path = '/pacticipants/Foo%2FBar/versions/1/tags/feat%2Fx'
    const first = await broker.put(path)
    expect(first.status).toBe(201)
    expect(first.headers.get('location')).toBe(`${broker.url}${path}`)
    expect(first.json).toMatchObject({
      name: 'feat/x',
      _links: {
        self: { title: 'Tag', name: 'feat/x', href: `${broker.url}${path}` },
        version: { title: 'Version', name: '1', href: `${broker.url}/pacticipants/Foo%2FBar/versions/1` },
        pacticipant: { title: 'Pacticipant', name: 'Foo/Bar', href: `${broker.url}/pacticipants/Foo%2FBar` },
      },
    })
    const second = await broker.put(path)
    expect([second.status, second.headers.get('location')]).toEqual([200, null])
    expect(second.json).toEqual(first.json)
    expect((await broker.get(path)).json).toEqual(first.json)
  })

  test('needs no body, but a content type', async () => {
    const path = '/pacticipants/Bodiless/versions/1/tags/a'
    const json = { 'content-type': 'application/json' }
    expect((await broker.request('PUT', path, { headers: json })).status).toBe(201)
    expect((await broker.request('PUT', path, { headers: { ...json, 'content-length': '0' } })).status).toBe(200)
    expect((await broker.request('PUT', path)).status).toBe(415)
    expect((await broker.request('PUT', path, { body: 'x', headers: { 'content-type': 'text/plain' } })).status).toBe(
      415,
    )
  })

  test('makes the first tag of a new version its branch, and the main branch where it has the name of one', async () => {
    await broker.put('/pacticipants/Branchless/versions/1/tags/main')
    await broker.put('/pacticipants/Branchless/versions/1/tags/other')
    const { json } = await broker.get('/pacticipants/Branchless/versions/1')
    expect(json._embedded.branchVersions).toMatchObject([{ name: 'main', latest: true }])
    expect((await broker.get('/pacticipants/Branchless')).json.mainBranch).toBe('main')
  })

  test('deploys to the environment of that name, also when a former version is tagged again', async () => {
    const { json: environment } = await broker.post('/environments', { name: 'tagged', production: false })
    const current = async () => {
      const reply = await broker.get(`/environments/${environment.uuid}/deployed-versions/currently-deployed`)
      return reply.json._embedded.deployedVersions.map(
        (deployed: { _embedded: { version: { number: string } } }) => deployed._embedded.version.number,
      )
    }
    await broker.put('/pacticipants/Rolling/versions/1/tags/tagged')
    await broker.put('/pacticipants/Rolling/versions/2/tags/tagged')
    expect(await current()).toEqual(['2'])
    await broker.put('/pacticipants/Rolling/versions/1/tags/tagged')
    expect(await current()).toEqual(['1'])
  })

  test('answers twenty at the same time, one of them with 201', async () => {
    await broker.post('/environments', { name: 'raced', production: false })
    const path = '/pacticipants/Raced/versions/1/tags/raced'
    const replies = await Promise.all(Array.from({ length: 20 }, () => broker.put(path)))
    expect(statuses(replies)).toEqual([...Array(19).fill(200), 201])
    const { json } = await broker.get('/pacticipants/Raced/versions/1')
    expect(json._embedded.tags).toHaveLength(1)
    expect(json._links['pb:deployed-environments']).toHaveLength(1)
  })

  test('is never an error while tags come and go', async () => {
    const replies = await Promise.all(
      Array.from({ length: 24 }, (_, index) => {
        const path = `/pacticipants/Busy/versions/${index % 2}/tags/t${index % 3}`
        return index % 4 === 3 ? broker.del(path) : broker.put(path)
      }),
    )
    expect(replies.filter((reply) => ![200, 201, 204, 404].includes(reply.status))).toEqual([])
  })
})

describe('DELETE /pacticipants/{pacticipant}/versions/{version}/tags/{tag}', () => {
  test('takes the tag off the version', async () => {
    const path = '/pacticipants/Untagged/versions/1/tags/a'
    await broker.put(path)
    expect((await broker.del(path)).status).toBe(204)
    expect((await broker.get('/pacticipants/Untagged/versions/1')).json._embedded.tags).toEqual([])
    const again = await broker.del(path)
    expect([again.status, again.json]).toEqual([
      404,
      { error: "No tag 'a' of version '1' found for pacticipant 'Untagged'" },
    ])
    expect((await broker.get(path)).status).toBe(404)
  })
})

describe('versions with a tag', () => {
  beforeAll(async () => {
    for (const number of ['1', '2', '3']) await broker.put(`/pacticipants/Many/versions/${number}`)
    for (const number of ['3', '1']) await broker.put(`/pacticipants/Many/versions/${number}/tags/dev%2F1`)
  })

  test('are listed newest first', async () => {
    const { json } = await broker.get('/pacticipants/Many/tags/dev%2F1/versions')
    expect(numbers(json._embedded.versions)).toEqual(['3', '1'])
    expect(json._links.self).toEqual({
      href: `${broker.url}/pacticipants/Many/tags/dev%2F1/versions`,
      title: 'Versions of Many with tag dev/1',
    })
    const page = await broker.get('/pacticipants/Many/tags/dev%2F1/versions?page=2&size=1')
    expect(numbers(page.json._embedded.versions)).toEqual(['1'])
    expect(page.json.page).toMatchObject({ totalElements: 2 })
  })

  test('have a latest one: the newest version, not the one that was tagged last', async () => {
    expect((await broker.get('/pacticipants/Many/latest-version/dev%2F1')).json.number).toBe('3')
  })

  test('are not found when nothing has the tag', async () => {
    expect((await broker.get('/pacticipants/Many/tags/none/versions')).status).toBe(404)
    expect((await broker.get('/pacticipants/Many/latest-version/none')).json).toEqual({
      error: "No version with tag 'none' found for pacticipant 'Many'",
    })
  })
})
