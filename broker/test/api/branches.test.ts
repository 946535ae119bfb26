import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pactBetween, publish } from '../support/publications.ts'
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

async function found(q: string): Promise<readonly string[]> {
  const { json } = await broker.get(`/pacticipants/Listed/branches?q=${q}`)
  return names(json._embedded.branches)
}

describe('PUT /pacticipants/{pacticipant}/branches/{branch}/versions/{version}', () => {
  test('creates what is missing, and is the same the next time', async () => {
    const path = '/pacticipants/Foo/branches/feat%2Fx/versions/1'
    const first = await broker.put(path)
    expect(first.status).toBe(201)
    expect(first.headers.get('location')).toBe(`${broker.url}${path}`)
    expect(first.json).toMatchObject({
      _links: {
        self: { title: 'Branch version', href: `${broker.url}${path}` },
        'pb:branch': { title: 'Branch', name: 'feat/x', href: `${broker.url}/pacticipants/Foo/branches/feat%2Fx` },
        'pb:version': { title: 'Version', name: '1', href: `${broker.url}/pacticipants/Foo/versions/1` },
      },
    })
    const second = await broker.put(path)
    expect([second.status, second.headers.get('location')]).toEqual([200, null])
    expect((await broker.get(path)).json).toEqual(first.json)
    expect((await broker.request('PUT', path)).status).toBe(415)
  })

  test('moves the head of the branch, but not for a version that was on it', async () => {
    const head = async () => (await broker.get('/pacticipants/Head/branches/b/latest-version')).json.number
    for (const number of ['2', '1', '2']) await broker.put(`/pacticipants/Head/branches/b/versions/${number}`)
    expect(await head()).toBe('1')
    await broker.put('/pacticipants/Head/branches/other/versions/1')
    const { json } = await broker.get('/pacticipants/Head/versions/1')
    expect(names(json._embedded.branchVersions)).toEqual(['b', 'other'])
  })

  test('sets the main branch of a pacticipant that has none', async () => {
    await broker.put('/pacticipants/Main/branches/develop/versions/1')
    await broker.put('/pacticipants/Main/branches/main/versions/1')
    expect((await broker.get('/pacticipants/Main')).json.mainBranch).toBe('develop')
  })

  test('answers twenty at the same time, one of them with 201', async () => {
    const path = '/pacticipants/Race/branches/main/versions/1'
    const replies = await Promise.all(Array.from({ length: 20 }, () => broker.put(path)))
    expect(statuses(replies)).toEqual([...Array(19).fill(200), 201])
    const { json } = await broker.get('/pacticipants/Race/branches/main/versions')
    expect(numbers(json._embedded.versions)).toEqual(['1'])
  })

  test('is never an error while branches come and go, and leaves a head that is on the branch', async () => {
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        if (index % 10 === 9) return broker.del('/pacticipants/Busy/branches/b')
        const path = `/pacticipants/Busy/branches/b/versions/${index % 5}`
        return index % 4 === 3 ? broker.del(path) : broker.put(path)
      }),
    )
    expect(replies.filter((reply) => ![200, 201, 204, 404].includes(reply.status))).toEqual([])
    await broker.put('/pacticipants/Busy/branches/b/versions/last')
    await broker.del('/pacticipants/Busy/branches/b/versions/last')
    const { json } = await broker.get('/pacticipants/Busy/branches/b/versions')
    const head = await broker.get('/pacticipants/Busy/branches/b/latest-version')
    const onBranch = numbers(json._embedded.versions)
    expect(onBranch.length === 0 ? head.status : onBranch.includes(head.json.number)).toBe(
      onBranch.length === 0 ? 404 : true,
    )
  })
})

