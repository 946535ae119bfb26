import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
let environment: { readonly uuid: string }

beforeAll(async () => {
  broker = await startTestBroker()
  environment = (await broker.post('/environments', { name: 'test', production: false })).json
})

afterAll(() => broker.stop())

const deploymentsOf = (name: string, number: string) =>
  `/pacticipants/${name}/versions/${number}/deployed-versions/environment/${environment.uuid}`

async function created(name: string, ...numbers: readonly string[]): Promise<void> {
  for (const number of numbers) await broker.put(`/pacticipants/${name}/versions/${number}`)
}

async function current(query = ''): Promise<readonly string[]> {
  const { json } = await broker.get(`/environments/${environment.uuid}/deployed-versions/currently-deployed${query}`)
  return json._embedded.deployedVersions.map(
    (deployed: { _embedded: { pacticipant: { name: string }; version: { number: string } } }) =>
      `${deployed._embedded.pacticipant.name} ${deployed._embedded.version.number}`,
  )
}

describe('POST /pacticipants/{pacticipant}/versions/{version}/deployed-versions/environment/{environment}', () => {
  test('records a deployment with what it concerns', async () => {
    await created('Foo%2FBar', '1')
    const { status, headers, json } = await broker.post(deploymentsOf('Foo%2FBar', '1'))
    expect(status).toBe(201)
    const self = `${broker.url}/deployed-versions/${json.uuid}`
    expect(headers.get('location')).toBe(self)
    expect(json).toEqual({
      uuid: expect.stringMatching(/^[\da-f-]{36}$/),
      currentlyDeployed: true,
      createdAt: expect.stringMatching(/\+00:00$/),
      _embedded: {
        pacticipant: { name: 'Foo/Bar', _links: { self: { href: `${broker.url}/pacticipants/Foo%2FBar` } } },
        version: {
          number: '1',
          _links: {
            self: { title: 'Version', name: '1', href: `${broker.url}/pacticipants/Foo%2FBar/versions/1` },
          },
        },
        environment,
      },
      _links: { self: { href: self } },
    })
    expect((await broker.get(self)).json).toEqual(json)
  })

  test('is the same deployment when the version is there already', async () => {
    await created('Again', '1')
    const first = await broker.post(deploymentsOf('Again', '1'), { applicationInstance: 'blue' })
    const second = await broker.post(deploymentsOf('Again', '1'), { target: 'blue' })
    expect(second.status).toBe(201)
    expect(second.json).toEqual(first.json)
    expect(first.json).toMatchObject({ applicationInstance: 'blue', target: 'blue' })
  })

  test('takes the place of the version before, on the same instance only', async () => {
    await created('Replaced', '1', '2')
    const first = await broker.post(deploymentsOf('Replaced', '1'))
    await broker.post(deploymentsOf('Replaced', '1'), { applicationInstance: 'blue' })
    await broker.post(deploymentsOf('Replaced', '2'), { applicationInstance: '' })
    expect(await current('?pacticipant=Replaced')).toEqual(['Replaced 2', 'Replaced 1'])
    expect(await current('?pacticipant=Replaced&applicationInstance=')).toEqual(['Replaced 2'])
    expect(await current('?pacticipant=Replaced&applicationInstance=blue')).toEqual(['Replaced 1'])
    expect(await current('?pacticipant=Replaced&target=blue')).toEqual(['Replaced 1'])
    const before = await broker.get(first.headers.get('location') ?? '')
    expect(before.json).toMatchObject({ currentlyDeployed: false, undeployedAt: expect.stringMatching(/\+00:00$/) })
  })

  test('records a rollback as a new deployment', async () => {
    await created('Rollback', '1', '2')
    for (const number of ['1', '2', '1']) await broker.post(deploymentsOf('Rollback', number))
    expect(await current('?pacticipant=Rollback')).toEqual(['Rollback 1'])
    const { json } = await broker.get(deploymentsOf('Rollback', '1'))
    expect(json._embedded.deployedVersions).toMatchObject([{ currentlyDeployed: true }, { currentlyDeployed: false }])
    expect(json._links.self).toEqual({
      href: `${broker.url}${deploymentsOf('Rollback', '1')}`,
      title: 'Deployed versions for Rollback version 1 in environment Test',
    })
  })

  test('needs a version and an environment that exist', async () => {
    await created('Known', '1')
    const unknown = await broker.post(deploymentsOf('Known', '2'))
    expect([unknown.status, unknown.json]).toEqual([404, { error: "No version '2' found for pacticipant 'Known'" }])
    expect((await broker.get(deploymentsOf('Known', '2'))).status).toBe(404)
    expect((await broker.post(deploymentsOf('Nobody', '1'))).status).toBe(404)
    const elsewhere = await broker.post('/pacticipants/Known/versions/1/deployed-versions/environment/nope')
    expect([elsewhere.status, elsewhere.json]).toEqual([404, { error: "No environment with UUID 'nope' found" }])
  })

  test('needs a JSON object, or nothing that is called JSON', async () => {
    await created('Body', '1')
    const path = deploymentsOf('Body', '1')
    expect((await broker.post(path, [])).status).toBe(400)
    expect((await broker.post(path, { applicationInstance: 7 })).json).toEqual({
      errors: { applicationInstance: ['must be a string'] },
    })
    expect((await broker.request('POST', path)).status).toBe(415)
    expect((await broker.request('POST', path, { body: '' })).status).toBe(201)
  })
})

