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
const numbers = (elements: readonly { number: string }[]) => elements.map((element) => element.number)
const mergePatch = { 'content-type': 'application/merge-patch+json' }

describe('PUT /pacticipants/{pacticipant}/versions/{version}', () => {
  test('creates pacticipant and version, then replaces what is known', async () => {
    const path = '/pacticipants/Put%20Api/versions/feat%2F1'
    const first = await broker.put(path, {
      buildUrl: 'http://ci/1',
      branch: 'feat/x',
      tags: [{ name: 'a' }, { name: 'b' }],
    })
    expect(first.status).toBe(201)
    expect(first.headers.get('location')).toBe(`${broker.url}${path}`)
    expect(first.json).toMatchObject({ number: 'feat/1', buildUrl: 'http://ci/1' })
    expect(first.json.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
    expect(names(first.json._embedded.tags)).toEqual(['a', 'b'])
    expect(first.json._embedded.branchVersions).toMatchObject([{ name: 'feat/x', latest: true }])

    const second = await broker.put(path, { tags: [{ name: 'b' }, { name: 'c' }] })
    expect(second.status).toBe(200)
    expect(second.json.buildUrl).toBeUndefined()
    expect(names(second.json._embedded.tags)).toEqual(['b', 'c'])
    expect(names(second.json._embedded.branchVersions)).toEqual(['feat/x'])
  })

  test('leaves the tags alone when none are given', async () => {
    await broker.put('/pacticipants/Keep/versions/1', { tags: [{ name: 'a' }] })
    expect(names((await broker.put('/pacticipants/Keep/versions/1')).json._embedded.tags)).toEqual(['a'])
  })

  test('accepts an empty body, but says what it is', async () => {
    const path = '/pacticipants/Empty/versions/1'
    expect((await broker.request('PUT', path)).status).toBe(415)
    expect((await broker.request('PUT', path, { body: '' })).status).toBe(201)
    expect((await broker.request('PUT', path, { body: '{}', headers: mergePatch })).status).toBe(415)
  })

  test('names the fields that are wrong', async () => {
    const path = '/pacticipants/Wrong/versions/1'
    const reply = await broker.put(path, { buildUrl: 5, branch: ' ', tags: ['a', {}, { name: '' }] })
    expect(reply.status).toBe(400)
    expect(reply.json).toEqual({
      errors: {
        buildUrl: ['must be a string'],
        branch: ['cannot be blank'],
        tags: ['must be a hash (at index 0)', 'name is missing (at index 1)', 'name cannot be blank (at index 2)'],
      },
    })
    expect((await broker.put(path, [])).status).toBe(400)
    expect((await broker.request('PUT', path, { body: '{"' })).status).toBe(400)
    expect((await broker.get('/pacticipants/Wrong')).status).toBe(404)
  })
})

describe('PATCH /pacticipants/{pacticipant}/versions/{version}', () => {
  test('creates a version, then changes only what is given', async () => {
    const path = '/pacticipants/Patch/versions/1'
    expect((await broker.patch(path, { buildUrl: 'http://ci/1' })).status).toBe(201)
    const reply = await broker.patch(path, { branch: 'main', tags: [{ name: 'a' }] })
    expect(reply.status).toBe(200)
    expect(reply.json).toMatchObject({ buildUrl: 'http://ci/1' })
    expect(names(reply.json._embedded.branchVersions)).toEqual(['main'])
    expect((await broker.patch(path, { buildUrl: null })).json.buildUrl).toBeUndefined()
  })

  test('takes merge patches only', async () => {
    expect((await broker.request('PATCH', '/pacticipants/Patch/versions/2', { body: {} })).status).toBe(415)
  })
})

describe('GET /pacticipants/{pacticipant}/versions/{version}', () => {
  test('links to everything that concerns the version', async () => {
    await broker.post('/environments', { name: 'linked-test', production: false })
    await broker.put('/pacticipants/Linked/versions/1')
    const { json } = await broker.get('/pacticipants/Linked/versions/1')
    const version = `${broker.url}/pacticipants/Linked/versions/1`
    expect(json._links).toMatchObject({
      self: { title: 'Version', name: '1', href: version },
      'pb:pacticipant': { title: 'Pacticipant', name: 'Linked', href: `${broker.url}/pacticipants/Linked` },
      'pb:tag': { href: `${version}/tags/{tag}`, templated: true },
      'pb:latest-verification-results-where-pacticipant-is-consumer': {
        href: `${broker.url}/verification-results/consumer/Linked/version/1/latest`,
      },
      'pb:pact-versions': [],
      'pb:deployed-environments': [],
      'pb:released-environments': [],
      curies: [{ name: 'pb', href: `${broker.url}/doc/{rel}?context=version`, templated: true }],
    })
    const deployment = json._links['pb:record-deployment'].find((link: { name: string }) => link.name === 'linked-test')
    expect(deployment.title).toBe('Record deployment to Linked Test')
    expect(deployment.href).toMatch(`${version}/deployed-versions/environment/`)
    expect(names(json._links['pb:record-release'])).toContain('linked-test')
  })

  test('names the contracts of a consumer version', async () => {
    await broker.put('/pacticipants/Reader/versions/1')
    await broker.post('/pacticipants', { name: 'Library' })
    const ids = await broker.db.selectFrom('pacticipants').select(['id', 'name']).execute()
    const idOf = (name: string) => ids.find((row) => row.name === name)?.id ?? 0
    const pair = { consumer_id: idOf('Reader'), provider_id: idOf('Library') }
    const integration = await broker.db
      .insertInto('integrations')
      .values(pair)
      .returning('id')
      .executeTakeFirstOrThrow()
    const content = await broker.db
      .insertInto('contents')
      .values({ integration_id: integration.id, sha: 'x', content: '{}', interaction_ids: [] })
      .returning('id')
      .executeTakeFirstOrThrow()
    const version = await broker.db
      .selectFrom('versions')
      .select('id')
      .where('pacticipant_id', '=', pair.consumer_id)
      .executeTakeFirstOrThrow()
    await broker.db
      .insertInto('contracts')
      .values({ integration_id: integration.id, consumer_version_id: version.id, content_id: content.id })
      .execute()
    const { json } = await broker.get('/pacticipants/Reader/versions/1')
    expect(json._links['pb:pact-versions']).toEqual([
      {
        title: 'Pact',
        name: 'Pact between Reader (1) and Library',
        href: `${broker.url}/pacts/provider/Library/consumer/Reader/version/1`,
      },
    ])
  })

  test('says what is not there', async () => {
    const unknown = await broker.get('/pacticipants/Linked/versions/99')
    expect(unknown.status).toBe(404)
    expect(unknown.json).toEqual({ error: "No version '99' found for pacticipant 'Linked'" })
    expect((await broker.get('/pacticipants/Nobody/versions/1')).json).toEqual({
      error: "No pacticipant with name 'Nobody' found",
    })
  })
})

describe('GET /pacticipants/{pacticipant}/versions', () => {
  beforeAll(async () => {
    for (const number of ['1', '2', '3']) await broker.put(`/pacticipants/Listed/versions/${number}`)
  })

  test('lists all versions, newest first', async () => {
    const { status, json } = await broker.get('/pacticipants/Listed/versions')
    expect(status).toBe(200)
    expect(numbers(json._embedded.versions)).toEqual(['3', '2', '1'])
    expect(json.page).toBeUndefined()
    expect(json._links.self).toEqual({
      href: `${broker.url}/pacticipants/Listed/versions`,
      title: 'All application versions of Listed',
    })
    expect(json._links['pb:versions'][0].href).toBe(`${broker.url}/pacticipants/Listed/versions/3`)
    expect(json._links['pb:versions'][0].title).toMatch(/^Version 3 - \d\d\/\d\d\/\d{4}$/)
    expect(json._embedded.versions[0]._links.self.href).toBe(`${broker.url}/pacticipants/Listed/versions/3`)
  })

  test('gives one page when asked', async () => {
    const { json } = await broker.get('/pacticipants/Listed/versions?size=2&page=2')
    expect(numbers(json._embedded.versions)).toEqual(['1'])
    expect(json.page).toEqual({ number: 2, size: 2, totalElements: 3, totalPages: 2 })
    expect(json._links.previous.href).toBe(`${broker.url}/pacticipants/Listed/versions?size=2&page=1`)
    expect(json._links.next).toBeUndefined()
    const beyond = await broker.get('/pacticipants/Listed/versions?size=2&page=9')
    expect(beyond.json._embedded.versions).toEqual([])
    expect(beyond.json.page).toMatchObject({ totalElements: 3 })
  })

  test('refuses pages that cannot be', async () => {
    expect((await broker.get('/pacticipants/Listed/versions?size=0')).json).toEqual({
      errors: { size: ['must be greater than or equal to 1'] },
    })
    expect((await broker.get('/pacticipants/Listed/versions?page=x')).status).toBe(400)
  })

  test('is empty for a pacticipant without versions, and not found for an unknown one', async () => {
    await broker.post('/pacticipants', { name: 'Versionless' })
    const empty = await broker.get('/pacticipants/Versionless/versions')
    expect([empty.status, empty.json._embedded.versions]).toEqual([200, []])
    expect((await broker.get('/pacticipants/Nobody/versions')).status).toBe(404)
  })
})

describe('GET /pacticipants/{pacticipant}/latest-version', () => {
  test('is the version that was created last, under the address that was asked for', async () => {
    for (const number of ['10', '9']) await broker.put(`/pacticipants/Latest/versions/${number}`)
    const { json } = await broker.get('/pacticipants/Latest/latest-version')
    expect(json.number).toBe('9')
    expect(json._links.self.href).toBe(`${broker.url}/pacticipants/Latest/latest-version`)
    expect((await broker.get('/pacticipants/Nobody/latest-version')).status).toBe(404)
  })
})

describe('DELETE /pacticipants/{pacticipant}/versions/{version}', () => {
  test('takes everything of the version with it and moves the heads of its branches back', async () => {
    for (const number of ['1', '2']) {
      await broker.put(`/pacticipants/Deleted/versions/${number}`, { branch: 'main', tags: [{ name: 'a' }] })
    }
    expect((await broker.del('/pacticipants/Deleted/versions/2')).status).toBe(204)
    expect((await broker.get('/pacticipants/Deleted/versions/2')).status).toBe(404)
    expect((await broker.get('/pacticipants/Deleted/branches/main/latest-version')).json.number).toBe('1')
    expect((await broker.get('/pacticipants/Deleted/latest-version/a')).json.number).toBe('1')
    expect((await broker.del('/pacticipants/Deleted/versions/2')).status).toBe(404)
  })

  test('leaves a branch without head when its only version goes', async () => {
    await broker.put('/pacticipants/Alone/versions/1', { branch: 'main' })
    await broker.del('/pacticipants/Alone/versions/1')
    expect((await broker.get('/pacticipants/Alone/branches/main')).status).toBe(200)
    expect((await broker.get('/pacticipants/Alone/branches/main/latest-version')).status).toBe(404)
    expect((await broker.get('/pacticipants/Alone/branches/main/versions')).json._embedded.versions).toEqual([])
  })
})

describe('at the same time', () => {
  test('twenty create one version', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => broker.put('/pacticipants/Race/versions/1')))
    expect(statuses(replies)).toEqual([...Array(19).fill(200), 201])
    expect((await broker.get('/pacticipants/Race/versions')).json._embedded.versions).toHaveLength(1)
  })

  test('versions are created and deleted without errors', async () => {
    const path = '/pacticipants/Flicker/versions/1'
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 3 === 0 ? broker.del(path) : broker.put(path, { branch: 'main', tags: [{ name: `t${index % 2}` }] }),
      ),
    )
    expect(replies.filter((reply) => ![200, 201, 204, 404].includes(reply.status))).toEqual([])
  })

  test('a pacticipant is deleted while versions are recorded', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 4 === 0
          ? broker.del('/pacticipants/Vanishing')
          : broker.put(`/pacticipants/Vanishing/versions/${index}`, { branch: 'main' }),
      ),
    )
    expect(replies.filter((reply) => ![200, 201, 204, 404].includes(reply.status))).toEqual([])
  })
})
