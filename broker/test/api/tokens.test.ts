import type { TokenDetails } from '@tallystick/client/wire'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createToken } from '../../src/accounts/manage-tokens.command.ts'
import { type Role, grantsOf } from '../../src/accounts/roles.ts'
import { type Person, signedUp } from '../support/people.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let now = new Date()
let broker: TestBroker
let admin: Person
let maintainer: Person
let stranger: Person

beforeAll(async () => {
  broker = await startTestBroker({ config: { access: 'accounts', tokenMaxDays: 30 }, clock: () => now })
  const { db } = broker
  admin = await signedUp(db, { name: 'Grace', isAdministrator: true })
  maintainer = await signedUp(db, { name: 'Ada', teams: { Checkout: 'maintainer' } })
  stranger = await signedUp(db, { name: 'Edsger', teams: { Orders: 'maintainer' } })
  for (const name of ['shop', 'orders', 'stock']) await as(admin, 'POST', '/pacticipants', { name })
  await as(admin, 'PUT', '/teams/Checkout/pacticipants/shop')
  await as(admin, 'PUT', '/teams/Orders/pacticipants/orders')
})
afterAll(async () => broker.stop())

type Calling = Pick<Person, 'headers'>

const as = ({ headers }: Calling, method: string, path: string, body?: unknown) =>
  broker.request(method, path, { headers, ...(body === undefined ? {} : { body }) })

const bearer = (secret: string): Calling => ({ headers: { authorization: `Bearer ${secret}` } })

const system = (more: Partial<TokenDetails> = {}): TokenDetails => ({
  name: 'CI',
  kind: 'system',
  scopes: ['publish'],
  reach: { teams: ['Checkout'] },
  ...more,
})

async function created(who: Calling, details: TokenDetails) {
  const reply = await as(who, 'POST', '/tokens', details)
  expect(reply).toMatchObject({ status: 201 })
  return { ...bearer(reply.json.secret), ...reply.json }
}

const later = (ms: number) => new Date(now.getTime() + ms)

/** As they have when they have signed in. */
async function personalToken(
  { uuid, name }: Person,
  teams: Readonly<Record<string, Role>>,
  details: Partial<TokenDetails>,
) {
  const { rows } = await sql<{ id: number; name: string }>`select id, name from teams`.execute(broker.db)
  const memberships = rows.flatMap((team) => {
    const role = teams[team.name]
    return role ? [{ teamId: team.id, role }] : []
  })
  const caller = { kind: 'person', name, uuid, grants: grantsOf({ isAdministrator: false, memberships }) } as const
  const wanted = { ...system({ reach: 'everything' }), kind: 'personal' as const, ...details }
  const { row, secret } = await createToken({ ...broker.context, caller }, wanted)
  return { ...bearer(secret), uuid: row.uuid, row }
}

const labelled = async (who: Calling, application: string) =>
  (await as(who, 'PUT', `/pacticipants/${application}/labels/x`)).status
const versioned = async (who: Calling, application: string) =>
  (await as(who, 'PUT', `/pacticipants/${application}/versions/1`, {})).status

