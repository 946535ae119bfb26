import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startReverseProxy } from '../support/reverse-proxy.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Look, expectAccessible, expectForEverybody, holdAnswers, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker
let empty: TestBroker
let world: VerificationWorld

beforeAll(async () => {
  broker = await startTestBroker()
  empty = await startTestBroker()
  world = new VerificationWorld(broker)
  const content = 'first'
  await broker.put('/pacticipants/orders', { name: 'orders' })
  await broker.put('/pacticipants/orders/labels/checkout')
  await world.published('shop', '1.4.0', { for: 'orders', content, branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'orders', content }, '2.1.0', { branch: 'main' })
  await world.published('shop', '1.4.0', { for: 'stock', content, branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'stock', content }, '7', { branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'stock', content }, '8', { branch: 'main', success: false })
  await broker.post('/teams', { name: 'Checkout' })
  await broker.put('/teams/Checkout/pacticipants/orders')
  for (let index = 0; index < 60; index += 1) {
    await world.published(`service-${index}`, '1', { for: 'stock', content: `service ${index}` })
  }
})

afterAll(async () => {
  await broker.stop()
  await empty.stop()
})

const open = (path = '/', look: Look = {}, base = broker.url) => pages.open(base + path, look)

describe('the overview', () => {
  test('shows first what wants attention', async () => {
    const page = await open()
    const rows = page.getByRole('row')
    expect(await rows.nth(1).innerText()).toMatch(/Failed\s+shop\s+stock/)
    expect(await page.getByRole('link', { name: 'All 62' }).getAttribute('aria-current')).toBe('page')
    const contract = page.getByRole('link', { name: 'Contract of shop and stock' })
    expect(await contract.getAttribute('href')).toBe('/pacts/provider/stock/consumer/shop/version/1.4.0')
    const application = rows.nth(1).getByRole('link', { name: 'shop', exact: true })
    expect(await application.getAttribute('href')).toBe('/pacticipants/shop')
    await page.getByText('1–50 of 62 integrations').waitFor()
  })

  test('is searched by typing, and the address says what is shown', async () => {
    const page = await open()
    await page.getByLabel('Application').fill('ord')
    await page.getByText('1–1 of 1 integrations').waitFor()
    expect(new URL(page.url()).search).toBe('?q=ord')
    await page.getByRole('link', { name: 'Label checkout' }).click()
    await page.waitForURL('**/?q=ord&label=checkout')
    await page.reload()
    await page.getByRole('link', { name: 'Label: checkout' }).waitFor()
  })

  test('stays, with what is typed, while an answer is on its way', async () => {
    const page = await open()
    const answer = await holdAnswers(page, /\/overview\?(.*&)?q=or(&|$)/)
    const field = page.getByLabel('Application')
    await field.fill('or')
    await answer.isAsked
    await field.pressSequentially('d')
    answer.give()
    await page.waitForURL('**/?q=ord')
    expect(await field.inputValue()).toBe('ord')
  })

  test('shows at once what is chosen, and says that it loads', async () => {
    const page = await open()
    const answer = await holdAnswers(page, '**/overview?*')
    const team = page.getByRole('combobox', { name: 'Team' })
    await team.focus()
    await team.selectOption('Checkout')
    await answer.isAsked
    expect(await team.inputValue()).toBe('Checkout')
    await page.getByRole('status').getByText('Loading').waitFor({ state: 'attached' })
    await page.getByText('1–50 of 62 integrations').waitFor()
    answer.give()
    await page.getByText('1–1 of 1 integrations').waitFor()
    expect(await page.locator(':focus').inputValue()).toBe('Checkout')
    expect(await page.getByText('Loading').count()).toBe(0)
  })

  test('is filtered by team', async () => {
    const page = await open()
    await page.getByRole('combobox', { name: 'Team' }).selectOption('Checkout')
    await page.getByText('1–1 of 1 integrations').waitFor()
    expect(new URL(page.url()).search).toBe('?team=Checkout')
    await page.getByRole('link', { name: 'Team Checkout' }).waitFor()
  })

  test('is filtered by state, and says when nothing is like that', async () => {
    const page = await open()
    await page.getByRole('link', { name: 'Verified 1', exact: true }).click()
    await page.getByText('1–1 of 1 integrations').waitFor()
    expect(await page.getByRole('link', { name: 'All 62' }).getAttribute('aria-current')).toBeNull()
    await page.getByRole('link', { name: 'Overdue 0' }).click()
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor()
    await page.getByRole('link', { name: 'Show everything' }).click()
    await page.getByText('1–50 of 62 integrations').waitFor()
  })

  test('goes on to the next page and back', async () => {
    const page = await open('/?order=consumer')
    await page.getByRole('link', { name: 'Next page' }).click()
    await page.getByText('51–62 of 62 integrations').waitFor()
    await page.goBack()
    await page.getByText('1–50 of 62 integrations').waitFor()
  })

  test('shows what happens without being asked again', async () => {
    const page = await open('/?q=mobile')
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor()
    await world.published('mobile', '1', { for: 'orders', content: 'mobile' })
    await page.getByRole('rowheader', { name: 'mobile for orders' }).waitFor()
    await broker.del('/integrations/provider/orders/consumer/mobile')
  })

  test('helps with the first contract when there is none', async () => {
    const page = await open('/', {}, empty.url)
    await page.getByRole('heading', { name: 'Nobody has published a contract yet' }).waitFor()
    expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(3)
    await page.getByText(`--broker-base-url ${empty.url}`).first().waitFor()
    await expectAccessible(page)
  })

  test('is there behind a path prefix', async () => {
    const proxy = await startReverseProxy({ prefix: '/contracts', keepsPrefix: false, saysSo: true })
    proxy.forwardTo(empty.url)
    const page = await open('/', {}, proxy.url)
    await page.getByRole('heading', { name: 'Nobody has published a contract yet' }).waitFor()
    expect(await page.getByRole('link', { name: 'Overview' }).getAttribute('href')).toBe('/contracts/')
    await page.context().close()
    await proxy.stop()
  })

  test('is for everybody: light and dark, wide and narrow', async () => {
    const page = await open('/?size=6')
    await page.getByText('1–6 of 62 integrations').waitFor()
    await expectForEverybody(page)
  })

  test('has a menu where there is little room', async () => {
    const page = await open('/?q=ord', { width: 360 })
    await page.getByRole('button', { name: 'Menu' }).click()
    const menu = page.getByRole('dialog', { name: 'Menu' })
    await menu.waitFor()
    await expectAccessible(page)
    await menu.getByRole('link', { name: 'Overview' }).click()
    await page.getByText('1–50 of 62 integrations').waitFor()
    expect(await menu.count()).toBe(0)
    expect(await page.title()).toBe('Overview · Tallystick')
  })

  test('keeps the theme that was chosen', async () => {
    const page = await open()
    await page.getByRole('radio', { name: 'Dark theme' }).click()
    await page.reload()
    await page.locator('main h1').waitFor()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  })
})
