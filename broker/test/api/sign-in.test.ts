// Signing in with a provider: a real one, through its own pages.

import { createHash } from 'node:crypto'
import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupRoles } from '../../src/kernel/settings/group-roles.ts'
import { alsoServed } from '../support/also-served.ts'
import { client, startIdentityProvider } from '../support/identity-provider.ts'
import { type Person, signedUp } from '../support/people.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { type Page, visitor } from '../support/visitor.ts'

const HOUR_MS = 3_600_000
const base = 'https://broker.example.org'
const callback = `${base}/sign-in/callback`
const page = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }

let now = new Date()
const logged: string[] = []
const logTo = new Writable({
  write(chunk, _encoding, done) {
    logged.push(String(chunk))
    done()
  },
})

let provider: Awaited<ReturnType<typeof startIdentityProvider>>
let broker: TestBroker
let admin: Person
/** Another broker on the same database. */
let other: Awaited<ReturnType<typeof alsoServed>>

beforeAll(async () => {
  provider = await startIdentityProvider(() => base)
  const config = {
    baseUrls: [base],
    oidcIssuer: provider.issuer,
    oidcClientId: client.id,
    oidcClientSecret: client.secret,
    oidcName: 'Example ID',
    oidcTeams: groupRoles.parse('devs => Checkout: contributor; leads => Checkout: maintainer; ops => Orders: viewer'),
  }
  broker = await startTestBroker({ config, clock: () => now, logTo })
  admin = await signedUp(broker.db, { name: 'Grace', isAdministrator: true })
  other = await alsoServed(broker)
})
afterAll(async () => {
  await other.stop()
  await broker.stop()
  await provider.stop()
})

const browser = () => visitor({ [base]: broker.url })
type Visitor = ReturnType<typeof visitor>

const isAnswer = ({ headers }: Page) => headers.get('location')?.startsWith(callback) ?? false
const isHome = ({ url, headers }: Page) => url.href.startsWith(callback) && headers.get('location') !== null

/** As far as the provider sends them back, signed in there as that. The address to which it sends them. */
async function toAnswer(who: Visitor, login: string, begin: string | URL = `${base}/sign-in/provider`) {
  const form = await who.open(begin, { until: isAnswer })
  const consent = isAnswer(form) ? form : await who.submit(form, { login, password: 'any' }, isAnswer)
  const answered = isAnswer(consent) ? consent : await who.submit(consent, {}, isAnswer)
  return new URL(answered.headers.get('location') ?? '')
}

/** Where somebody ends up who signs in. */
async function signIn(who: Visitor, login: string, returnTo = '/pacticipants') {
  const answer = await toAnswer(who, login, `${base}/sign-in/provider?returnTo=${encodeURIComponent(returnTo)}`)
  return (await who.send(answer)).headers.get('location')
}

async function me(who: Visitor) {
  const { status, text } = await who.send(`${base}/me`)
  return { status, ...JSON.parse(text) }
}

const teamsOf = async (who: Visitor) =>
  (await me(who)).teams.map(({ name, role }: { name: string; role: string }) => `${name}: ${role}`)

async function uuidOf(name: string): Promise<string> {
  const { rows } = await sql<{ uuid: string }>`select uuid from people where name = ${name}`.execute(broker.db)
  return rows[0]?.uuid ?? 'none'
}

const asAdmin = (method: string, path: string, body?: unknown) =>
  broker.request(method, path, { headers: admin.headers, ...(body === undefined ? {} : { body }) })