describe('a token of the system', () => {
  test('is answered with its secret once, and may what its scopes and reach say', async () => {
    const token = await created(maintainer, system())
    expect(token.secret).toMatch(/^tally_[\w-]{43}$/)
    expect(token).toMatchObject({ kind: 'system', scopes: ['read', 'publish'], person: null, active: true })
    expect(token.reach).toEqual({ teams: [{ uuid: expect.any(String), name: 'Checkout' }], applications: [] })
    expect(token.hint).toBe(token.secret.slice(-4))
    expect([await versioned(token, 'shop'), await versioned(token, 'orders')]).toEqual([201, 403])
    expect(await labelled(token, 'shop')).toBe(403)
    const shown = await as(maintainer, 'GET', `/tokens/${token.uuid}`)
    expect(shown.text).not.toContain(token.secret)
    expect(shown.json.secret).toBeUndefined()
  })

  test('is kept as a hash', async () => {
    const { secret, uuid } = await created(maintainer, system())
    const { rows } = await sql<{ row: string }>`select row_to_json(tokens)::text as row from tokens`.execute(broker.db)
    expect(rows.some(({ row }) => row.includes(uuid))).toBe(true)
    expect(rows.some(({ row }) => row.includes(secret))).toBe(false)
    const audit = await as(admin, 'GET', '/audit?action=token-created')
    expect(audit.text).toContain(uuid)
    expect(audit.text).not.toContain(secret)
  })

  test('can be for single applications, which may be yet to come', async () => {
    const token = await created(admin, system({ reach: { applications: ['stock', 'new one'] } }))
    expect(token.reach).toEqual({ teams: [], applications: ['new one', 'stock'] })
    expect([await versioned(token, 'stock'), await versioned(token, 'new one')]).toEqual([201, 201])
    expect(await versioned(token, 'shop')).toBe(403)
  })

  test.each<[string, () => Person, Partial<TokenDetails>, string]>([
    ['for everything', () => maintainer, { reach: 'everything' }, 'You may not publish everything'],
    ['for another team', () => maintainer, { reach: { teams: ['Orders'] } }, "for the team 'Orders'"],
    [
      'for an application of another',
      () => maintainer,
      { reach: { applications: ['shop', 'orders'] } },
      "for 'orders'",
    ],
    ['for one of nobody', () => maintainer, { reach: { applications: ['stock'] } }, "'stock' belongs to no team"],
  ])('is refused %s, where its creator may not', async (_, who, more, sentence) => {
    const reply = await as(who(), 'POST', '/tokens', system(more))
    expect(reply.status).toBe(403)
    expect(reply.json.error).toContain(sentence)
  })

  test('is refused for what there is not', async () => {
    const reply = await as(admin, 'POST', '/tokens', system({ reach: { teams: ['Checkout', 'Nowhere'] } }))
    expect(reply.json.errors).toEqual({ 'reach.teams': ["'Nowhere' does not match an existing team"] })
    const empty = await as(admin, 'POST', '/tokens', { ...system(), scopes: ['fly'], reach: {} })
    expect(empty.json.errors).toMatchObject({ reach: ['must name a team or an application'] })
    const past = await as(admin, 'POST', '/tokens', system({ expiresAt: later(-1000).toISOString() }))
    expect(past.json.errors).toEqual({ expiresAt: ['must be in the future'] })
  })

  test('creates none that outlives it, or may more', async () => {
    const scopes = ['administer', 'publish'] as const
    const token = await created(admin, system({ scopes: [...scopes], expiresAt: later(HOUR_MS).toISOString() }))
    expect((await as(token, 'POST', '/tokens', system())).json.error).toContain('Your token expires at')
    const inTime = { expiresAt: later(HOUR_MS / 2).toISOString() }
    await created(token, system(inTime))
    expect((await as(token, 'POST', '/tokens', system({ ...inTime, scopes: ['verify'] }))).status).toBe(403)
    expect((await as(token, 'POST', '/tokens', system({ ...inTime, kind: 'personal' }))).status).toBe(403)
  })

  test('of a team that is deleted reaches nothing any more', async () => {
    await as(admin, 'POST', '/teams', { name: 'Brief' })
    const token = await created(admin, system({ reach: { teams: ['Brief'] } }))
    expect(await versioned(token, 'stock')).toBe(200)
    await as(admin, 'DELETE', '/teams/Brief')
    expect(await versioned(token, 'stock')).toBe(403)
    expect((await as(token, 'GET', '/pacticipants')).status).toBe(200)
  })
})

