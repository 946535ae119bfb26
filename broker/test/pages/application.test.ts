import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Look, expectAccessible, expectNoSideScroll, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker
let world: VerificationWorld

const interactions = [
  { description: 'a request for the items of a cart', state: 'cart 7 has two items' },
  { description: 'a request to add an item', state: 'cart 7 is empty' },
]

/** Versions of the shop, as they come: on main, and on branches beside it. */
async function tellOfShop(production: string, staging: string) {
  await world.published('shop', '1.3.0', { for: 'carts', content: 'first', branch: 'main', interactions })
  await world.verified({ consumer: 'shop', provider: 'carts', content: 'first' }, '2.0.1', { branch: 'main' })
  await world.deployed('shop', '1.3.0', { environment: staging })
  await world.deployed('shop', '1.3.0', { environment: production })
  for (let build = 1; build <= 16; build += 1) {
    await world.published('shop', `1.4.0-${build}`, {
      for: 'carts',
      content: `build ${build}`,
      branch: `feat/${build}`,
    })
  }
  await world.published('shop', '1.4.0', { for: 'carts', content: 'first', branch: 'main', interactions })
  await world.published('shop', '1.4.0', { for: 'payments', content: 'second', branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'payments', content: 'second' }, '31', { success: true })
  await world.verified({ consumer: 'shop', provider: 'payments', content: 'second' }, '32', { success: false })
  await world.published('shop', '1.5.0-vouchers.1', { for: 'carts', content: 'vouchers', branch: 'feat/vouchers' })
  await world.published('mobile', '88', { for: 'shop', content: 'mobile', branch: 'main' })
  await world.verified({ consumer: 'mobile', provider: 'shop', content: 'mobile' }, '1.4.0')
  await world.deployed('shop', '1.4.0', { environment: staging })
}

beforeAll(async () => {
  broker = await startTestBroker()
  world = new VerificationWorld(broker)
  await broker.post('/pacticipants', {
    name: 'shop',
    displayName: 'Web shop',
    mainBranch: 'main',
    repositoryUrl: 'https://git.example.org/store/shop.git',
  })
  await broker.put('/pacticipants/shop/labels/team-checkout')
  await broker.post('/teams', { name: 'Checkout' })
  await broker.put('/teams/Checkout/pacticipants/shop')
  await broker.post('/pacticipants', { name: 'quiet', repositoryUrl: 'javascript:alert(1)' })
  await tellOfShop(await world.environment('production', true), await world.environment('staging'))
})

afterAll(() => broker.stop())

const open = (path = '/pacticipants/shop', look: Look = {}) => pages.open(broker.url + path, look)