describe('signing in', () => {
  test('leads through the pages of the provider, and back to where one was', async () => {
    provider.accounts.set('ada', { name: 'Ada', email: 'ada@example.org', email_verified: true })
    const ada = browser()
    expect(await signIn(ada, 'ada', '/pacticipants?q=shop#2')).toBe(`${base}/pacticipants?q=shop#2`)
    expect(await me(ada)).toMatchObject({
      status: 200,
      kind: 'person',
      name: 'Ada',
      email: 'ada@example.org',
      teams: [],
    })
    const { person } = JSON.parse((await ada.send(`${base}/sign-in/options`)).text)
    expect(person).toEqual({ uuid: await uuidOf('Ada'), name: 'Ada' })
  })

  test('asks with PKCE, a state and a nonce that are different each time', async () => {
    const asked = await Promise.all(
      [browser(), browser()].map(async (one) => {
        const { headers } = await one.send(`${base}/sign-in/provider`)
        expect(headers.get('cache-control')).toBe('no-store')
        return Object.fromEntries(new URL(headers.get('location') ?? '').searchParams)
      }),
    )
    expect(asked[0]).toMatchObject({
      response_type: 'code',
      client_id: client.id,
      redirect_uri: callback,
      scope: 'openid profile email',
      code_challenge_method: 'S256',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[0]?.[name]).not.toBe(asked[1]?.[name])
  })

  test('leaves a cookie that only this broker gets, and its hash in the database', async () => {
    const ada = browser()
    await signIn(ada, 'ada')
    const [[name, cookie] = []] = ada.cookies(base)
    expect(name).toBe('__Host-tallystick-session')
    expect(cookie?.attributes).toEqual(['Path=/', 'Max-Age=43200', 'HttpOnly', 'SameSite=Lax', 'Secure'])
    expect(ada.cookies(base).size).toBe(1)
    const hash = createHash('sha256')
      .update(cookie?.value ?? '')
      .digest()
    const { rows } = await sql`select 1 from sessions where secret_hash = ${hash}`.execute(broker.db)
    expect(rows).toHaveLength(1)
  })

  test.each(['https://evil.test/', '//evil.test', String.raw`/\evil.test`, 'javascript:alert(1)'])(
    'never leads to %s',
    async (returnTo) => {
      expect(await signIn(browser(), 'ada', returnTo)).toBe(`${base}/`)
    },
  )

  test('is in the audit log', async () => {
    const { json } = await asAdmin('GET', '/audit?action=person-signed-in&subject=Ada&size=1')
    expect(json._embedded.entries[0]).toMatchObject({
      actor: { kind: 'person', name: 'Ada', uuid: await uuidOf('Ada') },
      subject: { kind: 'person', name: 'Ada' },
      after: { by: 'provider' },
    })
  })

  test('begun at one broker is finished at another, and counts at both', async () => {
    const ada = visitor({ [callback]: `${other.url}/sign-in/callback`, [base]: broker.url })
    expect(await signIn(ada, 'ada')).toBe(`${base}/pacticipants`)
    expect((await me(ada)).name).toBe('Ada')
    const cookie = [...ada.cookies(base)].map(([name, { value }]) => `${name}=${value}`).join()
    const there = await fetch(`${other.url}/me`, { headers: { cookie } })
    expect(await there.json()).toMatchObject({ name: 'Ada' })
  })
})

describe('what is not the answer to what was asked signs nobody in', () => {
  const problem = (name: string, returnTo = '%2F') => `${base}/sign-in?problem=${name}&returnTo=${returnTo}`

  test('one with another state', async () => {
    const ada = browser()
    const answer = await toAnswer(ada, 'ada')
    answer.searchParams.set('state', 'x'.repeat(43))
    expect((await ada.send(answer)).headers.get('location')).toBe(`${base}/sign-in?problem=expired`)
    expect((await me(ada)).status).toBe(401)
  })

  test('one that another browser asked for', async () => {
    const answer = await toAnswer(browser(), 'ada')
    const eve = browser()
    await eve.send(`${base}/sign-in/provider`)
    expect((await eve.send(answer)).headers.get('location')).toBe(`${base}/sign-in?problem=expired`)
    expect((await me(eve)).status).toBe(401)
  })

  test('one that was used', async () => {
    const ada = browser()
    const answer = await toAnswer(ada, 'ada')
    const flow = new Map(ada.cookies(base))
    await ada.send(answer)
    const again = browser()
    for (const [name, cookie] of flow) again.cookies(base).set(name, cookie)
    expect((await again.send(answer)).headers.get('location')).toBe(problem('invalid'))
    expect((await me(again)).status).toBe(401)
  })

  test('one to another nonce', async () => {
    const ada = browser()
    const asked = new URL((await ada.send(`${base}/sign-in/provider`)).headers.get('location') ?? '')
    asked.searchParams.set('nonce', 'another')
    const answer = await toAnswer(ada, 'ada', asked)
    expect((await ada.send(answer)).headers.get('location')).toBe(problem('invalid'))
    expect((await me(ada)).status).toBe(401)
  })

  test('one with the code of another flow', async () => {
    const [ada, eve] = [browser(), browser()]
    const stolen = await toAnswer(ada, 'ada')
    const answer = await toAnswer(eve, 'eve')
    answer.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    expect((await eve.send(answer)).headers.get('location')).toBe(problem('invalid'))
  })

  test('one that says no', async () => {
    const ada = browser()
    const form = await ada.open(`${base}/sign-in/provider?returnTo=/matrix`)
    const refused = await ada.open(`${form.url.href}/abort`, { until: isHome })
    expect(refused.headers.get('location')).toBe(problem('denied', '%2Fmatrix'))
  })

  test.each([
    ['', 'expired'],
    ['?code=x', 'expired'],
    ['?state=&state=STATE', 'expired'],
    ['?state=STATE', 'invalid'],
    ['?state=STATE&code=', 'invalid'],
    ['?state=STATE&code=a&code=b', 'invalid'],
    ['?state=STATE&code=a&iss=https%3A%2F%2Fevil.test', 'invalid'],
    ['?state=STATE&error=%3Cscript%3E', 'invalid'],
    ['?state=STATE&code=%00', 'invalid'],
    ['?state[]=STATE&code=x', 'expired'],
  ])('one like %s', async (query, expected) => {
    const ada = browser()
    const asked = new URL((await ada.send(`${base}/sign-in/provider`)).headers.get('location') ?? '')
    const answer = `${callback}${query.replace('STATE', asked.searchParams.get('state') ?? '')}`
    const { status, headers } = await ada.send(answer)
    expect([status, headers.get('location')]).toEqual([303, expect.stringContaining(`/sign-in?problem=${expected}`)])
  })

  test.each([
    ['temporarily_unavailable', 'unreachable'],
    ['invalid_scope', 'invalid'],
    ['constructor', 'invalid'],
  ])('one with the error %s', async (error, expected) => {
    const ada = browser()
    const answer = await toAnswer(ada, 'ada')
    answer.searchParams.delete('code')
    answer.searchParams.set('error', error)
    expect((await ada.send(answer)).headers.get('location')).toBe(problem(expected))
  })

  test('none at all, where the provider is away', async () => {
    const away = await alsoServed(broker, { oidcIssuer: 'http://127.0.0.1:9/' })
    const reply = await fetch(`${away.url}/sign-in/provider?returnTo=/matrix`, { redirect: 'manual' })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, problem('unreachable', '%2Fmatrix')])
    await away.stop()
  })
})

