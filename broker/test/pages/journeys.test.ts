// What people come for, from the first page on: behind a proxy with a path prefix, as in a company, and while things happen.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { startReverseProxy } from '../support/reverse-proxy.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker
let proxy: Awaited<ReturnType<typeof startReverseProxy>>
let world: VerificationWorld

const first = { consumer: 'shop', provider: 'orders', content: 'first' }
const second = { ...first, content: 'second' }

beforeAll(async () => {
  proxy = await startReverseProxy({ prefix: '/tools/contracts', keepsPrefix: false, saysSo: true })
  broker = await startTestBroker()
  proxy.forwardTo(broker.url)
  world = new VerificationWorld(broker)
  const production = await world.environment('production', true)
  for (const name of ['shop', 'orders']) await broker.put(`/pacticipants/${name}`, { name, mainBranch: 'main' })
  await world.published('shop', '1.4.0', { for: 'orders', content: 'first', branch: 'main' })
  await world.verified(first, '2.1.0', { branch: 'main' })
  await world.deployed('orders', '2.1.0', { environment: production })
  await world.deployed('shop', '1.4.0', { environment: production })
})

afterAll(async () => {
  await proxy.stop()
  await broker.stop()
})

test('a consumer developer sees that a change waits for its provider, and then that it may go', async () => {
  await world.published('shop', '1.5.0', { for: 'orders', content: 'second', branch: 'main' })
  const page = await pages.open(`${proxy.url}/`)
  const row = page.getByRole('row').filter({ hasText: 'orders' })
  await row.getByText('Not verified').waitFor()

  await row.getByRole('link', { name: /^Contract/ }).click()
  await page.getByRole('heading', { name: 'What shop expects of orders' }).waitFor()
  await page.getByText('shop asks orders (second)').first().waitFor()
  await page.getByRole('link', { name: 'What changed' }).click()
  await page.getByText('1 safe change').first().waitFor()

  await page.getByRole('link', { name: 'Can I deploy' }).first().click()
  await page.getByLabel('Application').fill('shop')
  await page.getByLabel('Environment').selectOption('production')
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.getByRole('heading', { name: /^Not yet: results are missing/ }).waitFor()
  expect(await page.locator('pre').first().innerText()).toContain('tally ')

  // Nothing is loaded again: the page hears of the result.
  await world.verified(second, '2.1.0')
  await page.getByRole('heading', { name: /^Yes: shop/ }).waitFor()
  expect(page.url()).toContain(`${proxy.url}/can-i-deploy?pacticipant=shop`)
})

test('a provider developer finds what is to be verified, and what did not fit', async () => {
  await world.published('web', '7', { for: 'orders', content: 'new', branch: 'main' })
  const page = await pages.open(`${proxy.url}/`)
  await page.getByRole('link', { name: 'Verification' }).first().click()
  const request = page.locator('main li').filter({ hasText: 'contract of web' }).first()
  expect(await request.locator('pre').innerText()).toContain('tally verify --provider-name orders')

  await world.verified({ consumer: 'web', provider: 'orders', content: 'new' }, '2.1.0', { success: false })
  await page.getByRole('link', { name: 'Results' }).click()
  await page.getByRole('row').filter({ hasText: 'web' }).filter({ hasText: 'Failed' }).first().waitFor()

  await page.keyboard.press('/')
  await page.getByRole('dialog').getByRole('combobox').fill('orders')
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /^orders/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: 'orders' }).waitFor()
  await page.getByRole('link', { name: 'Timeline' }).click()
  await page.getByRole('heading', { name: '2.1.0' }).waitFor()
  expect(await page.locator('main li').filter({ hasText: '2.1.0' }).first().innerText()).toMatch(/1 failed/)
})

test('a platform engineer looks at what is where, records a deployment, and undoes it', async () => {
  const page = await pages.open(`${proxy.url}/`)
  await page.getByRole('link', { name: 'Environments' }).first().click()
  await page.getByRole('columnheader', { name: 'production' }).getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: 'production' }).waitFor()
  await page.getByRole('button', { name: 'Record a deployment' }).click()
  await page.getByRole('dialog').getByLabel('Application').fill('shop')
  await page.getByRole('dialog').getByLabel('Version').fill('1.5.0')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Record/ })
    .click()
  const shop = page.getByRole('row').filter({ hasText: 'shop' })
  await shop.getByText('1.5.0').waitFor()
  await shop.getByRole('button', { name: /^Undeploy/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Record that it is undeployed' }).click()
  await shop.first().waitFor({ state: 'detached' })

  await page.getByRole('link', { name: 'Network' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Network' }).waitFor()
  expect(page.url()).toBe(`${proxy.url}/network`)
})