describe('DELETE /pacticipants/{pacticipant}/branches/{branch}/versions/{version}', () => {
  test('takes the version off the branch and moves the head back to the one put on it before', async () => {
    for (const number of ['1', '2', '3']) await broker.put(`/pacticipants/Off/branches/b/versions/${number}`)
    expect((await broker.del('/pacticipants/Off/branches/b/versions/3')).status).toBe(204)
    expect((await broker.get('/pacticipants/Off/branches/b/latest-version')).json.number).toBe('2')
    await broker.del('/pacticipants/Off/branches/b/versions/1')
    expect((await broker.get('/pacticipants/Off/branches/b/latest-version')).json.number).toBe('2')
    expect((await broker.get('/pacticipants/Off/versions/3')).status).toBe(200)
    const again = await broker.del('/pacticipants/Off/branches/b/versions/3')
    expect([again.status, again.json]).toEqual([
      404,
      { error: "No version '3' on branch 'b' found for pacticipant 'Off'" },
    ])
  })
})

describe('GET /pacticipants/{pacticipant}/branches', () => {
  beforeAll(async () => {
    for (const branch of ['main', 'feat%2Fone', 'Feat_two']) {
      await broker.put(`/pacticipants/Listed/branches/${branch}/versions/1`)
    }
  })

  test('lists the branch with the newest activity first, always by pages', async () => {
    const { json } = await broker.get('/pacticipants/Listed/branches')
    expect(names(json._embedded.branches)).toEqual(['Feat_two', 'feat/one', 'main'])
    expect(json.page).toEqual({ number: 1, size: 100, totalElements: 3, totalPages: 1 })
    const address = `${broker.url}/pacticipants/Listed/branches`
    expect(json._links.self).toEqual({ title: 'Listed branches', href: address })
    expect(json._links['pb:branches'][1]).toEqual({ name: 'feat/one', href: `${address}/feat%2Fone` })
    expect(json._embedded.branches[1]._links).toEqual({
      self: { title: 'Branch', href: `${address}/feat%2Fone` },
      'pb:latest-version': { title: 'Latest version for branch', href: `${address}/feat%2Fone/latest-version` },
    })
  })

  test('pages', async () => {
    const { json } = await broker.get('/pacticipants/Listed/branches?page=2&size=1')
    expect(names(json._embedded.branches)).toEqual(['feat/one'])
    expect(json.page).toMatchObject({ totalElements: 3, totalPages: 3 })
    expect(Object.keys(json._links)).toEqual(expect.arrayContaining(['next', 'previous']))
    expect((await broker.get('/pacticipants/Listed/branches?size=x')).status).toBe(400)
  })

  test('finds branches by part of their name, of any case and to the letter', async () => {
    expect(await found('FEAT')).toEqual(['Feat_two', 'feat/one'])
    expect(await found('_')).toEqual(['Feat_two'])
    expect(await found('%25')).toEqual([])
  })

  test('is empty where there are none, and not found for an unknown pacticipant', async () => {
    await broker.post('/pacticipants', { name: 'Bare' })
    expect((await broker.get('/pacticipants/Bare/branches')).json._embedded.branches).toEqual([])
    expect((await broker.get('/pacticipants/Nobody/branches')).json).toEqual({
      error: "No pacticipant with name 'Nobody' found",
    })
  })
})

