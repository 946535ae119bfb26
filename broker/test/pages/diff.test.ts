import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publish } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { type Look, expectAccessible, expectNoSideScroll, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker

const type = { matchers: [{ match: 'type' }] }
const item = { sku: 'TEA-250', quantity: 2, price: 12.5 }
const order = { id: 17, status: 'paid', currency: 'EUR', customer: 'Ann', items: [item] }
const rules = { '$.id': type, '$.customer': type, '$.items': { matchers: [{ match: 'type', min: 1 }] } }

const interaction = (description: string, request: object, response: object, state?: string) => ({
  description,
  ...(state === undefined ? {} : { providerStates: [{ name: state }] }),
  request,
  response,
})

const getOrder = (body: object, matchingRules: object) =>
  interaction(
    'a request for an order',
    { method: 'GET', path: '/orders/17', headers: { Accept: 'application/json' } },
    { status: 200, headers: { 'Content-Type': 'application/json' }, body, matchingRules: { body: matchingRules } },
    'order 17 exists',
  )
const placeOrder = (body: object) =>
  interaction('an order that is placed', { method: 'POST', path: '/orders', body }, { status: 201, body: { id: 18 } })
const cancel = interaction(
  'a cancellation',
  { method: 'DELETE', path: '/orders/17' },
  { status: 204 },
  'order 17 exists',
)
const invoices = interaction(
  'the invoices of an order',
  { method: 'GET', path: '/orders/17/invoices' },
  { status: 200, body: [{ number: 'R-1' }] },
  'order 17 has an invoice',
)
const health = interaction('whether it is there', { method: 'GET', path: '/health' }, { status: 200 })

const contract = (...interactions: readonly object[]) => ({
  consumer: { name: 'shop' },
  provider: { name: 'orders' },
  interactions,
  metadata: { pactSpecification: { version: '3.0.0' } },
})

const { status: _status, ...later } = order
const older = contract(getOrder(order, { '$.id': type }), placeOrder({ items: [item] }), cancel, health)
const newer = contract(
  getOrder({ ...later, customer: 'Bob', total: 25 }, rules),
  placeOrder({ items: [item], voucher: 'SPRING' }),
  invoices,
  health,
)

beforeAll(async () => {
  broker = await startTestBroker()
  const published = async (version: string, content: object, branch: string) =>
    expect((await publish(broker, version, { consumer: 'shop', contracts: { orders: content }, branch })).status).toBe(
      200,
    )
  await published('1.4.0', older, 'main')
  await published('1.4.1', older, 'main')
  await published('1.5.0', newer, 'feat/invoices')
})

afterAll(() => broker.stop())

const AT = '/pacts/provider/orders/consumer/shop'
const open = (path: string, look: Look = {}) => pages.open(broker.url + AT + path, look)
const shaOf = async (version: string) =>
  (await broker.get(`${AT}/version/${version}`)).json._links['pb:pact-version'].name
const diff = '/version/1.5.0/diff/version/1.4.0'

const summary = { name: '2 breaking, 1 unknown, 7 safe changes' }
const addressOf = (page: Page) => decodeURIComponent(page.url().slice((broker.url + AT).length))

describe('the diff of two contracts', () => {
  test('says in a sentence what changes, and of each change whether it breaks the provider, and why', async () => {
    const page = await open(diff)
    await page.getByRole('heading', summary).waitFor()
    expect(await page.title()).toBe('What changes from 1.4.0 to 1.5.0 · Tallystick')
    const order = page.getByRole('region', { name: 'a request for an order' })
    const first = order.getByRole('listitem').first()
    expect(await first.innerText()).toMatch(
      /^Breaking\s+Response body \$\.total added\s+After:\s+25\s+The consumer needs/,
    )
    expect(await page.getByRole('region', { name: 'the invoices' }).innerText()).toContain('GET /orders/17/invoices')
    await page.getByText('One interaction says the same in both.').waitFor()
    const lines = order.getByRole('table', { name: 'a request for an order, line by line' })
    const row = lines.getByRole('row', { name: /Ann/ })
    expect(await row.innerText()).toMatch(
      /18\s+−\s+Removed:\s+"customer": "Ann",\s+18\s+\+\s+Added:\s+"customer": "Bob",/,
    )
    await lines.getByRole('button', { name: 'Show 14 lines that are the same' }).click()
    await lines.getByText('"description"').first().waitFor()

    await page.getByRole('link', { name: 'Unified' }).click()
    await lines.getByRole('row', { name: /Ann/ }).waitFor()
    expect(await lines.getByRole('row', { name: /Ann/ }).innerText()).not.toContain('Bob')
    await page.getByRole('link', { name: 'Only breaking 2' }).click()
    await page.getByRole('region', { name: 'a cancellation' }).waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('?view=unified&only=breaking')
  })

  test('is of the versions that one chooses, and swapped', async () => {
    const page = await open('/version/1.5.0/diff/previous-distinct')
    await page.getByRole('heading', summary).waitFor()
    const from = page.getByLabel('From version')
    expect(await from.locator('option').allInnerTexts()).toEqual([
      expect.stringMatching(/^1\.5\.0 · feat\/invoices · /),
      expect.stringMatching(/^1\.4\.1 · main · /),
      expect.stringMatching(/^1\.4\.0 · main · /),
    ])
    expect(await from.inputValue()).toBe('1.4.1')
    await page.getByRole('button', { name: 'Swap' }).click()
    await page.getByRole('heading', { name: 'What changes from 1.5.0 to 1.4.1' }).waitFor()
    await page.getByRole('heading', { name: '7 breaking, 1 unknown, 2 safe changes' }).waitFor()
    expect(addressOf(page)).toBe('/version/1.4.1/diff/version/1.5.0')
    await from.selectOption('1.4.0')
    await page.getByRole('heading', { name: 'There is no difference' }).waitFor()

    await page.goto(`${broker.url}${AT}/version/1.4.1/diff/previous-distinct`)
    await page.getByRole('heading', { name: 'There is nothing before it' }).waitFor()
    await page.goto(`${broker.url}${AT}/version/1.4.1/diff/version/9`)
    await page.getByText('shop has never published a contract of version 9 with orders').waitFor()
    await page.goto(`${broker.url}${AT}/pact-version/${await shaOf('1.5.0')}/diff/pact-version/${await shaOf('1.4.0')}`)
    await page.getByRole('heading', summary).waitFor()
    await page.goto(`${broker.url}/pacts/provider/orders/consumer/nobody/version/1/diff/version/2`)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  })

  test('is for everybody', async () => {
    const page = await open(diff)
    await page.getByRole('heading', summary).waitFor()
    await expectAccessible(page)
    await expectNoSideScroll(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 360, height: 800 })
    await expectAccessible(page)
    await expectNoSideScroll(page)
    // There is no room for two texts side by side.
    expect(await page.getByRole('columnheader', { name: 'What is written' }).count()).toBeGreaterThan(0)
  })

  test('is still text for programs', async () => {
    expect((await broker.get(AT + diff, { accept: 'text/plain' })).text).toContain('# Diff between versions')
  })
})
