import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Look, expectAccessible, expectNoSideScroll, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  const content = 'first'
  const chain = ['app', 'shop', 'orders', 'stock', 'warehouse'] as const
  for (const [index, provider] of chain.slice(1).entries()) {
    await world.published(chain[index] ?? '', '1', { for: provider, content, branch: 'main' })
  }
  await world.published('mails', '1', { for: 'orders', content, branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'orders', content }, '1')
  await world.verified({ consumer: 'mails', provider: 'orders', content }, '1', { success: false })
  await broker.put('/pacticipants/orders/labels/core')
  await broker.post('/teams', { name: 'Checkout' })
  await broker.put('/teams/Checkout/pacticipants/shop')
  const production = await world.environment('production', true)
  await world.deployed('shop', '1', { environment: production })
  await world.deployed('orders', '1', { environment: production })
})

afterAll(() => broker.stop())

const application = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name},`) })

async function open(path = '/network', look: Look = {}): Promise<Page> {
  const page = await pages.open(broker.url + path, look)
  await page.getByRole('application').waitFor()
  return page
}

describe('the network', () => {
  test('shows everybody; one that is chosen is told of, and looked at with its neighbours', async () => {
    const page = await open()
    await page.getByText('6 applications, 5 pairs').waitFor()
    await application(page, 'orders').click()
    const panel = page.getByRole('complementary', { name: 'orders' })
    expect(await panel.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/mails\s+Failed\s+Contract/),
      expect.stringMatching(/shop\s+Verified\s+Contract/),
      expect.stringMatching(/stock\s+Not verified\s+Contract/),
    ])
    expect(await panel.getByRole('link', { name: 'Can I deploy' }).getAttribute('href')).toBe(
      '/can-i-deploy?pacticipant=orders',
    )
    await expectAccessible(page)
    await panel.getByRole('link', { name: 'Show only what is around it' }).click()
    await page.getByText('4 applications, 3 pairs').waitFor()
    await page.getByLabel('Direction').selectOption('Providers')
    await page.getByLabel('Steps').selectOption('2')
    await page.getByText('3 applications, 2 pairs').waitFor()
    expect(new URL(page.url()).search).toBe('?selected=orders&focus=orders&direction=providers&steps=2')
    await page.goBack()
    await page.getByText('2 applications, 1 pair').waitFor()
  })

  test('is walked through by keys', async () => {
    const page = await open('/network?focus=orders&steps=5')
    await application(page, 'orders').focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/^stock, 1 consumer, 1 provider/)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowDown')
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/^(shop|mails),/)
    await page.keyboard.press('Space')
    await page.getByRole('complementary').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/focus=(shop|mails)/)
  })

  test('is searched and filtered, and the address says how', async () => {
    const page = await open()
    await page.getByLabel('Find').fill('st')
    await page.getByText('1 found').waitFor()
    await page.getByLabel('Find').press('Enter')
    await page.getByLabel('Environment').selectOption('production')
    await page.getByText('2 applications, 1 pair').waitFor()
    await page.getByText('0 found').waitFor()
    await page.getByRole('combobox', { name: 'Label', exact: true }).selectOption('core')
    await page.getByLabel('Colour by').selectOption('Label')
    await page.getByRole('list', { name: 'Labels' }).getByText('core').waitFor()
    expect(new URL(page.url()).search).toBe('?q=st&environment=production&label=core&colour=label')
  })

  test('is coloured and filtered by team', async () => {
    const page = await open('/network?colour=team')
    const teams = page.getByRole('list', { name: 'Teams' })
    expect(await teams.getByRole('listitem').allInnerTexts()).toEqual(['A\nCheckout\n1', 'Others\n5'])
    expect(await application(page, 'shop').getAttribute('aria-label')).toContain('team Checkout')
    await page.getByRole('combobox', { name: 'Team', exact: true }).selectOption('Checkout')
    await page.getByText('3 applications, 2 pairs').waitFor()
    await application(page, 'shop').click()
    const team = page.getByRole('complementary', { name: 'shop' }).getByRole('link', { name: 'Checkout' })
    expect(await team.getAttribute('href')).toBe('/teams/Checkout')
  })

  test('is taken along as a picture of its own, and as Mermaid', async () => {
    const page = await open('/network', { colorScheme: 'dark' })
    const download = async (name: string) => {
      await page.getByRole('button', { name: 'Export' }).click()
      const started = page.waitForEvent('download')
      await page.getByRole('menuitem', { name }).click()
      const file = await started
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
    }
    const svg = await download('Download as SVG')
    expect(svg.name).toBe('network.svg')
    expect(svg.text).toContain('<title>Network · Tallystick</title>')
    expect(svg.text).toMatch(/<text[^>]+fill="rgb\(27, 31, 30\)"[^>]*>warehouse<\/text>/)
    expect(svg.text).not.toMatch(/class=|style=|var\(/)
    const mermaid = await download('Download as Mermaid')
    expect(mermaid).toMatchObject({ name: 'network.mmd', text: expect.stringContaining('== failed ==>') })
  })

  test('says who is not in it, and has the address of an application', async () => {
    const page = await pages.open(`${broker.url}/pacticipants/nobody/network?steps=2`)
    await page.getByRole('heading', { name: 'nobody is not here' }).waitFor()
    expect(new URL(page.url()).search).toBe('?steps=2&focus=nobody')
    await page.getByRole('link', { name: 'Show everything' }).click()
    await page.getByText('6 applications, 5 pairs').waitFor()
  })

  test('is a table for those who would rather read', async () => {
    const page = await pages.open(`${broker.url}/network?view=table&q=mails`)
    await page.getByRole('row', { name: /Failed mails orders/ }).waitFor()
    expect(await page.getByRole('row').count()).toBe(2)
    await expectAccessible(page)
    await page.setViewportSize({ width: 360, height: 800 })
    await expectNoSideScroll(page)
  })

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 1280 },
    { colorScheme: 'light', width: 360 },
    { colorScheme: 'dark', width: 360 },
  ] as const)('is for everybody: $colorScheme, $width pixels', async (look) => {
    const page = await open('/network?focus=orders&selected=orders&colour=team', look)
    await expectAccessible(page)
    await expectNoSideScroll(page)
  })
})