describe('groups', () => {
  test('give roles in teams, change them and take them away; what was set by hand stays', async () => {
    const alan = browser()
    const inGroups = async (groups: unknown) => {
      provider.accounts.set('alan', { name: 'Alan', groups })
      await signIn(alan, 'alan')
      return teamsOf(alan)
    }
    expect(await inGroups(['devs', 'others'])).toEqual(['Checkout: contributor'])
    expect(await inGroups(['leads', 'devs', 'ops'])).toEqual(['Checkout: maintainer', 'Orders: viewer'])
    await asAdmin('PUT', `/teams/Orders/members/${await uuidOf('Alan')}`, { role: 'contributor' })
    expect(await inGroups('ops')).toEqual(['Orders: contributor'])
    expect(await inGroups(undefined)).toEqual(['Orders: contributor'])
    const { json } = await asAdmin('GET', '/audit?kind=team&subject=Checkout')
    const told = json._embedded.entries.map(({ action, actor }: { action: string; actor: { kind: string } }) => [
      action,
      actor.kind,
    ])
    expect(told).toEqual([
      ['member-removed', 'broker'],
      ['member-updated', 'broker'],
      ['member-added', 'broker'],
      ['team-created', 'broker'],
    ])
  })

  test('make administrators, and make them none, where a group says who they are', async () => {
    const served = await alsoServed(broker, { oidcAdminGroup: 'admins' })
    const places = { [base]: served.url }
    const [first, second] = [visitor(places), visitor(places)]
    provider.accounts.set('edsger', { name: 'Edsger', groups: ['admins'] })
    await signIn(first, 'edsger')
    expect((await me(first)).administrator).toBe(true)
    provider.accounts.set('edsger', { name: 'Edsger', groups: ['others'] })
    await signIn(second, 'edsger')
    expect((await me(first)).administrator).toBe(false)
    await served.stop()
  })
})

