import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MatrixWorld, matrixWorld, nothingByItself } from '../support/matrix-world.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
let world: MatrixWorld

const image = { accept: 'image/svg+xml' }
const content = (name: string) => ({ consumer: 'Web Shop', provider: 'Stock', content: name })
const shopToStock = '/pacts/provider/Stock/consumer/Web%20Shop'
const colours: Readonly<Record<string, string>> = {
  '#4b0': 'green',
  '#ea7233': 'orange',
  '#dd4343': 'red',
  '#939393': 'grey',
}

/** A version of the shop with its contract. */
async function publish(number: string, name: string, options: Parameters<MatrixWorld['version']>[2] = {}) {
  await world.version('Web Shop', number, options)
  await world.publish('Web Shop', number, { provider: 'Stock', content: name })
}

beforeAll(async () => {
  broker = await startTestBroker({ config: nothingByItself })
  world = matrixWorld(broker)
  await publish('1', 'one', { tags: ['old', 'stale', 'broken', 'dev'] })
  await publish('2', 'two', { tags: ['stale', 'unverified'] })
  await publish('3', 'three', { tags: ['broken'] })
  await publish('4', 'one', { branch: 'main', tags: ['dev'] })
  await world.version('Stock', '11', { branch: 'main', tags: ['prod'] })
  await world.verify(content('one'), '11')
  await world.version('Stock', '12', { tags: ['failing'] })
  await world.verify(content('three'), '12', false)
  await world.version('Web Shop', '5', { branch: 'feat/x', tags: ['without contract'] })
  await world.version('Lonely', '1')
  await broker.patch('/pacticipants/Web%20Shop', { mainBranch: 'main' })
  await broker.patch('/pacticipants/Stock', { mainBranch: 'main' })
})
afterAll(() => broker.stop())

/** What the badge says, and in which colour. */
async function show(path: string): Promise<string> {
  const { status, headers, text } = await broker.get(path, image)
  expect({ path, status, type: headers.get('content-type') }).toEqual({
    path,
    status: 200,
    type: 'image/svg+xml;charset=utf-8',
  })
  const title = /<title>(.*)<\/title>/.exec(text)?.[1]
  const fill = /<rect x="\d+" width="\d+" height="20" fill="(#\w+)"/.exec(text)?.[1] ?? ''
  return `${title} (${colours[fill] ?? fill})`
}

describe('the badge of a contract', () => {
  it('says whether the newest one is verified', async () => {
    expect(await show(`${shopToStock}/latest/badge`)).toBe('web shop/stock pact: verified (green)')
  })

  it('says whether the newest one with a tag is', async () => {
    const tagged = async (tag: string) => show(`${shopToStock}/latest/${tag}/badge`)
    expect(await tagged('dev')).toBe('web shop/stock pact: verified (green)')
    expect(await tagged('stale')).toBe('web shop/stock pact: changed (orange)')
    expect(await tagged('broken')).toBe('web shop/stock pact: failed (red)')
    expect(await tagged('unverified')).toBe('web shop/stock pact: unknown (grey)')
  })

  it('says whether the newest one without tags is', async () => {
    const path = `${shopToStock}/latest-untagged/badge`
    expect(await show(path)).toBe('pact not found: unknown (grey)')
    await publish('untagged', 'one')
    expect(await show(path)).toBe('web shop/stock pact: verified (green)')
    await publish('untagged later', 'new')
    expect(await show(path)).toBe('web shop/stock pact: changed (orange)')
    expect(await show(`${shopToStock}/latest/badge`)).toBe('web shop/stock pact: changed (orange)')
  })

  it('says when nobody has to heed the failure', async () => {
    await broker.db.updateTable('verifications').set({ pending: true }).where('success', '=', false).execute()
    expect(await show(`${shopToStock}/latest/broken/badge`)).toBe('web shop/stock pact: failed (pending) (red)')
    await broker.db.updateTable('verifications').set({ pending: false }).execute()
  })

  it('shows the names that are asked for', async () => {
    const path = `${shopToStock}/latest/dev/badge`
    expect(await show(`${path}?label=consumer`)).toBe('web shop pact: verified (green)')
    expect(await show(`${path}?label=provider`)).toBe('stock pact: verified (green)')
    expect(await show(`${path}?initials=true`)).toBe('ws/stock pact: verified (green)')
    expect(await show(`${path}?label[]=x&initials[a]=b`)).toBe('web shop/stock pact: verified (green)')
  })

  it('says that there is none', async () => {
    for (const path of [
      `${shopToStock}/latest/nobodys/badge`,
      '/pacts/provider/Web%20Shop/consumer/Stock/latest/badge',
      '/pacts/provider/Nobody/consumer/Stock/latest/badge',
      '/pacts/provider/Stock/consumer/Nobody/latest/dev/badge',
      '/pacts/provider/Stock/consumer/Nobody/latest-untagged/badge',
    ]) {
      expect(await show(path)).toBe('pact not found: unknown (grey)')
    }
  })
})

