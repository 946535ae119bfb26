import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Person, signedUp } from '../support/people.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
let admin: Person
let maintainer: Person
let contributor: Person
let stranger: Person
let checkout: string

beforeAll(async () => {
  broker = await startTestBroker({ config: { access: 'accounts' } })
  const { db } = broker
  admin = await signedUp(db, { name: 'Grace', isAdministrator: true })
  maintainer = await signedUp(db, { name: 'Ada', teams: { Checkout: 'maintainer' } })
  contributor = await signedUp(db, { name: 'Alan', teams: { Checkout: 'contributor' } })
  stranger = await signedUp(db, { name: 'Edsger', teams: { Orders: 'maintainer' } })
  checkout = (await as(admin, 'GET', '/teams/Checkout')).json.uuid
})
afterAll(async () => broker.stop())

const as = ({ headers }: Person, method: string, path: string, body?: unknown) =>
  broker.request(method, path, { headers, ...(body === undefined ? {} : { body }) })

const application = async (name: string) => {
  expect((await as(admin, 'POST', '/pacticipants', { name })).status).toBe(201)
  return name
}

describe('teams', () => {
  test('are created, renamed and deleted by administrators', async () => {
    const made = await as(admin, 'POST', '/teams', { name: 'Returns' })
    expect(made).toMatchObject({ status: 201, json: { name: 'Returns', members: 0, pacticipants: 0 } })
    const { uuid } = made.json
    expect(made.headers.get('location')).toBe(`${broker.url}/teams/${uuid}`)
    const renamed = await as(admin, 'PUT', `/teams/${uuid}`, { name: 'Refunds' })
    expect(renamed).toMatchObject({ status: 200, json: { uuid, name: 'Refunds' } })
    expect((await as(admin, 'DELETE', `/teams/${uuid}`)).status).toBe(204)
    expect((await as(admin, 'GET', `/teams/${uuid}`)).status).toBe(404)
  })

  test('have names of their own, whatever their case', async () => {
    const taken = await as(admin, 'POST', '/teams', { name: 'CHECKOUT' })
    expect(taken).toMatchObject({ status: 409, json: { error: "There is a team with the name 'CHECKOUT' already" } })
    expect((await as(admin, 'PUT', '/teams/Orders', { name: 'checkout' })).status).toBe(409)
    expect((await as(admin, 'PUT', '/teams/orders', { name: 'Orders' })).status).toBe(200)
  })

  test('say what somebody can be in them', async () => {
    const { json } = await as(stranger, 'GET', '/teams/Checkout')
    expect(json.roles).toMatchObject([
      { role: 'viewer', says: 'Sees everything.' },
      { role: 'contributor' },
      { role: 'maintainer' },
    ])
  })

  test('of one name are made once, however many ask at once', async () => {
    const asked = Array.from({ length: 8 }, () => as(admin, 'POST', '/teams', { name: 'Race' }))
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.toSorted((one, other) => one - other)).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
  })

  test('are listed by name, by pages, and searched', async () => {
    const { json } = await as(stranger, 'GET', '/teams?q=CHECK&size=1')
    expect(json._embedded.teams).toMatchObject([{ name: 'Checkout', members: 2 }])
    expect(json.page).toEqual({ number: 1, size: 1, totalElements: 1, totalPages: 1 })
    const first = await as(stranger, 'GET', '/teams?size=1')
    expect(first.json._embedded.teams).toMatchObject([{ name: 'Checkout' }])
    const second = await as(stranger, 'GET', first.json._links.next.href)
    expect(second.json._embedded.teams).toMatchObject([{ name: 'Orders' }])
    expect((await as(stranger, 'GET', '/teams?q=%25')).json._embedded.teams).toEqual([])
  })

  test.each(['POST /teams', 'PUT /teams/Checkout', 'DELETE /teams/Checkout'])(
    '%s is not for maintainers',
    async (what) => {
      const [method = '', path = ''] = what.split(' ')
      expect((await as(maintainer, method, path, { name: 'Mine' })).status).toBe(403)
    },
  )
})

