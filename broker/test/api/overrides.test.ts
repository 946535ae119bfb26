import { type Override, type Reason, matrix } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MatrixWorld, matrixWorld, nothingByItself } from '../support/matrix-world.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const HOUR_MS = 3_600_000
const START = Date.parse('2026-11-22T10:00:00Z')

let broker: TestBroker
let world: MatrixWorld
let now = new Date(START)

const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR_MS).toISOString()
const reason = 'the provider is behind a flag'
const said = () => ({ pacticipant: 'Shop', version: '1', environment: 'production', reason, expiresAt: inHours(24) })
const allow = (change: object = {}) => broker.post('/overrides', { ...said(), ...change })

beforeAll(async () => {
  broker = await startTestBroker({ config: { ...nothingByItself, overrideMaxDays: 3 }, clock: () => now })
  world = matrixWorld(broker)
  await world.environment('production')
  await world.environment('test')
  await world.version('Shop', '1', { branch: 'main', tags: ['dev'] })
  await world.publish('Shop', '1', { provider: 'Stock', content: 'stock' })
  await world.version('Stock', 's1', { branch: 'main' })
  await world.verify({ consumer: 'Shop', provider: 'Stock', content: 'stock' }, 's1', false)
  await world.deploy('Stock', 's1', { environment: 'production' })
})
afterAll(() => broker.stop())

async function ask(path: string) {
  const { status, json } = await broker.get(path)
  expect(status).toBe(200)
  expect(matrix.safeParse(json).error).toBeUndefined()
  return { ...json.summary, codes: json.reasons.map(({ code }: Reason) => code), notices: json.notices }
}

const question = '/can-i-deploy?pacticipant=Shop&version=1&environment=production'
const branchForm = '/pacticipants/Shop/branches/main/latest-version/can-i-deploy/to-environment/production'
const target = 'latestby=cvpv&environment=production'
const forms = [
  question,
  branchForm,
  `/matrix?q[][pacticipant]=Shop&q[][version]=1&${target}`,
  `/matrix?q[][pacticipant]=Shop&q[][branch]=main&q[][latest]=true&${target}`,
  `/matrix?q[][pacticipant]=Shop&q[][tag]=dev&q[][latest]=true&${target}`,
]
const draw = async () => (await broker.get(`${branchForm}/badge`, { accept: 'image/svg+xml' })).text