describe('a personal token', () => {
  test('may what its person may, within its scopes and reach, at that time', async () => {
    const person = await signedUp(broker.db, {
      name: 'Alan',
      teams: { Checkout: 'contributor', Orders: 'contributor' },
    })
    const teams = { Checkout: 'contributor', Orders: 'contributor' } as const
    const end = { expiresAt: later(DAY_MS).toISOString() }
    const wide = await personalToken(person, teams, end)
    const narrow = await personalToken(person, teams, { ...end, reach: { teams: ['Orders'] } })
    const single = await personalToken(person, teams, { ...end, reach: { applications: ['shop'] } })
    const both = async (who: Calling) => [await versioned(who, 'shop'), await versioned(who, 'orders')]
    expect(await both(wide)).toEqual([200, 201])
    expect(await both(narrow)).toEqual([403, 200])
    expect(await both(single)).toEqual([200, 403])
    const { uuid } = (await as(admin, 'GET', '/teams/Checkout')).json
    await as(admin, 'DELETE', `/teams/${uuid}/members/${person.uuid}`)
    expect(await both(wide)).toEqual([403, 200])
    expect(await both(single)).toEqual([403, 403])
  })

  test('has to expire, in time', async () => {
    const ask = (expiresAt?: string) => personalToken(maintainer, { Checkout: 'maintainer' }, { expiresAt })
    await expect(ask()).rejects.toThrow('expiresAt is missing: a personal token expires in at most 30 days')
    await expect(ask(later(31 * DAY_MS).toISOString())).rejects.toThrow('must be at most 30 days away')
    const { headers } = await ask(later(DAY_MS).toISOString())
    expect((await as({ headers }, 'GET', '/me')).status).toBe(200)
    now = later(DAY_MS + 1000)
    expect((await as({ headers }, 'GET', '/me')).status).toBe(401)
  })

  test('is made by its person only', async () => {
    const wanted = { ...system(), kind: 'personal', expiresAt: later(HOUR_MS).toISOString() }
    const reply = await as(admin, 'POST', '/tokens', wanted)
    expect(reply.json.error).toContain('Only somebody who has signed in')
  })
})

