import type { TrustRuleDetails } from '@tallystick/client/wire'
import { Writable } from 'node:stream'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startIssuer } from '../support/issuer.ts'
import { type Person, signedUp } from '../support/people.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const MINUTE_MS = 60_000

/** By how much the clocks of the broker and of the issuer are ahead: keys are kept by the clock of the machine. */
const realNow = Date.now
let ahead = 0
const logged: string[] = []
const log = new Writable({ write: (line: Buffer, _encoding, done) => (logged.push(line.toString()), done()) })

let broker: TestBroker
let admin: Person
let maintainer: Person
let issuer: Awaited<ReturnType<typeof startIssuer>>
let slow: Awaited<ReturnType<typeof askSlowIssuer>>

beforeAll(async () => {
  Date.now = () => realNow() + ahead
  const config = { access: 'accounts', privateIssuers: ['127.0.0.1'] } as const
  broker = await startTestBroker({ config, clock: () => new Date(Date.now()), logTo: log })
  admin = await signedUp(broker.db, { name: 'Grace', isAdministrator: true })
  maintainer = await signedUp(broker.db, { name: 'Ada', teams: { Checkout: 'maintainer' } })
  await signedUp(broker.db, { name: 'Edsger', teams: { Orders: 'maintainer' } })
  for (const name of ['shop', 'orders']) await as(admin, 'POST', '/pacticipants', { name })
  await as(admin, 'PUT', '/teams/Checkout/pacticipants/shop')
  await as(admin, 'PUT', '/teams/Orders/pacticipants/orders')
  slow = await askSlowIssuer()
})
afterAll(async () => {
  Date.now = realNow
  await slow.stop()
  await broker.stop()
})
beforeEach(async () => {
  issuer = await startIssuer()
})
afterEach(() => issuer.stop())

type Calling = Pick<Person, 'headers'>

const as = ({ headers }: Calling, method: string, path: string, body?: unknown) =>
  broker.request(method, path, { headers, ...(body === undefined ? {} : { body }) })
const bearer = (secret: string): Calling => ({ headers: { authorization: `Bearer ${secret}` } })

const claims = { sub: 'repo:acme/shop:ref:refs/heads/main', repository: 'acme/shop', ref: 'refs/heads/main' }

const rule = (more: Partial<TrustRuleDetails> = {}): TrustRuleDetails => ({
  name: 'Shop on main',
  issuer: issuer.url,
  audience: 'tallystick',
  claims: { sub: 'repo:acme/shop:*' },
  scopes: ['publish'],
  reach: { teams: ['Checkout'] },
  ...more,
})

async function trusted(details: Partial<TrustRuleDetails> = {}) {
  const reply = await as(admin, 'POST', '/trust-rules', rule(details))
  expect(reply.text).toContain('uuid')
  return reply.json
}

const versioned = async (jwt: string, application: string) =>
  (await as(bearer(jwt), 'PUT', `/pacticipants/${application}/versions/1`, {})).status

async function refusalOf(jwt: string): Promise<string> {
  const { status, json } = await as(bearer(jwt), 'GET', '/me')
  expect(status).toBe(401)
  return json.error
}

/** It takes as long as all the others here together: they have their answers meanwhile. */
async function askSlowIssuer() {
  issuer = await startIssuer()
  const { sign, answersWith, stop } = issuer
  answersWith(() => true)
  await trusted()
  const started = performance.now()
  let ended = started
  const refusal = refusalOf(await sign(claims)).finally(() => (ended = performance.now()))
  return { refusal, tookMs: () => ended - started, stop }
}