describe('the badge of two tags', () => {
  const show2 = (consumerTag: string, providerTag: string, query = '') =>
    show(`/matrix/provider/Stock/latest/${providerTag}/consumer/Web%20Shop/latest/${consumerTag}/badge${query}`)

  it('says what provider versions with the one found for the contract with the other', async () => {
    expect(await show2('dev', 'prod')).toBe('web shop (dev)/stock (prod) pact: verified (green)')
    expect(await show2('stale', 'prod')).toBe('web shop (stale)/stock (prod) pact: changed (orange)')
    expect(await show2('broken', 'failing')).toBe('web shop (broken)/stock (failing) pact: failed (red)')
    expect(await show2('broken', 'prod')).toBe('web shop (broken)/stock (prod) pact: changed (orange)')
    expect(await show2('dev', 'failing')).toBe('web shop (dev)/stock (failing) pact: unknown (grey)')
    expect(await show2('dev', 'prod', '?initials=true&label=consumer')).toBe('ws (dev) pact: verified (green)')
  })

  it('says that there is no contract', async () => {
    expect(await show2('nobodys', 'prod')).toBe('pact not found: unknown (grey)')
    expect(await show2('dev', 'nobodys')).toBe('web shop (dev)/stock (nobodys) pact: unknown (grey)')
  })
})

describe('the badge of a deployment from tag to tag', () => {
  const path = (pacticipant: string, tag: string, to: string) =>
    `/pacticipants/${encodeURIComponent(pacticipant)}/latest-version/${tag}/can-i-deploy/to/${to}/badge`

  it('is green for a yes and red for everything else', async () => {
    expect(await show(path('Web Shop', 'dev', 'prod'))).toBe('can-i-deploy: dev to prod (green)')
    expect(await show(path('Web Shop', 'broken', 'failing'))).toBe('can-i-deploy: broken to failing (red)')
    expect(await show(path('Web Shop', 'dev', 'nowhere'))).toBe('can-i-deploy: dev to nowhere (red)')
  })

  it('has the label that is asked for', async () => {
    expect(await show(`${path('Web Shop', 'dev', 'prod')}?label=Ship%20%3Cit%3E`)).toBe(
      'Ship &lt;it&gt;: dev to prod (green)',
    )
  })

  it('says what there is not', async () => {
    expect(await show(path('Nobody', 'dev', 'prod'))).toBe('pacticipant: not found (grey)')
    expect(await show(path('Web Shop', 'nope', 'prod'))).toBe('version: not found (grey)')
  })
})

describe('the badge of a deployment from a branch to an environment', () => {
  const path = (pacticipant: string, branch: string, environment: string) =>
    `/pacticipants/${[pacticipant, 'branches', branch].map(encodeURIComponent).join('/')}/latest-version/can-i-deploy/to-environment/${environment}/badge`

  it('is green for a yes and red for everything else', async () => {
    await world.environment('test')
    expect(await show(path('Web Shop', 'main', 'test'))).toBe('can-i-deploy: main to test (red)')
    await world.deploy('Stock', '11', { environment: 'test' })
    expect(await show(path('Web Shop', 'main', 'test'))).toBe('can-i-deploy: main to test (green)')
    expect(await show(path('Web Shop', 'feat/x', 'test'))).toBe('can-i-deploy: feat/x to test (green)')
  })

  it('is what the templated link of the pacticipant leads to', async () => {
    const { _links: links } = (await broker.get('/pacticipants/Web%20Shop')).json
    const branch = links['pb:can-i-deploy-branch-to-environment-badge']
    const tag = links['pb:can-i-deploy-badge']
    expect([branch, tag]).toMatchObject([{ templated: true }, { templated: true }])
    expect(await show(branch.href.replace('{branch}', 'main').replace('{environment}', 'test'))).toBe(
      'can-i-deploy: main to test (green)',
    )
    expect(await show(tag.href.replace('{tag}', 'dev').replace('{environmentTag}', 'prod'))).toBe(
      'can-i-deploy: dev to prod (green)',
    )
  })

  it('says what there is not', async () => {
    expect(await show(path('Nobody', 'main', 'test'))).toBe('pacticipant: not found (grey)')
    expect(await show(path('Web Shop', 'nope', 'test'))).toBe('branch: not found (grey)')
    expect(await show(path('Web Shop', 'main', 'moon'))).toBe('environment: not found (grey)')
    await world.version('Emptied', '1', { branch: 'main' })
    await broker.del('/pacticipants/Emptied/versions/1')
    expect(await show(path('Emptied', 'main', 'test'))).toBe('version: not found (grey)')
  })
})