describe('tokens', () => {
  const namesSeenBy = async (who: Calling, query = '') =>
    (await as(who, 'GET', `/tokens?size=1000${query}`)).json._embedded.tokens.map(({ name }: { name: string }) => name)

  test('are listed to their people, to those who may revoke them, and to administrators', async () => {
    const names = ['of Checkout', 'of shop', 'of both', 'of all']
    await created(admin, system({ name: 'of Checkout' }))
    await created(admin, system({ name: 'of shop', reach: { applications: ['shop'] } }))
    await created(admin, system({ name: 'of both', reach: { teams: ['Orders'], applications: ['shop'] } }))
    await created(admin, system({ name: 'of all', reach: 'everything' }))
    const seen = async (who: Person) => (await namesSeenBy(who)).filter((name: string) => names.includes(name))
    expect(await seen(admin)).toEqual(names.toReversed())
    expect(await seen(maintainer)).toEqual(['of both', 'of shop', 'of Checkout'])
    expect(await seen(stranger)).toEqual(['of both'])
    const alone = await signedUp(broker.db, { name: 'Barbara' })
    expect(await namesSeenBy(alone)).toEqual(['laptop'])
    const list = await as(admin, 'GET', '/tokens?size=1')
    expect(list.json.page).toMatchObject({ number: 1, size: 1 })
    expect(list.text).not.toMatch(/secret|hash/)
    const next = await as(admin, 'GET', list.json._links.next.href)
    expect(next.json._embedded.tokens).toMatchObject([{ name: 'of all' }])
  })

  test('are listed by a team that they reach', async () => {
    const { uuid } = await created(maintainer, system({ name: 'of Checkout' }))
    const uuids = async (question: string) =>
      (await as(admin, 'GET', `/tokens?active=true&${question}`)).json._embedded.tokens.map(
        (token: { uuid: string }) => token.uuid,
      )
    expect(await uuids('team=checkout')).toContain(uuid)
    expect(await uuids('team=Orders')).not.toContain(uuid)
    expect(await uuids('team=nobody')).toEqual([])
  })

  test('are seen one by one by those who see them in the list', async () => {
    const everybody = [admin, maintainer, stranger]
    const { json } = await as(admin, 'GET', '/tokens?size=1000')
    const uuids: readonly string[] = json._embedded.tokens.map(({ uuid }: { uuid: string }) => uuid)
    for (const who of everybody) {
      const listed = (await as(who, 'GET', '/tokens?size=1000')).json._embedded.tokens.map((one: Person) => one.uuid)
      const replies = await Promise.all(uuids.map((uuid) => as(who, 'GET', `/tokens/${uuid}`)))
      expect(uuids.filter((_, index) => replies[index]?.status === 200)).toEqual(listed)
    }
  })

  test('say when they were used last', async () => {
    const token = await created(maintainer, system())
    const shown = async () => (await as(maintainer, 'GET', `/tokens/${token.uuid}`)).json.lastUsedAt
    expect(await shown()).toBeNull()
    await as(token, 'GET', '/me')
    await expect.poll(shown).toBe(`${now.toISOString().slice(0, 19)}+00:00`)
  })

  test('are revoked at once, and stay on record', async () => {
    const token = await created(maintainer, system({ name: 'leaked' }))
    expect((await as(token, 'GET', '/pacticipants')).status).toBe(200)
    expect((await as(stranger, 'DELETE', `/tokens/${token.uuid}`)).status).toBe(404)
    expect((await as(maintainer, 'DELETE', `/tokens/${token.uuid}`)).status).toBe(204)
    expect((await as(token, 'GET', '/pacticipants')).status).toBe(401)
    expect((await as(maintainer, 'DELETE', `/tokens/${token.uuid}`)).status).toBe(204)
    expect(await namesSeenBy(maintainer, '&active=true')).not.toContain('leaked')
    expect(await namesSeenBy(maintainer, '&active=false')).toContain('leaked')
    const audit = await as(admin, 'GET', '/audit?action=token-revoked&subject=leaked')
    expect(audit.json._embedded.entries).toMatchObject([
      { actor: { name: 'Ada (token laptop)' }, before: { person: null } },
    ])
  })

  test('revoke themselves, but not the others of their person', async () => {
    const person = await signedUp(broker.db, { name: 'Alonzo' })
    const other = await personalToken(person, {}, { scopes: [], expiresAt: later(HOUR_MS).toISOString() })
    expect((await as(person, 'DELETE', `/tokens/${other.uuid}`)).status).toBe(403)
    expect((await as(other, 'DELETE', `/tokens/${other.uuid}`)).status).toBe(204)
    expect((await as(other, 'GET', '/me')).status).toBe(401)
    expect((await as(admin, 'DELETE', `/tokens/${person.tokenUuid}`)).status).toBe(204)
  })
})

describe('who asks', () => {
  test('learns who they are, and what they may do', async () => {
    const { json } = await as(maintainer, 'GET', '/me')
    expect(json).toMatchObject({
      kind: 'token',
      name: 'Ada (token laptop)',
      uuid: maintainer.tokenUuid,
      email: 'ada@example.org',
      accounts: true,
      administrator: false,
      teams: [{ name: 'Checkout', role: 'maintainer' }],
    })
    expect(json.grants.map(({ says }: { says: string }) => says)).toEqual([
      'May read everything.',
      expect.stringMatching(/^May read everything, and may .* for the applications of 'Checkout' and of no team\.$/),
    ])
    expect((await as(admin, 'GET', '/me')).json).toMatchObject({ administrator: true, teams: [] })
    const token = await created(admin, system({ reach: { applications: ['shop'] } }))
    expect((await as(token, 'GET', '/me')).json).toMatchObject({
      name: 'the token CI',
      email: null,
      teams: [],
      grants: [{ says: "May read everything, and may publish contracts and versions for 'shop'." }],
    })
  })

  test('is told nothing without credentials', async () => {
    expect((await broker.get('/me')).status).toBe(401)
    expect((await as(bearer('tally_wrong'), 'GET', '/me')).json.error).toContain('The credentials are wrong')
  })
})