describe('the page of an application', () => {
  test('tells what it is, whom it asks, who asks it and where it is', async () => {
    const page = await open()
    expect(await page.title()).toBe('shop · Tallystick')
    const link = page.getByRole('link', { name: 'git.example.org/store/shop' })
    expect(await link.getAttribute('href')).toBe('https://git.example.org/store/shop.git')
    const main = page.getByRole('main')
    expect(await main.innerText()).toMatch(/Web shop\s+git\S+\s+Team Checkout\s+Main branch main/)
    const rows = async (name: string) => page.getByRole('table', { name }).getByRole('row').allInnerTexts()
    expect((await rows('Providers')).slice(1)).toEqual([
      expect.stringMatching(/Failed\s+payments[\s\S]+with 1.4.0 on main[\s\S]+by 32/),
      expect.stringMatching(/Verified\s+carts/),
    ])
    expect((await rows('Consumers')).slice(1)).toEqual([expect.stringMatching(/Verified\s+mobile/)])
    expect((await rows('Environments')).slice(1)).toEqual([
      expect.stringMatching(/Staging\s+1.4.0 on main\s+Deployed just now/),
      expect.stringMatching(/Production\s+1.3.0/),
    ])
    await page.getByRole('link', { name: 'carts', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'carts' }).waitFor()
  })

  test('has a timeline of its versions, page by page and by branch', async () => {
    const page = await open('/pacticipants/shop?tab=timeline')
    const versions = page.getByRole('list', { name: 'Versions, newest first' }).locator('> li')
    expect(await versions.count()).toBe(19)
    expect(await versions.nth(1).innerText()).toMatch(
      /^1.4.0\s+main[\s\S]+Contracts\s+carts\s+Verified\s+payments\s+Failed\s+Results\s+mobile\s+1 passed\s+Where\s+Staging, deployed/,
    )
    await page.getByRole('combobox', { name: 'Branch' }).selectOption('main')
    await page.getByText('1–2 of 2 versions').waitFor()
    expect(new URL(page.url()).search).toBe('?tab=timeline&branch=main')
    expect(await versions.last().innerText()).toMatch(/1\.3\.0[\s\S]+Staging until just now[\s\S]+Production, deployed/)
    await page.goto(`${broker.url}/pacticipants/shop?tab=timeline&branch=gone`)
    await page.getByRole('heading', { name: 'No version is on this branch' }).waitFor()
    await page.getByRole('link', { name: 'Show all branches' }).click()
    await page.getByText('1–19 of 19 versions').waitFor()
    await world.published('shop', '1.6.0', { for: 'carts', content: 'later', branch: 'feat/vouchers' })
    await page.getByRole('heading', { name: '1.6.0' }).waitFor()
  })

  test('lists its interactions, which are found by their words', async () => {
    const page = await open('/pacticipants/shop?tab=interactions')
    await page.getByText('1–4 of 4 interactions').waitFor()
    await page.getByRole('searchbox', { name: 'Interaction' }).fill('IS EMPTY')
    await page.getByText('1–1 of 1 interactions').waitFor()
    expect(new URL(page.url()).search).toBe('?tab=interactions&q=IS+EMPTY')
    const [, row] = await page.getByRole('row').allInnerTexts()
    expect(row).toMatch(/Passed\s+a request to add an item\s+Given cart 7 is empty\s+GET \/\s+shop\s+carts/)
    await page.getByRole('combobox', { name: 'As' }).selectOption('provider')
    await page.getByRole('heading', { name: 'No interaction is like that' }).waitFor()
  })

  test('has badges with what to paste into a README', async () => {
    const page = await open('/pacticipants/shop?tab=badges')
    const badge = page.getByRole('region', { name: 'Markdown of the badge: Can main be deployed to Production' })
    expect(await badge.innerText()).toBe(
      `[![Can main be deployed to Production](${broker.url}/pacticipants/shop/branches/main/latest-version/can-i-deploy/` +
        `to-environment/production/badge)](${broker.url}/can-i-deploy?pacticipant=shop&environment=production)`,
    )
    expect(await page.getByRole('img', { name: /^Badge/ }).count()).toBe(6)
    await expectAccessible(page)
  })

  test('is labelled and edited', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Add a label' }).click()
    await page.getByLabel('New label').fill('critical')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove the label critical' }).click()
    await page.getByRole('link', { name: 'critical' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Edit' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit shop' })
    await dialog.getByLabel('Display name').fill('The shop')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The shop').waitFor()
  })

  test('says when there is nothing, and when there is no such application', async () => {
    const page = await open('/pacticipants/quiet')
    await page.getByRole('heading', { name: 'Nothing is known of it yet' }).waitFor()
    expect(await page.getByRole('link', { name: 'alert(1)' }).count()).toBe(0)
    await page.goto(`${broker.url}/pacticipants/Nobody%20here`)
    await page.getByRole('heading', { name: 'There is no application called Nobody here' }).waitFor()
  })

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 360 },
  ] as const)('is for everybody: $colorScheme, $width pixels', async (look) => {
    const page = await open('/pacticipants/shop', look)
    await page.getByRole('heading', { name: 'Environments' }).waitFor()
    for (const tab of ['Integrations', 'Timeline', 'Interactions']) {
      await page.getByRole('link', { name: tab, exact: true }).click()
      await page.locator(`a[aria-current=page]:has-text("${tab}")`).waitFor()
      await page.locator('main [role=status]').waitFor({ state: 'detached' })
      await expectAccessible(page)
      await expectNoSideScroll(page)
    }
  })
})