describe('a build that is trusted', () => {
  test('may what the rules that fit allow, together, and is known by its repository and ref', async () => {
    const { uuid } = await trusted()
    await trusted({
      name: 'Z',
      scopes: ['record'],
      claims: { ref: 'refs/heads/main' },
      reach: { applications: ['orders'] },
    })
    await trusted({ name: 'other', claims: { ref: 'refs/heads/other' }, reach: 'everything' })
    const jwt = await issuer.sign(claims)
    expect([await versioned(jwt, 'shop'), await versioned(jwt, 'orders')]).toEqual([201, 403])
    const { json } = await as(bearer(jwt), 'GET', '/me')
    expect(json).toMatchObject({ kind: 'workload', name: 'acme/shop (refs/heads/main)', uuid, administrator: false })
    expect(json.grants).toMatchObject([
      { scopes: ['read', 'publish'], reach: { teams: [{ name: 'Checkout' }], applications: [] } },
      { scopes: ['read', 'record'], reach: { teams: [], applications: ['orders'] } },
    ])
  })

  test.each(['RS256', 'PS256', 'ES384', 'EdDSA'])('can show an identity that is signed with %s', async (alg) => {
    await trusted()
    await issuer.rotate('another', alg)
    expect(await versioned(await issuer.sign(claims), 'shop')).toBeLessThan(300)
  })

  test('is refused from the moment on in which its rule is deleted', async () => {
    const { uuid } = await trusted()
    const jwt = await issuer.sign(claims)
    expect(await versioned(jwt, 'shop')).toBeLessThan(300)
    expect((await as(maintainer, 'DELETE', `/trust-rules/${uuid}`)).status).toBe(204)
    expect(await refusalOf(jwt)).toContain('no trust rule names its issuer')
  })

  test('creates neither tokens nor rules', async () => {
    await trusted({ scopes: ['administer', 'publish'], reach: 'everything' })
    const build = bearer(await issuer.sign(claims))
    const token = { name: 'CI', kind: 'system', scopes: [], reach: 'everything' }
    for (const reply of [await as(build, 'POST', '/tokens', token), await as(build, 'POST', '/trust-rules', rule())]) {
      expect(reply).toMatchObject({ status: 403, json: { error: expect.stringContaining('A build cannot create') } })
    }
  })

  test('is told what it said where no rule fits', async () => {
    await trusted({ claims: { repository: 'acme/stock' } })
    const jwt = await issuer.sign({ ...claims, environment: 'live\n', actor: 'ann' })
    const said = `iss '${issuer.url}', sub '${claims.sub}', aud 'tallystick', repository 'acme/shop', ref 'refs/heads/main'`
    expect(await refusalOf(jwt)).toBe(
      `The identity of this build does not count: no trust rule fits it. It says: ${said}, environment 'live '.`,
    )
  })
})

describe('an identity does not count', () => {
  const now = () => Math.floor(Date.now() / 1000)

  test.each<[string, () => object, string]>([
    ['that has expired', () => ({ exp: now() - 61 }), 'it has expired'],
    ['that never expires', () => ({ exp: undefined }), "no claim 'exp'"],
    ['that is older than a day', () => ({ iat: now() - 86_500 }), 'older than a day'],
    ['that does not say how old it is', () => ({ iat: undefined }), "no claim 'iat'"],
    ['that is not valid yet', () => ({ nbf: now() + 120 }), "'nbf' is not right"],
    ['of the future', () => ({ iat: now() + 120 }), "'iat' is not right"],
    ['that is for another', () => ({ aud: ['https://other.example.org'] }), 'no trust rule is for its audience'],
    ['that is for nobody', () => ({ aud: undefined }), "no claim 'aud'"],
    ['of another issuer', () => ({ iss: 'https://evil.example.org' }), "its issuer 'https://evil.example.org'"],
    ['of no issuer', () => ({ iss: undefined }), "its issuer ''"],
    ['of what cannot be an issuer', () => ({ iss: 'https://a\u0000b' }), "its issuer 'https://a b'"],
  ])('%s', async (_, more, sentence) => {
    await trusted()
    expect(await refusalOf(await issuer.sign({ ...claims, ...more() }))).toContain(sentence)
  })

  test('within a minute it still does: clocks differ', async () => {
    await trusted()
    expect(await versioned(await issuer.sign({ ...claims, exp: now() - 30, nbf: now() + 30 }), 'shop')).toBeLessThan(
      300,
    )
  })

  test('that is signed by somebody else, or by nobody', async () => {
    await trusted()
    const right = await issuer.sign(claims)
    const [header, body = '', signature] = right.split('.')
    const unsigned = new UnsecuredJWT({ ...claims, iss: issuer.url, aud: 'tallystick' })
      .setExpirationTime('1h')
      .encode()
    const forged = Buffer.from(body, 'base64url').toString().replace('acme/shop', 'evil/shop')
    const shared = new TextEncoder().encode(JSON.stringify(issuer.publicKey()))
    const symmetric = new SignJWT({ ...claims, iss: issuer.url, aud: 'tallystick' })
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .setIssuedAt()
      .setExpirationTime('1h')
    const notHis = 'not signed with a key of its issuer'
    expect(await refusalOf(await issuer.sign(claims, { key: await issuer.newKey('first') }))).toContain(notHis)
    expect(await refusalOf([header, Buffer.from(forged).toString('base64url'), signature].join('.'))).toContain(notHis)
    expect(await refusalOf(unsigned)).toContain("signed with 'none'")
    expect(await refusalOf(await symmetric.sign(shared))).toContain("signed with 'HS256'")
    const own = await issuer.newKey('own')
    const bringsItsKey = { header: { jwk: own.jwk, jku: `${issuer.url}/own` }, key: own }
    expect(await refusalOf(await issuer.sign(claims, bringsItsKey))).toContain(notHis)
  })

  test.each(['eyJ.e30.', 'eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.eA', 'eyJhbGciOiJSUzI1NiJ9.W10.eA'])(
    'as %s',
    async (text) => {
      expect(await refusalOf(text)).toContain('cannot be read')
    },
  )
})

