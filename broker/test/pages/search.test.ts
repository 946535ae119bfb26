import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Look, expectAccessible, expectNoSideScroll, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  await broker.post('/pacticipants', { name: 'orders', displayName: 'Order service' })
  await broker.put('/pacticipants/orders/labels/checkout')
  await world.environment('production', true)
  const interactions = Array.from({ length: 60 }, (_, index) => ({ description: `a request for order ${index}` }))
  await world.published('shop', '1.4.0', { for: 'orders', content: '1', branch: 'feat/order-history', interactions })
  await world.published('mobile', '7f3c2a9', { for: 'orders', content: '2', branch: 'main' })
})

afterAll(() => broker.stop())

const open = (path: string, look?: Look) => pages.open(broker.url + path, look)

describe('the search', () => {
  test('is opened by its keys, chosen from by the keyboard, and leads there', async () => {
    const page = await open('/')
    await page.keyboard.press('/')
    const dialog = page.getByRole('dialog', { name: 'Search' })
    await dialog.getByRole('combobox').pressSequentially('orders')
    await dialog.getByRole('option', { name: /^orders/ }).waitFor()
    expect(await dialog.getByRole('group').allInnerTexts()).toHaveLength(3)
    await expectAccessible(page)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/pacts/provider/orders/consumer/mobile/version/7f3c2a9')
    expect(await dialog.count()).toBe(0)

    await page.keyboard.press('Control+k')
    await dialog.getByRole('combobox').fill('1.4')
    await dialog.getByRole('option', { name: /1\.4\.0/ }).click()
    await page.waitForURL('**/pacticipants/shop?tab=timeline&branch=feat%2Forder-history')
  })

  test('says when nothing is called so, and is closed by Escape', async () => {
    const page = await open('/')
    const button = page.getByRole('button', { name: 'Search' })
    await button.click()
    const dialog = page.getByRole('dialog', { name: 'Search' })
    await dialog.getByRole('combobox').fill('nobody at all')
    await dialog.getByText('Nothing is called so.').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('has an address, by kind and page by page', async () => {
    const page = await open('/')
    await page.keyboard.press('/')
    const dialog = page.getByRole('dialog', { name: 'Search' })
    await dialog.getByRole('combobox').fill('order')
    await dialog.getByRole('option', { name: 'All results for “order”' }).click()
    await page.waitForURL('**/search?q=order')
    await page.getByRole('link', { name: 'More interactions' }).waitFor()
    expect(await page.locator('main h2').allInnerTexts()).toEqual([
      'Applications',
      'Contracts',
      'Interactions',
      'Branches',
    ])
    await page.getByRole('link', { name: 'More interactions' }).click()
    await page.getByRole('link', { name: 'Next page' }).click()
    await page.waitForURL('**/search?q=order&kind=interaction&page=2')
    await page.getByRole('link', { name: 'a request for order 59' }).waitFor()
    expect(await page.locator('main li').count()).toBe(11)
    await page.getByRole('link', { name: 'a request for order 59' }).click()
    await page.waitForURL('**/pacts/provider/orders/consumer/shop/version/1.4.0?q=a+request+for+order+59&open=all')
  })

  test('is searched by typing', async () => {
    const page = await open('/search')
    await page.getByRole('heading', { name: 'What are you looking for?' }).waitFor()
    await page.getByLabel('Words of a name').fill('prod')
    await page.getByRole('link', { name: 'production' }).waitFor()
    expect(new URL(page.url()).search).toBe('?q=prod')
    await page.getByLabel('Words of a name').fill('zzz')
    await page.getByRole('heading', { name: 'Nothing is called so' }).waitFor()
  })

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 360 },
  ] as const)('is for everybody: $colorScheme, $width pixels', async (look) => {
    const page = await open('/search?q=order', look)
    await page.getByRole('link', { name: 'More interactions' }).waitFor()
    await expectAccessible(page)
    await expectNoSideScroll(page)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Search' }).getByRole('combobox').fill('order')
    await page.getByRole('option', { name: /^shop/ }).first().waitFor()
    await expectAccessible(page)
  })
})