describe('/pacticipants/{pacticipant}/branches/{branch}', () => {
  test('shows a branch, its versions and its head', async () => {
    for (const number of ['1', '2']) await broker.put(`/pacticipants/Shown/branches/a%20b/versions/${number}`)
    const branch = await broker.get('/pacticipants/Shown/branches/a%20b')
    expect(branch.json).toMatchObject({ name: 'a b' })
    const { json } = await broker.get('/pacticipants/Shown/branches/a%20b/versions?size=1')
    expect(numbers(json._embedded.versions)).toEqual(['2'])
    expect(json.page).toMatchObject({ totalElements: 2 })
    expect(json._links.self.title).toBe('Versions for branch a b of Shown')
    const head = await broker.get('/pacticipants/Shown/branches/a%20b/latest-version')
    expect(head.json.number).toBe('2')
    expect(head.json._links.self.href).toBe(`${broker.url}/pacticipants/Shown/branches/a%20b/latest-version`)
  })

  test('is deleted without its versions', async () => {
    await broker.put('/pacticipants/Gone/branches/b/versions/1')
    expect((await broker.del('/pacticipants/Gone/branches/b')).status).toBe(204)
    expect((await broker.get('/pacticipants/Gone/versions/1')).json._embedded.branchVersions).toEqual([])
    for (const below of ['', '/versions', '/latest-version', '/versions/1']) {
      expect((await broker.get(`/pacticipants/Gone/branches/b${below}`)).status).toBe(404)
    }
    const again = await broker.del('/pacticipants/Gone/branches/b')
    expect([again.status, again.json]).toEqual([404, { error: "No branch 'b' found for pacticipant 'Gone'" }])
  })
})

describe('DELETE /pacticipants/{pacticipant}/branches', () => {
  const remaining = async (pacticipant: string) =>
    names((await broker.get(`/pacticipants/${pacticipant}/branches`)).json._embedded.branches).toSorted()

  const placed = async (pacticipant: string, branches: readonly string[]) => {
    for (const branch of branches) {
      await broker.put(`/pacticipants/${pacticipant}/branches/${encodeURIComponent(branch)}/versions/1`)
    }
  }

  test('deletes all but the main branch and those that are excluded', async () => {
    await placed('Bulk', ['main', 'f/1', 'b', 'a'])
    const reply = await broker.del('/pacticipants/Bulk/branches?exclude[]=f%2F1&exclude[]=b&exclude[]=unknown')
    expect([reply.status, reply.json]).toEqual([
      202,
      {
        notices: [
          {
            type: 'success',
            text: 'Scheduled deletion of 1 branches for pacticipant Bulk. Remaining branches are: main, b, f/1',
          },
        ],
      },
    ])
    expect(await remaining('Bulk')).toEqual(['b', 'f/1', 'main'])
    await broker.del('/pacticipants/Bulk/branches?exclude=b')
    expect(await remaining('Bulk')).toEqual(['b', 'main'])
    await broker.del('/pacticipants/Bulk/branches')
    expect(await remaining('Bulk')).toEqual(['main'])
    expect(names((await broker.get('/pacticipants/Bulk/versions/1')).json._embedded.branchVersions)).toEqual(['main'])
  })

  test('deletes more than one batch, and forgets the contracts that were the newest on them', async () => {
    const branches = Array.from({ length: 120 }, (_, index) => `b${index}`)
    await placed('Many', ['main', ...branches])
    await publish(broker, '1', { consumer: 'Many', contracts: { Other: pactBetween('Many', 'Other') } })
    const heads = () => broker.db.selectFrom('contract_heads').select('name').where('scope', '=', 'branch').execute()
    expect(await heads()).toHaveLength(121)
    const reply = await broker.del('/pacticipants/Many/branches?exclude[]=b7')
    expect(reply.json.notices[0].text).toContain('Scheduled deletion of 119 branches')
    expect(await remaining('Many')).toEqual(['b7', 'main'])
    expect(names(await heads()).toSorted()).toEqual(['b7', 'main'])
    expect((await broker.get('/pacts/provider/Other/consumer/Many/version/1')).status).toBe(200)
  })

  test('refuses an unknown pacticipant and what is not a list of names', async () => {
    const unknown = await broker.del('/pacticipants/Nobody/branches')
    expect([unknown.status, unknown.json]).toEqual([404, { error: "No pacticipant with name 'Nobody' found" }])
    const wrong = await broker.del('/pacticipants/Bulk/branches?exclude[a]=b')
    expect([wrong.status, wrong.json]).toEqual([
      400,
      { errors: { exclude: ['must be names of branches, each as exclude[]'] } },
    ])
  })
})
