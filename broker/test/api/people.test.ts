// People who sign in by links, who may see and change people, and where requests with a session may come from.

import { signInOptions } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { offerFirstAdministrator } from '../../src/accounts/first-administrator.command.ts'
import type { Config } from '../../src/kernel/config.ts'
import { alsoServed } from '../support/also-served.ts'
import { type Person, signedUp } from '../support/people.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const HOUR_MS = 3_600_000
const base = 'https://broker.example.org/contracts'
const page = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }

let now = new Date()
let broker: TestBroker
let admin: Person
let maintainer: Person
let contributor: Person

beforeAll(async () => {
  broker = await startTestBroker({ config: { access: 'accounts', baseUrls: [base] }, clock: () => now })
  admin = await signedUp(broker.db, { name: 'Grace', isAdministrator: true })
  maintainer = await signedUp(broker.db, { name: 'Ada', teams: { Checkout: 'maintainer' } })
  contributor = await signedUp(broker.db, { name: 'Alan', teams: { Checkout: 'contributor' } })
})
afterAll(async () => broker.stop())

type Headers = Readonly<Record<string, string>>

const as = ({ headers }: { readonly headers: Headers }, method: string, path: string, body?: unknown) =>
  broker.request(method, path, { headers, ...(body === undefined ? {} : { body }) })

async function invited(name: string, more: object = {}) {
  const { status, json } = await as(admin, 'POST', '/people', { name, ...more })
  expect(status).toBe(201)
  return json
}

const secretOf = (url: string) => url.split('=')[1] ?? ''

const enter = (url: string, more: { readonly headers?: Headers; readonly name?: string } = {}) =>
  broker.request('POST', '/sign-in/link', {
    headers: more.headers ?? page,
    body: { secret: secretOf(url), ...(more.name === undefined ? {} : { name: more.name }) },
  })

const cookieOf = (reply: { readonly headers: globalThis.Headers }) =>
  reply.headers.getSetCookie().map((line) => line.split(';')[0])[0] ?? ''

/** Somebody who has signed in by a link: the headers of their browser. */
async function session(name: string, more: object = {}) {
  const { uuid, signInLink } = await invited(name, more)
  return { uuid, headers: { cookie: cookieOf(await enter(signInLink.url)) } }
}