describe('at the same time', () => {
  test('twenty deployments of different versions leave one current', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => String(index))
    await created('Race', ...numbers)
    const replies = await Promise.all(numbers.map((number) => broker.post(deploymentsOf('Race', number))))
    expect(replies.filter((reply) => reply.status !== 201)).toEqual([])
    expect(new Set(replies.map((reply) => reply.json.uuid)).size).toBe(20)
    expect(await current('?pacticipant=Race')).toHaveLength(1)
    const rows = await broker.db.selectFrom('deployed_versions').selectAll().execute()
    expect(rows.filter((row) => replies.some((reply) => reply.json.uuid === row.uuid))).toHaveLength(20)
  })

  test('twenty recordings of one version are one deployment', async () => {
    await created('Same', '1')
    const replies = await Promise.all(Array.from({ length: 20 }, () => broker.post(deploymentsOf('Same', '1'))))
    expect(replies.filter((reply) => reply.status !== 201)).toEqual([])
    expect(new Set(replies.map((reply) => reply.json.uuid)).size).toBe(1)
  })

  test('versions and environments go away while they are deployed', async () => {
    const { json: passing } = await broker.post('/environments', { name: 'passing', production: false })
    await created('Passing', '1', '2')
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const version = `/pacticipants/Passing/versions/${(index % 2) + 1}`
        if (index === 9) return broker.del(version)
        if (index === 14) return broker.del(`/environments/${passing.uuid}`)
        if (index === 17) return broker.del('/pacticipants/Passing')
        return broker.post(`${version}/deployed-versions/environment/${passing.uuid}`)
      }),
    )
    expect(replies.filter((reply) => ![201, 204, 404].includes(reply.status))).toEqual([])
  })
})

describe('GET /environments/{environment}/deployed-versions/currently-deployed', () => {
  test('shows pacticipant and version of what runs there, newest first', async () => {
    await created('Left', '1')
    await created('Right', '1')
    for (const name of ['Left', 'Right']) await broker.post(deploymentsOf(name, '1'))
    const path = `/environments/${environment.uuid}/deployed-versions/currently-deployed`
    const { json } = await broker.get(path)
    expect(json._links.self).toEqual({ href: `${broker.url}${path}`, title: 'Currently deployed versions for Test' })
    expect(Object.keys(json._embedded.deployedVersions[0]._embedded)).toEqual(['pacticipant', 'version'])
    expect((await current()).slice(0, 2)).toEqual(['Right 1', 'Left 1'])
    expect(await current('?pacticipant=Nobody')).toEqual([])
    expect((await broker.get(`${path}?pacticipant=Left`)).json._links.self.href).toBe(
      `${broker.url}${path}?pacticipant=Left`,
    )
    expect((await broker.get('/environments/nope/deployed-versions/currently-deployed')).status).toBe(404)
  })
})

describe('PATCH /deployed-versions/{uuid}', () => {
  test('records that the version does not run there any more', async () => {
    await created('Stopped', '1')
    const { json: deployed } = await broker.post(deploymentsOf('Stopped', '1'))
    const path = `/deployed-versions/${deployed.uuid}`
    const { status, json } = await broker.patch(path, { currentlyDeployed: false })
    expect(status).toBe(200)
    expect(json).toMatchObject({ uuid: deployed.uuid, currentlyDeployed: false })
    expect(json.undeployedAt).toMatch(/\+00:00$/)
    expect(await current('?pacticipant=Stopped')).toEqual([])
    expect((await broker.patch(path, { currentlyDeployed: false })).json).toEqual(json)
    expect((await broker.post(deploymentsOf('Stopped', '1'))).json.uuid).not.toBe(deployed.uuid)
    const version = await broker.get('/pacticipants/Stopped/versions/1')
    expect(
      version.json._links['pb:deployed-environments'].map(
        (link: { currently_deployed: boolean }) => link.currently_deployed,
      ),
    ).toEqual([false, true])
  })

  test('does not bring a deployment back', async () => {
    await created('Forth', '1')
    const { json: deployed } = await broker.post(deploymentsOf('Forth', '1'))
    const path = `/deployed-versions/${deployed.uuid}`
    const { status, json } = await broker.patch(path, { currentlyDeployed: true })
    expect([status, json]).toEqual([
      422,
      {
        errors: {
          currentlyDeployed: [
            'The currentlyDeployed property cannot be set back to true. Please record a new deployment.',
          ],
        },
      },
    ])
    expect((await broker.patch(path, {})).json).toEqual(deployed)
    expect((await broker.patch(path, { currentlyDeployed: 'x' })).status).toBe(400)
    expect((await broker.request('PATCH', path, { body: { currentlyDeployed: false } })).status).toBe(415)
  })

  test('is not found by another UUID', async () => {
    expect((await broker.get('/deployed-versions/nope')).status).toBe(404)
    expect((await broker.patch('/deployed-versions/nope', {})).json).toEqual({
      error: "No deployed version with UUID 'nope' found",
    })
  })
})
