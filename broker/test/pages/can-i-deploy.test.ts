import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Look, expectAccessible, expectNoSideScroll, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  const production = await world.environment('production', true)
  await broker.put('/pacticipants/shop', { name: 'shop', mainBranch: 'main' })
  await world.published('shop', '1.4.0', { for: 'orders', content: 'first', branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'orders', content: 'first' }, '2.1.0', { branch: 'main' })
  await world.deployed('orders', '2.1.0', { environment: production })
  await world.published('shop', '1.5.0', { for: 'orders', content: 'second', branch: 'feat/sale' })
})

afterAll(async () => {
  await broker.stop()
})

const open = (path: string, look: Look = {}) => pages.open(broker.url + path, look)

const no = '/can-i-deploy?pacticipant=shop&branch=feat%2Fsale&environment=production'

describe('whether something can be deployed', () => {
  test('is asked with a form, and answered in one sentence whose address can be shared', async () => {
    const page = await open('/')
    await page.getByRole('link', { name: 'Can I deploy' }).first().click()
    await page.getByRole('heading', { name: 'Ask before you deploy' }).waitFor()
    await page.getByLabel('Application').fill('shop')
    await page.getByLabel('Version').selectOption('This version')
    await page.getByLabel('Number').fill('1.4.0')
    await page.getByLabel('Environment').selectOption('production')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.getByRole('heading', { name: 'Yes: shop, 1.4.0, can be deployed to production' }).waitFor()
    expect(await page.locator(':focus').innerText()).toBe('Ask')
    expect(new URL(page.url()).search).toBe('?pacticipant=shop&version=1.4.0&environment=production')
    expect(await page.getByRole('row').nth(1).innerText()).toMatch(/shop\s+1\.4\.0\s+orders\s+2\.1\.0\s+Verified/)
    await page.reload()
    await page.getByRole('heading', { name: /^Yes/ }).waitFor()
    expect(await page.getByLabel('Number').inputValue()).toBe('1.4.0')
    await page.getByLabel('Number').fill('1.0.0')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page
      .getByRole('heading', { name: /shop, 1\.0\.0/ })
      .or(page.getByRole('alert'))
      .waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: /^Yes/ }).waitFor()
    expect(await page.getByLabel('Number').inputValue()).toBe('1.4.0')
  })

  test('is asked of the main branch unless another version is chosen', async () => {
    const page = await open('/can-i-deploy?pacticipant=shop&environment=production')
    await page.getByRole('heading', { name: 'Yes: shop, the newest of its main branch, can be' }).waitFor()
  })

  test('says why not, and gives the command that helps', async () => {
    const page = await open(no)
    await page.getByRole('heading', { name: 'Not yet: results are missing for shop' }).waitFor()
    await page.getByText('What to do next').first().waitFor()
    expect(await page.locator('pre').first().innerText()).toMatch(/^tally /)
  })

  test('says what the broker has not heard of', async () => {
    const page = await open('/can-i-deploy?pacticipant=nobody&environment=production')
    await page.getByRole('alert').getByText('nobody').waitFor()
  })

  test('is still answered to programs as ever', async () => {
    const path = '/can-i-deploy?pacticipant=shop&version=1.4.0&environment=production'
    expect((await broker.get(path)).json.summary.deployable).toBe(true)
  })

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 360 },
  ] as const)('is for everybody: $colorScheme, $width pixels', async (look) => {
    const page = await open(no, look)
    await page.getByRole('heading', { name: /^Not yet/ }).waitFor()
    await expectAccessible(page)
    await expectNoSideScroll(page)
  })
})