describe('a session', () => {
  test('ends when the person is disabled, and none begins before they are let in again', async () => {
    const barbara = browser()
    provider.accounts.set('barbara', { name: 'Barbara' })
    await signIn(barbara, 'barbara')
    const path = `/people/${await uuidOf('Barbara')}`
    expect((await asAdmin('PATCH', path, { disabled: true })).json.disabled).toBe(true)
    expect((await me(barbara)).status).toBe(401)
    expect(await signIn(barbara, 'barbara')).toBe(`${base}/sign-in?problem=disabled&returnTo=%2Fpacticipants`)
    await asAdmin('PATCH', path, { disabled: false })
    expect((await me(barbara)).status).toBe(401)
    expect(await signIn(barbara, 'barbara')).toBe(`${base}/pacticipants`)
    expect((await me(barbara)).status).toBe(200)
  })

  test('ends by itself after the hours of the configuration', async () => {
    const ada = browser()
    await signIn(ada, 'ada')
    const began = now
    now = new Date(began.getTime() + 12 * HOUR_MS - 1000)
    expect((await me(ada)).status).toBe(200)
    now = new Date(began.getTime() + 12 * HOUR_MS)
    const { status, headers, text } = await ada.send(`${base}/me`, { headers: page })
    expect([status, headers.get('www-authenticate')]).toEqual([401, null])
    expect(JSON.parse(text)).toEqual({ error: 'The session has ended: sign in again.' })
    now = began
  })

  test('ends with signing out, also at the provider', async () => {
    const ada = browser()
    await signIn(ada, 'ada')
    const kept = new Map(ada.cookies(base))
    const { text } = await ada.send(`${base}/sign-out`, { method: 'POST', headers: page })
    const { continueAt } = JSON.parse(text)
    expect(ada.cookies(base).size).toBe(0)
    for (const [name, cookie] of kept) ada.cookies(base).set(name, cookie)
    expect((await me(ada)).status).toBe(401)
    expect(continueAt.startsWith(provider.issuer)).toBe(true)
    const confirmation = await ada.open(continueAt)
    const isBack = ({ headers }: Page) => headers.get('location')?.startsWith(`${base}/sign-in`) ?? false
    expect(isBack(await ada.submit(confirmation, { logout: 'yes' }, isBack))).toBe(true)
    // It asks again who it is.
    expect((await ada.open(`${base}/sign-in/provider`)).text).toContain('name="login"')
    const { json } = await asAdmin('GET', '/audit?action=person-signed-out')
    expect(json._embedded.entries[0]).toMatchObject({ actor: { kind: 'person', name: 'Ada' } })
  })

  test('counts for nothing beside an Authorization header', async () => {
    const ada = browser()
    await signIn(ada, 'ada')
    const { text } = await ada.send(`${base}/me`, { headers: admin.headers })
    expect(JSON.parse(text).kind).toBe('token')
    expect((await ada.send(`${base}/me`, { headers: { authorization: 'Bearer tally_wrong' } })).status).toBe(401)
  })
})

test('nothing that signs somebody in is logged', async () => {
  const ada = browser()
  const answer = await toAnswer(ada, 'ada')
  await ada.send(answer)
  const session = [...ada.cookies(base).values()].map(({ value }) => value)
  await ada.send(`${base}/sign-out`, { method: 'POST', headers: page })
  const log = logged.join('')
  expect(log).toContain('GET /sign-in/callback 303')
  const { code = '', state = '' } = Object.fromEntries(answer.searchParams)
  for (const secret of [code, state, client.secret, 'id_token', ...session]) {
    expect(secret).not.toBe('')
    expect(log).not.toContain(secret)
  }
})