describe('the badge of a merge', () => {
  const path = (pacticipant: string) => `/pacticipants/${encodeURIComponent(pacticipant)}/main-branch/can-i-merge/badge`

  it('says whether the heads of the main branches work together', async () => {
    expect(await show(path('Web Shop'))).toBe('can-i-merge: success (green)')
    await publish('6', 'not yet verified', { branch: 'main' })
    expect(await show(path('Web Shop'))).toBe('can-i-merge: unknown (grey)')
    await world.verify(content('not yet verified'), '11', false)
    expect(await show(path('Web Shop'))).toBe('can-i-merge: failed (red)')
    expect(await show(`${path('Web Shop')}?label=merge`)).toBe('merge: failed (red)')
  })

  it('may be kept for a while when it has an answer', async () => {
    const cacheControl = async (pacticipant: string) =>
      (await broker.get(path(pacticipant), image)).headers.get('cache-control')
    expect(await cacheControl('Web Shop')).toBe('max-age=30')
    expect(await cacheControl('Nobody')).toBe('no-cache')
  })

  it('says what there is not', async () => {
    expect(await show(path('Nobody'))).toBe('pacticipant: not found (grey)')
    expect(await show(path('Lonely'))).toBe('main branch version: not found (grey)')
  })
})

describe('a badge', () => {
  const path = `${shopToStock}/latest/dev/badge`

  it.each([
    ['*/*'],
    ['image/*'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8'],
    ['text/html'],
    ['image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5'],
  ])('is an image for who accepts %s', async (accept) => {
    const { status, headers } = await broker.get(path, { accept })
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'image/svg+xml;charset=utf-8',
      'no-cache',
    ])
  })

  it('has an address that ends as images do', async () => {
    const { status, headers } = await broker.get(`${path}.svg`, { accept: 'text/html' })
    expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml;charset=utf-8'])
  })

  it('is nothing that a client of JSON could read', async () => {
    expect((await broker.get(path, { accept: 'application/hal+json' })).status).toBe(406)
  })

  it('is shown even when the broker cannot read its data, with what to look for in the log', async () => {
    const lines: string[] = []
    const broken = await startTestBroker({ logTo: { write: (line) => void lines.push(line) } })
    await broken.db.destroy()
    const { status, text } = await broken.get(path, image)
    await broken.stop()
    const reference = /<title>error: reference: (\w+)<\/title>/.exec(text)?.[1]
    expect(status).toBe(200)
    expect(lines.map((line) => JSON.parse(line)).filter((line) => line.reference === reference)).toHaveLength(1)
  })
})

describe('with redirection', () => {
  let redirecting: TestBroker
  beforeAll(async () => {
    redirecting = await startTestBroker({
      config: { badgeProviderMode: 'redirect', shieldsIoBaseUrl: 'https://badges.example/x' },
    })
    await redirecting.put('/pacticipants/A/branches/main/versions/1')
  })
  afterAll(() => redirecting.stop())

  it('a badge is at the service', async () => {
    const answers = await Promise.all(
      ['/pacts/provider/B/consumer/A/latest/badge', '/pacticipants/A/main-branch/can-i-merge/badge'].map((path) =>
        redirecting.get(path, image),
      ),
    )
    expect(
      answers.map(({ status, headers, text }) => [status, headers.get('location'), headers.get('cache-control'), text]),
    ).toEqual([
      [307, 'https://badges.example/x/badge/pact%20not%20found-unknown-lightgrey.svg', 'no-cache', ''],
      [307, 'https://badges.example/x/badge/can--i--merge-success-brightgreen.svg', 'max-age=30', ''],
    ])
  })
})

describe('with credentials', () => {
  it.each([
    [true, 200],
    [false, 401],
  ])('and public badges %s, a reader without any gets %i', async (enablePublicBadgeAccess, status) => {
    const closed = await startTestBroker({
      config: { basicAuth: { username: 'ann', password: 'secret' }, enablePublicBadgeAccess },
    })
    const paths = [`${shopToStock}/latest/badge`, '/pacticipants/A/main-branch/can-i-merge/badge']
    const answers = await Promise.all(paths.map((path) => closed.get(path, image)))
    expect(answers.map((answer) => answer.status)).toEqual([status, status])
    expect((await closed.get('/pacticipants')).status).toBe(401)
    await closed.stop()
  })
})