describe('the keys of an issuer', () => {
  test('are not asked for where no rule names it', async () => {
    expect(await refusalOf(await issuer.sign(claims))).toContain('no trust rule names its issuer')
    expect(issuer.asked).toEqual([])
  })

  test('are asked for once, by however many', async () => {
    await trusted()
    const jwt = await issuer.sign(claims)
    const replies = await Promise.all(Array.from({ length: 20 }, () => as(bearer(jwt), 'GET', '/me')))
    expect(replies.every(({ status }) => status === 200)).toBe(true)
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys'])
  })

  test('are asked for again for one that is not among them, once in half a minute', async () => {
    await trusted()
    expect(await versioned(await issuer.sign(claims), 'shop')).toBeLessThan(300)
    await issuer.rotate('second')
    const asked = () => issuer.asked.filter((path) => path === '/keys').length
    expect(await refusalOf(await issuer.sign(claims))).toContain('not signed with a key')
    expect(asked()).toBe(1)
    ahead += 31_000
    expect(await versioned(await issuer.sign(claims), 'shop')).toBeLessThan(300)
    for (const kid of ['x', 'y', 'z']) {
      expect(await refusalOf(await issuer.sign(claims, { header: { kid } }))).toContain('not signed with a key')
    }
    expect(asked()).toBe(2)
  })

  test.each<[string, Parameters<typeof issuer.answersWith>[0]]>([
    ['fails', (_path, response) => !!response.writeHead(500).end()],
    ['answers with something else', (_path, response) => !!response.end('<html>')],
    ['has no keys', (path, response) => path === '/keys' && !!response.end('{"keys": {}}')],
    ['leads elsewhere', (_path, response) => !!response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
    [
      'calls itself something else',
      (_path, response) => !!response.end('{"issuer":"https://a.example.org","jwks_uri":"https://a.example.org"}'),
    ],
    [
      'has its keys where nobody may look',
      (path, response) =>
        path !== '/keys' &&
        !!response.end(JSON.stringify({ issuer: issuer.url, jwks_uri: 'http://169.254.169.254/keys' })),
    ],
    ['cuts the line', (_path, response) => !!response.destroy()],
    ['never stops', (_path, response) => !!response.end(Buffer.alloc(600 * 1024, ' '))],
  ])('cannot be had of one that %s: builds are refused for some seconds, and the log says why', async (_, answer) => {
    await trusted()
    issuer.answersWith(answer)
    const jwt = await issuer.sign(claims)
    const from = logged.length
    expect(await refusalOf(jwt)).toContain('cannot be read at the moment, and the log of the broker says why')
    expect(logged.slice(from).join('')).toContain(issuer.url)
    const asked = issuer.asked.length
    issuer.answersWith()
    await refusalOf(jwt)
    expect(issuer.asked.length).toBe(asked)
    ahead += 11_000
    expect(await versioned(jwt, 'shop')).toBeLessThan(300)
  })

  test('that come too late are not waited for, and hold up nobody else', async () => {
    expect(await slow.refusal).toContain('cannot be read at the moment')
    expect(slow.tookMs()).toBeLessThan(8000)
  }, 15_000)

  test('are read again after ten minutes', async () => {
    await trusted()
    const jwt = await issuer.sign({ ...claims, exp: Math.floor(Date.now() / 1000) + 7200 })
    expect(await versioned(jwt, 'shop')).toBeLessThan(300)
    await issuer.rotate('second')
    ahead += 11 * MINUTE_MS
    expect(await refusalOf(jwt)).toContain('not signed with a key')
  })
})

describe('trust rules', () => {
  const github = 'https://token.actions.githubusercontent.com'

  test.each<[string, Partial<TrustRuleDetails>, object]>([
    ['without TLS', { issuer: 'http://id.example.org' }, { issuer: [expect.stringContaining('must be https')] }],
    ['of no URL', { issuer: 'gitlab' }, { issuer: [expect.stringContaining('must be the URL of an issuer')] }],
    [
      'at a private address',
      { issuer: 'https://10.0.0.1' },
      { issuer: [expect.stringContaining('TALLYSTICK_PRIVATE_ISSUERS=10.0.0.1')] },
    ],
    ['without claims', { claims: {} }, { claims: [expect.stringContaining('must name a claim')] }],
    ['with a claim that fits all', { claims: { sub: '*' } }, { 'claims.sub': ['fits everything: say more than *'] }],
    [
      'with a claim of its own',
      { claims: { iss: 'x', sub: 'y' } },
      { 'claims.iss': ['cannot be a claim of a rule: say it as issuer'] },
    ],
    [
      'for everybody at GitHub',
      { issuer: github, claims: { ref: 'refs/heads/main' } },
      { claims: [expect.stringContaining('whose builds are meant')] },
    ],
    ['for a team that is not there', { reach: { teams: ['Nobody'] } }, { 'reach.teams': [expect.any(String)] }],
  ])('are refused %s', async (_, more, errors) => {
    const reply = await as(admin, 'POST', '/trust-rules', rule(more))
    expect(reply).toMatchObject({ status: 400, json: { errors } })
  })

  test('are made by those who may so much themselves, and not by what expires', async () => {
    const secret = { name: 'long', kind: 'system', scopes: ['administer', 'publish'], reach: { teams: ['Checkout'] } }
    const lasting = bearer((await as(maintainer, 'POST', '/tokens', secret)).json.secret)
    const expiresAt = new Date(Date.now() + MINUTE_MS).toISOString()
    const brief = bearer((await as(maintainer, 'POST', '/tokens', { ...secret, expiresAt })).json.secret)
    const made = async (who: Calling, more: Partial<TrustRuleDetails> = {}) => {
      const { status, json } = await as(who, 'POST', '/trust-rules', rule(more))
      return status === 201 ? 'made' : json.error
    }
    expect(await made(lasting)).toBe('made')
    expect(await made(lasting, { reach: { applications: ['shop'] } })).toBe('made')
    expect(await made(lasting, { reach: { teams: ['Orders'] } })).toContain("for the team 'Orders'")
    expect(await made(lasting, { scopes: ['verify'] })).toContain('You may not verify')
    expect(await made(lasting, { reach: 'everything' })).toContain('everything')
    expect(await made(brief)).toContain('and a trust rule does not')
  })

  test('are seen by all who are known, changed by those whom they concern, and audited', async () => {
    const other = await signedUp(broker.db, { name: 'Alan', teams: { Orders: 'maintainer' } })
    const { uuid } = await trusted({ name: 'to change' })
    const at = `/trust-rules/${uuid}`
    expect((await broker.get('/trust-rules')).status).toBe(401)
    expect((await as(other, 'GET', at)).json).toMatchObject({ name: 'to change', createdBy: 'Grace (token laptop)' })
    expect((await as(other, 'PUT', at, rule({ reach: { teams: ['Orders'] } }))).status).toBe(403)
    expect((await as(other, 'DELETE', at)).status).toBe(403)
    expect((await as(maintainer, 'PUT', at, rule({ scopes: ['verify'], reach: { teams: ['Orders'] } }))).status).toBe(
      403,
    )
    const changed = await as(
      maintainer,
      'PUT',
      at,
      rule({ name: 'changed', claims: { ref: 'main' }, reach: { applications: ['shop'] } }),
    )
    expect(changed.json).toMatchObject({ name: 'changed', claims: { ref: 'main' }, reach: { applications: ['shop'] } })
    expect((await as(maintainer, 'DELETE', at)).status).toBe(204)
    expect((await as(maintainer, 'DELETE', at)).status).toBe(404)
    const { entries } = (await as(admin, 'GET', '/audit?kind=trust-rule&size=3')).json._embedded
    expect(entries).toMatchObject([
      { action: 'trust-rule-deleted', actor: { name: 'Ada (token laptop)' }, before: { name: 'changed' } },
      {
        action: 'trust-rule-updated',
        before: { name: 'to change' },
        after: { name: 'changed', claims: { ref: 'main' } },
      },
      { action: 'trust-rule-created', after: { issuer: issuer.url } },
    ])
  })

  test('are listed by name, in pages', async () => {
    await trusted({ name: 'A' })
    const list = await as(maintainer, 'GET', '/trust-rules?size=1')
    expect(list.json).toMatchObject({ page: { size: 1 }, _embedded: { trustRules: [{ name: 'A' }] } })
    expect((await as(maintainer, 'GET', list.json._links.next.href)).status).toBe(200)
  })

  test('can be tried out without an identity', async () => {
    await trusted({ name: 'fits' })
    await trusted({ name: 'fits not', claims: { sub: 'repo:acme/shop:*', ref: 'refs/heads/release' } })
    const tried = await as(maintainer, 'POST', '/trust-rules/try', {
      claims: { ...claims, iss: issuer.url, aud: 'tallystick' },
    })
    expect(tried.json).toMatchObject({
      name: 'acme/shop (refs/heads/main)',
      rules: [
        { name: 'fits', fits: true, differences: [] },
        {
          name: 'fits not',
          fits: false,
          differences: [{ claim: 'ref', wanted: 'refs/heads/release', found: 'refs/heads/main' }],
        },
      ],
      grants: [{ says: expect.stringContaining("publish contracts and versions for the applications of 'Checkout'") }],
    })
    const empty = await as(maintainer, 'POST', '/trust-rules/try', { claims: { iss: 'https://a\u0000' } })
    expect(empty.json).toMatchObject({ name: 'a build', rules: [], grants: [] })
  })
})
