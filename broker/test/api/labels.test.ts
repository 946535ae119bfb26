import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as wire from '@tallystick/client/wire'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

const names = (elements: readonly { name: string }[]) => elements.map((element) => element.name)

describe('/pacticipants/{pacticipant}/labels/{label}', () => {
  test('labels a pacticipant, creating it when it is new', async () => {
    const path = '/pacticipants/New%20one/labels/ios%2Fapp'
    const first = await broker.put(path)
    expect([first.status, first.headers.get('location')]).toEqual([201, broker.url + path])
    expect(first.json).toEqual({
      name: 'ios/app',
      createdAt: expect.any(String),
      _links: {
        self: { title: 'Label', name: 'ios/app', href: broker.url + path },
        pacticipant: { title: 'Pacticipant', name: 'New one', href: `${broker.url}/pacticipants/New%20one` },
      },
    })
    expect(wire.label.parse(first.json)).toEqual(first.json)
    const second = await broker.put(path)
    expect([second.status, second.headers.get('location'), second.json]).toEqual([200, null, first.json])
    expect((await broker.get(path)).json).toEqual(first.json)
  })

  test('takes an empty body, but only with its type', async () => {
    const path = '/pacticipants/Empty/labels/x'
    expect((await broker.request('PUT', path)).status).toBe(415)
    const headers = { 'content-type': 'application/json' }
    expect((await broker.request('PUT', path, { headers })).status).toBe(201)
  })

  test('shows the labels with the pacticipant, by name', async () => {
    for (const label of ['web', 'ios']) await broker.put(`/pacticipants/Shown/labels/${label}`)
    const { json } = await broker.get('/pacticipants/Shown')
    expect(json._embedded.labels).toEqual(
      ['ios', 'web'].map((name) => ({
        name,
        _links: { self: { title: 'Label', name, href: `${broker.url}/pacticipants/Shown/labels/${name}` } },
      })),
    )
  })

  test('takes a label off again', async () => {
    const path = '/pacticipants/Off/labels/x'
    await broker.put(path)
    expect((await broker.del(path)).status).toBe(204)
    for (const reply of [await broker.get(path), await broker.del(path)]) {
      expect([reply.status, reply.json]).toEqual([404, { error: "No label 'x' found for pacticipant 'Off'" }])
    }
    const unknown = await broker.get('/pacticipants/Nobody/labels/x')
    expect([unknown.status, unknown.json]).toEqual([404, { error: "No pacticipant with name 'Nobody' found" }])
  })

  test('creates one of twenty at the same time', async () => {
    const path = '/pacticipants/Race/labels/x'
    const replies = await Promise.all(Array.from({ length: 20 }, () => broker.put(path)))
    const statuses = replies.map(({ status }) => status).toSorted((a, b) => a - b)
    expect(statuses).toEqual([...Array(19).fill(200), 201])
  })
})

describe('GET /labels', () => {
  test('lists each label once, by name, in pages where asked', async () => {
    const own = await startTestBroker()
    expect((await own.get('/labels')).json).toEqual({
      _embedded: { labels: [] },
      _links: { self: { title: 'Labels', href: `${own.url}/labels` } },
    })
    for (const path of ['Foo/labels/b', 'Foo/labels/a', 'Bar/labels/b', 'Bar/labels/c']) {
      await own.put(`/pacticipants/${path}`)
    }
    expect((await own.get('/labels')).json._embedded.labels).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }])
    const { json } = await own.get('/labels?pageNumber=2&pageSize=1')
    expect(wire.labels.parse(json)).toEqual({
      _embedded: { labels: [{ name: 'b' }] },
      page: { number: 2, size: 1, totalElements: 3, totalPages: 3 },
      _links: {
        self: { title: 'Labels', href: `${own.url}/labels` },
        next: { title: 'Next page', href: `${own.url}/labels?size=1&page=3` },
        previous: { title: 'Previous page', href: `${own.url}/labels?size=1&page=1` },
      },
    })
    await own.stop()
  })
})

describe('GET /pacticipants/label/{label}', () => {
  test('lists the pacticipants with the label, as part of a page or of a name', async () => {
    for (const name of ['Web B', 'web-a', 'Web C']) {
      await broker.put(`/pacticipants/${encodeURIComponent(name)}/labels/front%20end`)
    }
    await broker.put('/pacticipants/Other/labels/back')
    const { json } = await broker.get('/pacticipants/label/front%20end')
    expect(names(wire.pacticipantsWithLabel.parse(json)._embedded.pacticipants)).toEqual(['Web B', 'Web C', 'web-a'])
    expect(Object.keys(json)).toEqual(['_embedded', '_links'])
    expect(json._links.self.href).toBe(`${broker.url}/pacticipants/label/front%20end`)
    expect(names(json._links['pb:pacticipants'])).toEqual(['Web B', 'Web C', 'web-a'])

    const page = await broker.get('/pacticipants/label/front%20end?q=WEB%20&size=1')
    expect(names(page.json._embedded.pacticipants)).toEqual(['Web B'])
    expect(page.json.page).toEqual({ number: 1, size: 1, totalElements: 2, totalPages: 2 })
    const next = await broker.get(page.json._links.next.href)
    expect(names(next.json._embedded.pacticipants)).toEqual(['Web C'])
  })

  test('is an empty list where nobody has the label', async () => {
    const { status, json } = await broker.get('/pacticipants/label/nothing?page=1')
    expect([status, json._embedded.pacticipants]).toEqual([200, []])
    expect(json.page).toEqual({ number: 1, size: 100, totalElements: 0, totalPages: 1 })
  })
})