describe('an override', () => {
  test('is refused without a good reason, an end that is near enough, and what it is about', async () => {
    const refused = await Promise.all([
      allow({ reason: ' too short ' }),
      allow({ reason: `${reason}\nreally` }),
      allow({ expiresAt: inHours(-1) }),
      allow({ expiresAt: inHours(73) }),
      allow({ expiresAt: 'tomorrow' }),
      allow({ version: '2' }),
      allow({ pacticipant: 'Nobody', environment: 'moon' }),
      broker.post('/overrides', {}),
    ])
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 400))
    expect(refused.map(({ json }) => json.errors)).toEqual([
      { reason: ['must have at least 10 characters'] },
      { reason: ['cannot contain multiple lines'] },
      { expiresAt: ['must be in the future'] },
      { expiresAt: ['must be at most 3 days away'] },
      { expiresAt: ['must be a time such as 2026-11-22T10:00:00Z'] },
      { version: ['does not match an existing version'] },
      {
        pacticipant: ['does not match an existing pacticipant'],
        environment: ['does not match an existing environment'],
      },
      {
        pacticipant: ['is missing'],
        version: ['is missing'],
        environment: ['is missing'],
        reason: ['is missing'],
        expiresAt: ['must be a time such as 2026-11-22T10:00:00Z'],
      },
    ])
    expect((await broker.get('/overrides')).json.page.totalElements).toBe(0)
  })

  test('turns a no into a yes that says by whom, until when and why, and keeps what was found', async () => {
    const before = await Promise.all(forms.map(ask))
    expect(before.map(({ deployable, override }) => [deployable, override])).toEqual(
      forms.map(() => [false, undefined]),
    )
    const drawnBefore = await draw()

    const created = await allow()
    expect(created).toMatchObject({ status: 201, json: { active: true, createdBy: 'anybody', revokedAt: null } })
    const { uuid, createdAt, expiresAt } = created.json
    expect(created.headers.get('location')).toBe(`${broker.url}/overrides/${uuid}`)
    expect((await broker.get(`/overrides/${uuid}`)).json).toEqual(created.json)

    const sentence =
      'WARN: Deploying version 1 of Shop to production is allowed by an override of anybody until ' +
      `2026-11-23T10:00:00+00:00: ${reason}`
    const after = await Promise.all(forms.map(ask))
    for (const [position, summary] of after.entries()) {
      const { notices, codes } = before[position] ?? {}
      expect(summary).toMatchObject({
        deployable: true,
        failed: 1,
        override: { uuid, reason, createdBy: 'anybody', createdAt, expiresAt },
        codes: ['allowed-by-override', ...codes],
        notices: [{ type: 'warning', text: sentence }, ...notices],
      })
      expect(summary.reason).toBe([sentence, ...notices.map(({ text }: { text: string }) => text)].join('\n'))
    }
    const text = (await broker.get(question, { accept: 'text/plain' })).text
    expect(text).toContain(`Deployable: true\nReason: ${sentence}\nThe verification for the pact between`)
    expect(await draw()).not.toBe(drawnBefore)
  })

  test('counts for nothing else', async () => {
    await world.version('Shop', '2', { branch: 'next' })
    await world.publish('Shop', '2', { provider: 'Stock', content: 'stock' })
    const others = [
      '/can-i-deploy?pacticipant=Shop&version=2&environment=production',
      '/can-i-deploy?pacticipant=Stock&version=s1&environment=production',
      `/matrix?q[][pacticipant]=Shop&q[][version]=1&q[][pacticipant]=Stock&q[][version]=s1&${target}`,
      `/matrix?q[][pacticipant]=Shop&q[][version]=1&q[][pacticipant]=Stock&q[][version]=s1`,
      '/matrix?q[][pacticipant]=Shop&q[][version]=1&latestby=cvp&latest=true',
      `/matrix?q[][pacticipant]=Shop&${target}`,
    ]
    const answers = await Promise.all(others.map(ask))
    expect(answers.map(({ override }) => override)).toEqual(others.map(() => undefined))
    expect(answers.map(({ codes }) => codes).flat()).not.toContain('allowed-by-override')
    expect((await ask('/can-i-deploy?pacticipant=Shop&version=1&environment=test')).override).toBeUndefined()
  })

  test('is not spoken of where the answer is a yes anyway', async () => {
    const { status } = await allow({ environment: 'test' })
    expect(status).toBe(201)
    await world.version('Mail', 'm1')
    expect((await allow({ pacticipant: 'Mail', version: 'm1' })).status).toBe(201)
    const summary = await ask('/can-i-deploy?pacticipant=Mail&version=m1&environment=production')
    expect(summary).toMatchObject({ deployable: true, codes: ['no-integrations'] })
    expect(summary.override).toBeUndefined()
  })

  test('saves who waits for missing results the wait', async () => {
    const path = '/can-i-deploy?pacticipant=Shop&version=1&environment=test'
    expect(await ask(`${path}&wait=30`)).toMatchObject({ deployable: true, unknown: 1 })
  })

  test('is listed, the newest first, by application, environment and whether it counts', async () => {
    const list = async (query: string) =>
      (await broker.get(`/overrides?${query}`)).json._embedded.overrides.map(
        ({ pacticipant, environment }: Override) => `${pacticipant} to ${environment}`,
      )
    expect(await list('')).toEqual(['Mail to production', 'Shop to test', 'Shop to production'])
    expect(await list('pacticipant=Shop&environment=production')).toEqual(['Shop to production'])
    expect(await list('pacticipant=Nobody')).toEqual([])
    expect(await list('active=false')).toEqual([])
    expect(await list('active=true&page=2&size=1')).toEqual(['Shop to test'])
    const { json } = await broker.get('/overrides?active=true&page=2&size=1')
    expect(json.page).toEqual({ number: 2, size: 1, totalElements: 3, totalPages: 3 })
    expect(json._links.next.href).toBe(`${broker.url}/overrides?active=true&page=3&size=1`)
    expect((await broker.get('/overrides?active=maybe')).status).toBe(400)
  })

  test('that ends last is the one that is shown', async () => {
    const shorter = await allow({ expiresAt: inHours(1) })
    const longer = await allow({ expiresAt: inHours(48) })
    expect((await ask(question)).override.uuid).toBe(longer.json.uuid)
    for (const { json } of [shorter, longer]) expect((await broker.del(`/overrides/${json.uuid}`)).status).toBe(204)
  })

  test('stays on record when it is revoked, and counts no more', async () => {
    const { override } = await ask(question)
    expect((await broker.del(`/overrides/${override.uuid}`)).status).toBe(204)
    expect(await ask(question)).toMatchObject({ deployable: false, codes: ['verification-failed'] })
    const { json } = await broker.get(`/overrides/${override.uuid}`)
    expect(json).toMatchObject({ active: false, revokedBy: 'anybody', revokedAt: '2026-11-22T10:00:00+00:00' })
    expect((await broker.del(`/overrides/${override.uuid}`)).status).toBe(204)
    expect((await broker.del('/overrides/nothing')).status).toBe(404)
    expect((await broker.get('/overrides/nothing')).status).toBe(404)
  })

  test('ends by itself', async () => {
    const { json } = await allow({ expiresAt: inHours(1) })
    expect((await ask(question)).deployable).toBe(true)
    now = new Date(START + HOUR_MS)
    expect((await ask(question)).deployable).toBe(false)
    expect((await broker.get(`/overrides/${json.uuid}`)).json).toMatchObject({ active: false, revokedAt: null })
  })
})