describe('members', () => {
  const member = ({ uuid }: Person) => `/teams/${checkout}/members/${uuid}`
  const inCheckout = async () =>
    (await as(admin, 'GET', '/teams/Checkout')).json._embedded.members.map((one: { name: string; role: string }) => [
      one.name,
      one.role,
    ])

  test('are added, changed and removed by a maintainer of the team', async () => {
    const newcomer = await signedUp(broker.db, { name: 'Barbara' })
    const added = await as(maintainer, 'PUT', member(newcomer), { role: 'viewer' })
    expect(added.status).toBe(201)
    expect((await as(newcomer, 'GET', added.headers.get('location') ?? '')).json).toMatchObject({
      uuid: newcomer.uuid,
      email: 'barbara@example.org',
      role: 'viewer',
      fromGroup: false,
    })
    expect((await as(maintainer, 'PUT', member(newcomer), { role: 'contributor' })).status).toBe(200)
    expect(await inCheckout()).toEqual([
      ['Ada', 'maintainer'],
      ['Alan', 'contributor'],
      ['Barbara', 'contributor'],
    ])
    expect((await as(maintainer, 'DELETE', member(newcomer))).status).toBe(204)
    expect((await as(maintainer, 'DELETE', member(newcomer))).status).toBe(404)
    const audited = await as(admin, 'GET', '/audit?subject=Checkout&size=3')
    expect(audited.json._embedded.entries.map((one: { action: string }) => one.action)).toEqual([
      'member-removed',
      'member-updated',
      'member-added',
    ])
  })

  test('are none of the business of others', async () => {
    for (const person of [contributor, stranger]) {
      expect((await as(person, 'PUT', member(person), { role: 'maintainer' })).status).toBe(403)
      expect((await as(person, 'DELETE', member(maintainer))).status).toBe(403)
    }
    const refused = await as(stranger, 'PUT', `/teams/Nowhere/members/${stranger.uuid}`, { role: 'viewer' })
    expect(refused.json.error).toBe(
      "Edsger (token laptop) may not change the team 'Nowhere'. Its maintainers may, and administrators.",
    )
    expect(await inCheckout()).toEqual([
      ['Ada', 'maintainer'],
      ['Alan', 'contributor'],
    ])
  })

  test('have signed in, and have a role that there is', async () => {
    const nobody = `/teams/${checkout}/members/nobody`
    expect((await as(maintainer, 'PUT', nobody, { role: 'viewer' })).status).toBe(404)
    const owner = await as(maintainer, 'PUT', member(stranger), { role: 'owner' })
    expect(owner.json.errors).toEqual({ role: ['must be one of: viewer, contributor, maintainer'] })
  })

  test('may from the next request on what they were made', async () => {
    const own = await application('ownership')
    await as(admin, 'PUT', `/teams/Checkout/pacticipants/${own}`)
    expect((await as(contributor, 'DELETE', `/pacticipants/${own}`)).status).toBe(403)
    await as(admin, 'PUT', member(contributor), { role: 'maintainer' })
    expect((await as(contributor, 'DELETE', `/pacticipants/${own}`)).status).toBe(204)
    await as(admin, 'PUT', member(contributor), { role: 'contributor' })
  })
})

describe('applications of a team', () => {
  const at = (team: string, name: string) => `/teams/${team}/pacticipants/${name}`

  test('are taken in and let go by its maintainers, and say whose they are', async () => {
    const shop = await application('shop')
    const taken = await as(maintainer, 'PUT', at('Checkout', shop))
    expect(taken.json._embedded.pacticipants).toMatchObject([{ name: shop }])
    const shown = (await as(stranger, 'GET', `/pacticipants/${shop}`)).json
    expect(shown).toMatchObject({ team: { uuid: checkout, name: 'Checkout' } })
    expect(shown._links['pb:team'].href).toBe(`${broker.url}/teams/${checkout}`)
    expect((await as(maintainer, 'DELETE', at('Checkout', shop))).status).toBe(204)
    expect((await as(stranger, 'GET', `/pacticipants/${shop}`)).json.team).toBeUndefined()
  })

  test('are not taken from another team', async () => {
    const stock = await application('stock')
    await as(maintainer, 'PUT', at('Checkout', stock))
    const refused = await as(stranger, 'PUT', at('Orders', stock))
    expect(refused.status).toBe(403)
    expect(refused.json.error).toContain("for 'stock' of the team 'Checkout'")
    expect((await as(stranger, 'DELETE', at('Orders', stock))).status).toBe(403)
    expect((await as(stranger, 'PUT', at('Checkout', stock))).status).toBe(403)
    expect((await as(admin, 'DELETE', at('Orders', stock))).status).toBe(404)
    expect((await as(admin, 'PUT', at('Orders', stock))).status).toBe(200)
    expect((await as(stranger, 'GET', `/pacticipants/${stock}`)).json.team.name).toBe('Orders')
  })

  test('go to one team, when two ask for one at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const name = await application(`prize-${round}`)
      const replies = await Promise.all([
        as(maintainer, 'PUT', at('Checkout', name)),
        as(stranger, 'PUT', at('Orders', name)),
      ])
      expect(replies.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 403])
    }
  })

  test('belong to nobody when it is deleted', async () => {
    const orphan = await application('orphan')
    await as(admin, 'POST', '/teams', { name: 'Brief' })
    await as(admin, 'PUT', at('Brief', orphan))
    await as(admin, 'DELETE', '/teams/Brief')
    expect((await as(stranger, 'GET', `/pacticipants/${orphan}`)).json.team).toBeUndefined()
    expect((await as(maintainer, 'PUT', at('Checkout', orphan))).status).toBe(200)
  })

  test('are those that there are', async () => {
    expect((await as(maintainer, 'PUT', at('Checkout', 'nothing'))).status).toBe(404)
    expect((await as(contributor, 'PUT', at('Checkout', 'nothing'))).status).toBe(403)
  })
})