describe('a link', () => {
  test('signs somebody in, once', async () => {
    const { signInLink, ...person } = await invited('Barbara', { email: 'barbara@example.org' })
    expect(person).toMatchObject({ signsIn: 'link', administrator: false, disabled: false, lastSeenAt: null })
    expect(signInLink.url).toMatch(/^https:\/\/broker\.example\.org\/contracts\/sign-in#link=[\w-]{43}$/)
    const reply = await enter(signInLink.url)
    expect(reply).toMatchObject({ status: 200, json: { person: { uuid: person.uuid, name: 'Barbara' } } })
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Secure-tallystick-session=[\w-]{43}; Path=\/contracts; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
    const seen = await as({ headers: { cookie: cookieOf(reply) } }, 'GET', '/me')
    expect(seen.json).toMatchObject({ kind: 'person', name: 'Barbara', administrator: false })
    const again = await enter(signInLink.url)
    expect([again.status, again.headers.getSetCookie()]).toEqual([403, []])
    expect(again.json.error).toContain('This link was used already')
  })

  test('is good for nothing when another was made, after three days, or for somebody who is disabled', async () => {
    const { uuid, signInLink } = await invited('Edsger')
    const another = await as(admin, 'POST', `/people/${uuid}/sign-in-link`)
    expect((await enter(signInLink.url)).status).toBe(403)
    const began = now
    now = new Date(began.getTime() + 72 * HOUR_MS)
    expect((await enter(another.json.url)).status).toBe(403)
    now = began
    await as(admin, 'PATCH', `/people/${uuid}`, { disabled: true })
    expect((await enter(another.json.url)).status).toBe(403)
    expect((await as(admin, 'POST', `/people/${uuid}/sign-in-link`)).status).toBe(409)
    await as(admin, 'PATCH', `/people/${uuid}`, { disabled: false })
    expect((await enter(another.json.url)).status).toBe(403)
  })

  test('is not made for those who sign in with a provider', async () => {
    const { status, json } = await as(admin, 'POST', `/people/${maintainer.uuid}/sign-in-link`)
    expect([status, json.error]).toEqual([409, 'Ada signs in with the identity provider, and needs no link.'])
  })

  test('is not taken from the pages of others', async () => {
    const { signInLink } = await invited('Donald')
    for (const headers of [{ 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.test' }]) {
      expect((await enter(signInLink.url, { headers })).status).toBe(403)
    }
    expect((await enter(signInLink.url, { headers: {} })).status).toBe(200)
  })
})

describe('people', () => {
  const requests = [
    ['GET', '/people'],
    ['GET', '/people/{uuid}'],
    ['POST', '/people'],
    ['PATCH', '/people/{uuid}'],
    ['POST', '/people/{uuid}/sign-in-link'],
  ] as const

  test.each([
    ['an administrator', () => admin, [200, 200, 201, 200, 409]],
    ['a maintainer', () => maintainer, [200, 200, 403, 403, 403]],
    ['a contributor', () => contributor, [403, 403, 403, 403, 403]],
    ['a stranger', () => ({ headers: {} }), [401, 401, 401, 401, 401]],
  ] as const)('are seen and changed by whom it concerns: %s', async (_who, caller, expected) => {
    const statuses: number[] = []
    for (const [method, path] of requests) {
      const body = method === 'PATCH' ? { administrator: false } : { name: 'Somebody' }
      const sent = method === 'GET' || path.endsWith('link') ? undefined : body
      const to = path.replace('{uuid}', contributor.uuid)
      statuses.push((await as(caller(), method, to, sent)).status)
    }
    expect(statuses).toEqual(expected)
  })

  test('are found by parts of their names and addresses, in pages', async () => {
    const found = async (query: string) => {
      const { json } = await as(maintainer, 'GET', `/people?${query}`)
      return [json._embedded.people.map(({ name }: { name: string }) => name), json.page.totalElements]
    }
    expect(await found('q=ADA')).toEqual([['Ada'], 1])
    expect(await found('q=grace@')).toEqual([['Grace'], 1])
    expect(await found('q=%25')).toEqual([[], 0])
    const [names, total] = await found('size=2&page=1')
    expect([names, total > 2]).toEqual([['Ada', 'Alan'], true])
    const ada = await as(maintainer, 'GET', `/people/${maintainer.uuid}`)
    expect(ada.json).toMatchObject({
      signsIn: 'provider',
      teams: [{ name: 'Checkout', role: 'maintainer', fromGroup: false }],
    })
    expect((await as(maintainer, 'GET', '/people/nobody')).status).toBe(404)
  })

  test('become administrators, and never is there none', async () => {
    const { uuid, headers } = await session('Margaret')
    await as(admin, 'PATCH', `/people/${uuid}`, { administrator: true })
    const margaret = { headers: { ...headers, ...page } }
    expect((await as(margaret, 'GET', '/me')).json.administrator).toBe(true)
    // Each takes it from the other at once: one of them is left.
    const replies = await Promise.all([
      as(margaret, 'PATCH', `/people/${admin.uuid}`, { administrator: false }),
      as(admin, 'PATCH', `/people/${uuid}`, { administrator: false }),
    ])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    const left = replies[0]?.status === 200 ? margaret : admin
    const last = replies[0]?.status === 200 ? uuid : admin.uuid
    for (const body of [{ administrator: false }, { disabled: true }]) {
      const { status, json } = await as(left, 'PATCH', `/people/${last}`, body)
      expect([status, json.error]).toEqual([409, expect.stringContaining('is the last administrator')])
    }
    for (const one of [admin.uuid, uuid]) {
      await as(left, 'PATCH', `/people/${one}`, { administrator: true, disabled: false })
    }
    const { json } = await as(left, 'GET', '/audit?action=person-updated&size=1')
    expect(json._embedded.entries[0]).toMatchObject({
      before: { administrator: expect.any(Boolean) },
      after: { administrator: true, disabled: false },
    })
  })
})

describe('a change with a session', () => {
  let signedIn: { readonly headers: Headers }
  beforeAll(async () => {
    signedIn = await session('Katherine', { administrator: true })
  })

  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, 201],
    [{ origin: 'https://broker.example.org' }, 201],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.test' }, 201],
    [{}, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://broker.example.org' }, 403],
    [{ origin: 'https://evil.test' }, 403],
    [{ origin: 'http://broker.example.org' }, 403],
    [{ origin: 'null' }, 403],
    [{ referer: `${base}/pacticipants` }, 403],
  ])('that says %j', async (said, expected) => {
    const headers: Headers = { ...signedIn.headers, ...said }
    const { status, json } = await as({ headers }, 'POST', '/teams', { name: crypto.randomUUID() })
    expect(status).toBe(expected)
    if (!('sec-fetch-site' in said) && expected === 403) {
      expect(json.error).toBe(
        'Only pages of this broker may change something for somebody who has signed in. Programs use a token.',
      )
    }
  })

  test('reads from anywhere: nobody else gets the answer', async () => {
    const headers = { ...signedIn.headers, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await as({ headers }, 'GET', '/teams')).status).toBe(200)
  })

  test('with a token beside the session is that of the token', async () => {
    const headers = { ...signedIn.headers, ...contributor.headers }
    expect((await as({ headers }, 'POST', '/teams', { name: 'Never' })).status).toBe(403)
  })
})

