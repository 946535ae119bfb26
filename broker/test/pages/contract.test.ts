import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publish } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { longContract, richContract, tellOfContract } from './contract-world.ts'
import { type Look, expectAccessible, expectNoSideScroll, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker
let content: string

beforeAll(async () => {
  broker = await startTestBroker()
  content = await tellOfContract(broker)
  await publish(broker, '9', { consumer: 'shop', contracts: { stock: longContract } })
})

afterAll(() => broker.stop())

const open = (path: string, look: Look = {}) => pages.open(broker.url + path, look)

/** A request or a response, as one reads it. */
const partText = async (page: Page, name: string) =>
  (await page.getByRole('region', { name }).innerText()).replaceAll(/\s+/g, ' ')

const pair = '/pacts/provider/orders/consumer/shop'
const newest = `${pair}/version/1.5.0`

describe('a contract', () => {
  test('says whose it is, and how each interaction stands', async () => {
    const page = await open(newest)
    expect(await page.locator('h1').innerText()).toBe('What shop expects of orders')
    expect(await page.title()).toBe('What shop expects of orders · Tallystick')
    const main = await page.locator('main').innerText()
    expect(main).toMatch(/Version\s+1\.5\.0\s+on branch\s+feat\/invoices/)
    expect(main).toContain('Pact specification 3.0.0')
    expect(main).toMatch(/Failed\s+by orders\s+2\.2\.0\s+on branch\s+main/)
    const summaries = await page.locator('summary').allInnerTexts()
    expect(summaries.map((text) => text.split(/\n+/))).toEqual([
      ['a request for an order', 'GET /orders/42 → 200', 'Verified'],
      ['a request to place an order', 'POST /orders → 201', 'Failed'],
      ['an order was placed', 'Message', 'Verified'],
      ['a search by GraphQL', 'POST /graphql → 200', 'Verified'],
      ['a request for an invoice as XML', 'GET /orders/42/invoice → 200', 'Verified'],
    ])
    expect(await page.getByRole('link', { name: 'What changed' }).getAttribute('href')).toBe(
      `${newest}/diff/previous-distinct`,
    )
    expect(await page.getByRole('link', { name: 'Build' }).getAttribute('href')).toBe(
      'https://ci.example.org/shop/4471',
    )
  })

  test('shows an interaction as HTTP with its rules in place, and what did not fit', async () => {
    const page = await open(newest)
    await page.getByText('a request for an order').click()
    const response = await partText(page, 'Response: a request for an order')
    expect(response).toMatch(/^Response HTTP 200 Content-Type: application\/json Rule: matches application\/json/)
    expect(response).toContain('"id": 42, Rule: any integer "status"')
    expect(response).toContain('"lines": [ Rule: each like this, at least 1 {')
    expect(response).toContain('no example of body $.discount Rule: any decimal number')
    const request = await partText(page, 'Request: a request for an order')
    expect(request).toContain('Generated: from the provider state: /orders/${id}')
    await page.getByText('Given an order exists (id: 42, status: open)').waitFor()

    await page.getByText('a request to place an order').click()
    const mismatches = page.getByRole('list', { name: 'What did not fit' })
    expect(await mismatches.innerText()).toMatch(/Status\s+expected 201 but was 200\s+Body \$\.id\s+expected a number/)
    await page.getByText('a search by GraphQL').click()
    await page.getByText('GraphQL, operation Orders').waitFor()

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy as cURL' }).first().click()
    await page.getByText('Copied').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^curl \\\n.*\/orders\/42\?include=lines/s)
    await page.getByRole('link', { name: 'The whole result' }).nth(1).click()
    await page.getByRole('heading', { name: 'Verification result 2' }).waitFor()
  })

  test('is filtered by text and by result, and grouped, in its address', async () => {
    const page = await open(`${pair}/latest`)
    await page.getByLabel('Find').fill('invoice xml')
    await page.waitForURL('**/latest?q=invoice+xml')
    await page.locator('summary').nth(1).waitFor({ state: 'detached' })
    expect(await page.locator('summary').allInnerTexts()).toHaveLength(1)
    await page.getByRole('link', { name: 'Failed 1' }).click()
    await page.getByRole('heading', { name: 'No interaction is like that' }).waitFor()
    await page.getByRole('link', { name: 'Show all' }).click()
    await page.getByLabel('Grouped by').selectOption('Path')
    await page.getByRole('heading', { name: '/orders/42/invoice 1' }).waitFor()
    expect(new URL(page.url()).search).toBe('?by=path')
  })

  test('opens at the interaction of the address, and has its results, versions and JSON', async () => {
    const { json } = await broker.get(newest)
    const anchor = `interaction-${json.interactions[2]._id.slice(0, 12)}`
    const page = await open(`${content}#${anchor}`)
    await page.getByRole('region', { name: 'Query: Request, a search by GraphQL' }).waitFor()
    await page.getByRole('link', { name: 'Results (2)' }).click()
    expect(await page.getByRole('row').nth(1).innerText()).toMatch(
      /Failed\s+2\.2\.0\s+on branch\s+main.*tally 1\.0\.0/s,
    )
    await page.getByRole('link', { name: 'JSON' }).click()
    const text = await page.getByRole('region', { name: 'The contract as JSON' }).innerText()
    expect(JSON.parse(text)).toMatchObject(richContract)
    await page.getByRole('link', { name: 'Same content (2)' }).click()
    await page.getByRole('link', { name: '1.4.0' }).click()
    await page.waitForURL('**/version/1.4.0')
  })

  test('with 500 interactions is there soon, and found in', async () => {
    const page = await open('/pacts/provider/stock/consumer/shop/latest')
    await page.getByText('All 500').waitFor()
    expect(await page.locator('summary').count()).toBe(500)
    await page.getByLabel('Find').fill('item 499')
    await page.getByText('a request for item 499').waitFor()
    await page.locator('summary').nth(1).waitFor({ state: 'detached' })
  })

  test('that is not there is said to be missing; the address of a verification leads to its content', async () => {
    const page = await open(`${pair}/version/77`)
    await page.getByRole('heading', { name: 'There is no such contract' }).waitFor()
    await page.goto(`${broker.url}${content}/metadata/bm90aGluZw`)
    await page.waitForURL(`**${content}`)
  })

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 360 },
  ] as const)('and a result are for everybody: $colorScheme, $width pixels', async (look) => {
    const page = await open(`${newest}?open=all`, look)
    await page.getByRole('region', { name: /^Message/ }).waitFor()
    await expectAccessible(page)
    await expectNoSideScroll(page)
    for (const path of [`${newest}?view=results`, `${newest}?view=json`, `${content}/verification-results/2`]) {
      await page.goto(broker.url + path)
      await page.locator('main h1').waitFor()
      await expectAccessible(page)
      await expectNoSideScroll(page)
    }
  })
})

describe('a verification result', () => {
  test('says who found what for which contract, what failed first', async () => {
    const page = await open(`${content}/verification-results/2`)
    const main = await page.locator('main').innerText()
    expect(main).toMatch(/orders\s+2\.2\.0\s+on branch\s+main/)
    expect(main).toContain('orders does not keep all that shop expects.')
    expect(main).toContain('with tally 1.0.0')
    const items = await page.locator('main ul[class*=interactions] > li').allInnerTexts()
    expect(items.map((text) => text.split('\n')[0])).toEqual([
      'a request to place an order',
      'a search by GraphQL',
      'an order was placed',
      'a request for an order',
      'a request for an invoice as XML',
    ])
    expect(items[0]).toContain('expected 201 but was 200')
    expect(items[1]).toContain('Not told')
    await page.getByRole('link', { name: 'The contract of shop 1.5.0' }).click()
    await page.waitForURL('**/version/1.5.0')
  })

  test('that is not there is said to be missing', async () => {
    const page = await open(`${content}/verification-results/9`)
    await page.getByRole('heading', { name: 'There is no such result' }).waitFor()
  })
})