describe('who is asked for a name and a password', () => {
  const user = { basicAuth: { username: 'writer', password: 'x' } }
  const issuer = { oidcIssuer: 'http://127.0.0.1:9', oidcClientId: 'x' }
  const ended = { cookie: '__Host-tallystick-session=ended' }

  test.each([
    ['programs', user, {}, true],
    ['programs', issuer, {}, true],
    ['our pages', user, page, true],
    ['our pages', { access: 'accounts' }, page, false],
    ['our pages', issuer, page, false],
    ['our pages', { ...user, ...issuer }, page, false],
    ['our pages, after the session', user, { ...page, ...ended }, false],
    ['our pages without TLS', issuer, { referer: 'https://b.example.org/' }, false],
    ['other pages', issuer, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }, true],
  ] as const)('%s, with %j', async (_who, config, headers, isAsked) => {
    const one = await alsoServed(broker, { access: undefined, baseUrls: ['https://b.example.org'], ...config })
    const reply = await fetch(`${one.url}/pacticipants`, { headers })
    expect([reply.status, reply.headers.has('www-authenticate')]).toEqual([401, isAsked])
    expect(await reply.json()).toEqual({ error: expect.stringMatching(/^(Sign in|The session has ended)/) })
    await one.stop()
  })
})

describe('how one signs in', () => {
  test.each([
    [{}, { mode: 'open', provider: null, person: null }],
    [{ access: 'accounts' }, { mode: 'accounts', provider: null, person: null }],
    [{ oidcIssuer: 'https://id.example.org/x', oidcClientId: 'x' }, { provider: { name: 'id.example.org' } }],
    [
      { oidcIssuer: 'https://id.example.org', oidcClientId: 'x', oidcName: 'Example ID' },
      { provider: { name: 'Example ID' } },
    ],
  ] as const)('with %j is told to everybody', async (config, expected) => {
    const one = await alsoServed(broker, { access: undefined, ...config })
    const reply = await fetch(`${one.url}/sign-in/options`)
    const json = signInOptions.parse(await reply.json())
    expect(json).toMatchObject(expected)
    expect('pb:sign-in-provider' in json._links).toBe(json.provider !== null)
    await one.stop()
  })

  test('with a provider, where there is none, is said to be impossible', async () => {
    expect((await broker.get('/sign-in/provider')).status).toBe(404)
    expect((await broker.get('/sign-in/callback?code=x&state=y')).status).toBe(404)
  })

  test('out, without having signed in, changes nothing', async () => {
    const { status, json } = await broker.post('/sign-out')
    expect({ status, json }).toEqual({ status: 200, json: { continueAt: null } })
  })
})

describe('the first administrator', () => {
  const printed: string[] = []
  const logTo = { write: (line: string) => void printed.push(line) }
  const linkIn = (lines: readonly string[]) => lines.flatMap((line) => /http\S+#first=[\w-]{43}/.exec(line)?.[0] ?? [])
  let fresh: TestBroker
  beforeAll(async () => {
    fresh = await startTestBroker({ config: { access: 'accounts' }, clock: () => now, logTo })
  })
  afterAll(async () => fresh.stop())

  /** As at a start with such a configuration. */
  const offer = (config: Partial<Config> = {}) =>
    offerFirstAdministrator({ ...fresh.context, brokerUrl: fresh.url, config: { ...fresh.context.config, ...config } })
  const first = (url: string | undefined, name?: string) =>
    fresh.request('POST', '/sign-in/link', { headers: page, body: { secret: secretOf(url ?? ''), name } })
  const laterBy = (ms: number) => {
    now = new Date(now.getTime() + ms)
  }

  test.each([
    [{ access: 'open' }],
    [{ token: 'x' }],
    [{ basicAuth: { username: 'x', password: 'y' } }],
    [{ oidcIssuer: 'https://id.example.org', oidcClientId: 'x', oidcAdminGroup: 'admins' }],
  ] as const)('is not looked for with %j', async (config) => {
    await offer(config)
    expect(linkIn(printed)).toEqual([])
  })

  test('is who opens the link that the start prints, once however many brokers start', async () => {
    await Promise.all([offer(), offer(), offer()])
    expect(linkIn(printed)).toHaveLength(1)
    laterBy(HOUR_MS)
    expect((await first(linkIn(printed)[0])).status).toBe(403)
    await offer()
    laterBy(2 * 60_000)
    await offer()
    const [, url, later] = linkIn(printed)
    // Both at once: there is one first administrator.
    const replies = await Promise.all([first(url, 'Ada'), first(later)])
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 403]))
    const cookie = replies.map(cookieOf).find((one) => one !== '') ?? ''
    expect((await fresh.get('/me', { cookie })).json.administrator).toBe(true)
    laterBy(2 * 60_000)
    await offer()
    expect(linkIn(printed)).toHaveLength(3)
  })
})
