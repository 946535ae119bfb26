import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Look, expectAccessible, expectNoSideScroll, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker
let production: string

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  production = (
    await broker.post('/environments', {
      name: 'production',
      displayName: 'Production Europe',
      production: true,
      contacts: [{ name: 'Operations', details: { emailAddress: 'operations@example.org', chat: '#ops' } }],
    })
  ).json.uuid
  const staging = await world.environment('staging')
  await broker.put('/pacticipants/orders/labels/checkout')
  await world.published('shop', '1.4.0', { for: 'orders', content: 'a', branch: 'main' })
  await world.published('shop', '1.5.0', { for: 'orders', content: 'b', branch: 'main' })
  await world.published('shop', '1.5.0', { for: 'stock', content: 'c', branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'orders', content: 'a' }, '2.1.0', { branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'orders', content: 'b' }, '2.1.0', { success: false })
  for (let index = 0; index < 60; index += 1) {
    const name = `service-${String(index).padStart(2, '0')}`
    await world.placed(name, '1', { branch: 'main' })
    await world.deployed(name, '1', { environment: staging })
  }
  await world.placed('orders', '2.0.0', { branch: 'main' })
  await world.deployed('orders', '2.0.0', { environment: production })
  await world.deployed('orders', '2.1.0', { environment: production })
  await world.deployed('shop', '1.4.0', { environment: production })
  await world.deployed('shop', '1.5.0', { environment: staging, instance: 'blue' })
  await world.deployed('orders', '2.1.0', { environment: staging })
  await world.released('shop', '1.4.0', { environment: staging })
  await sql`
    update deployed_versions
    set created_at = case when undeployed_at is null then timestamptz '2026-02-01T10:00:00Z'
        else timestamptz '2026-01-10T10:00:00Z' end,
      undeployed_at = case when undeployed_at is not null then timestamptz '2026-02-01T10:00:00Z' end
    where environment_id = (select id from environments where name = 'production')
      and pacticipant_id = (select id from pacticipants where name = 'orders')`.execute(broker.db)
})

afterAll(() => broker.stop())

const open = (path = '/environments', look: Look = {}) => pages.open(broker.url + path, look)
const row = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) })

describe('the board of environments', () => {
  test('shows what is where, explains what does not fit, and leads on', async () => {
    const page = await open('/environments?q=sh')
    await page.getByText('1–1 of 1 services').waitFor()
    expect((await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim())).toEqual([
      'Service',
      'Staging',
      'Production Europe production',
    ])
    const [inStaging = '', inProduction = ''] = await row(page, 'shop').getByRole('cell').allInnerTexts()
    expect(inStaging).toMatch(/1\.4\.0[\s\S]*released[\s\S]*1\.5\.0[\s\S]*blue/)
    expect(inProduction).toMatch(/1\.4\.0[\s\S]*Compatible[\s\S]*just now/)
    await page.getByRole('button', { name: 'Incompatible: shop 1.5.0 in Staging' }).click()
    const why = page.getByRole('dialog', { name: 'shop 1.5.0 in Staging' })
    await why.getByText('Of 2 results with what is here, 1 failed, 1 is missing.').waitFor()
    await why.getByText('orders 2.1.0 does not keep its contract.').waitFor()
    await why.getByText('stock is its provider, and no version of it is here.').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await why.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Incompatible: shop 1.5.0' }).and(page.locator(':focus')).waitFor()
    const reason = 'The endpoint is behind a flag that is off'
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const of = { pacticipant: 'shop', version: '1.5.0', environment: 'staging' }
    await broker.post('/overrides', { ...of, reason, expiresAt })
    await page.reload()
    await row(page, 'shop').getByText('Allowed', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Incompatible: shop 1.5.0 in Staging' }).click()
    await why.getByText('anybody allowed it nevertheless').waitFor()
    await why.getByText(reason).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  })

  test('is filtered and paged, and the address says what is shown', async () => {
    const page = await open()
    await page.getByText('1–50 of 62 services').waitFor()
    await page.getByRole('link', { name: 'Next page' }).click()
    await page.getByText('51–62 of 62 services').waitFor()
    await page.getByLabel('Application').fill('ord')
    await page.getByText('1–1 of 1 services').waitFor()
    await page.getByRole('link', { name: 'Label checkout' }).click()
    await page.waitForURL('**/environments?q=ord&label=checkout')
    await page.getByRole('combobox', { name: 'Environment' }).selectOption('production')
    await page.waitForURL('**/environments?q=ord&label=checkout&environment=production')
    await page.getByRole('columnheader', { name: 'Staging' }).waitFor({ state: 'detached' })
    await page.getByLabel('Application').fill('nobody')
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor()
    await page.getByRole('link', { name: 'Show everything' }).click()
    await page.getByText('1–50 of 62 services').waitFor()
  })

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 360 },
  ] as const)('is for everybody: $colorScheme, $width pixels', async (look) => {
    const page = await open('/environments?q=o', look)
    await page.getByText('1–2 of 2 services').waitFor()
    await expectAccessible(page)
    await expectNoSideScroll(page)
    await page.getByRole('link', { name: 'Production Europe' }).click()
    await page.getByRole('heading', { name: 'Changes' }).waitFor()
    await expectAccessible(page)
    await expectNoSideScroll(page)
  })
})

describe('the page of an environment', () => {
  test('says what is said of it, and steps back to what was there', async () => {
    const page = await open('/environments/production')
    await page.getByText('A production environment').waitFor()
    expect(await page.getByRole('link', { name: 'operations@example.org' }).getAttribute('href')).toMatch(/^mailto:/)
    await page.getByText('orders 2.1.0 was deployed in place of 2.0.0').waitFor()
    await page.getByRole('link', { name: 'Change before' }).click()
    await page.waitForURL(({ searchParams }) => searchParams.get('at') === '2026-02-01T10:00:00Z')
    await row(page, 'orders').filter({ hasText: '2.1.0' }).filter({ hasText: 'Still there' }).waitFor()
    await page.getByRole('link', { name: 'Change before' }).click()
    await row(page, 'orders').filter({ hasText: '2.0.0' }).waitFor()
    await page.getByText('Change before').and(page.locator('[aria-disabled]')).waitFor()
    await page.getByLabel('What was there at').fill('2020-01-01T00:00:00')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByRole('heading', { name: 'Nothing was here then' }).waitFor()
    await page.getByRole('link', { name: 'Now' }).click()
    await page.getByText('1–2 of 2 versions').waitFor()
  })

  test('records a deployment, refuses what nobody knows, and undoes it', async () => {
    const page = await open(`/environments/${production}`)
    await page.getByRole('button', { name: 'Record a deployment' }).click()
    const dialog = page.getByRole('dialog', { name: 'Record a deployment to Production Europe' })
    await dialog.getByLabel('Application').fill('stock')
    await dialog.getByLabel('Version').fill('7')
    await dialog.getByRole('button', { name: 'Record' }).click()
    await dialog.getByText('Version is not known of stock.').waitFor()
    await expectAccessible(page)
    await dialog.getByLabel('Application').fill('nobody')
    await dialog.getByRole('button', { name: 'Record' }).click()
    await dialog.getByText('Application is not known here.').waitFor()
    await dialog.getByLabel('Application').fill('service-07')
    await dialog.getByLabel('Version').fill('1')
    await dialog.getByLabel('Instance').fill('green')
    await dialog.getByRole('button', { name: 'Record' }).click()
    await page.getByText('service-07 1 is recorded as deployed.').waitFor()
    await row(page, 'service-07').getByText('green').waitFor()
    await page.getByRole('button', { name: 'Undeploy: service-07 1' }).click()
    await page.getByRole('button', { name: 'Record that it is undeployed' }).click()
    await page.getByText('service-07 1 was undeployed as green').waitFor()
    await row(page, 'service-07').waitFor({ state: 'detached' })
  })

  test('is created, edited and deleted', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'New environment' }).click()
    const dialog = page.getByRole('dialog', { name: 'New environment' })
    await dialog.getByLabel('Name', { exact: true }).fill('staging')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await dialog.getByText("Name 'staging' is already used").waitFor()
    await dialog.getByLabel('Name', { exact: true }).fill('acceptance')
    await dialog.getByRole('button', { name: 'Add a contact' }).click()
    await dialog.getByLabel('Name of contact 1').fill('Testers')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name: 'Nothing is here' }).waitFor()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Display name').fill('Acceptance')
    await page.getByLabel('It is a production environment').check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('A production environment', { exact: true }).waitFor()
    await page.getByText('Contact: Testers').waitFor()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('It can be undone for 14 days').waitFor()
    await page.getByRole('button', { name: 'Delete Acceptance' }).click()
    await page.waitForURL('**/environments')
    await page.getByRole('columnheader', { name: 'Staging' }).waitFor()
    expect(await page.getByRole('columnheader', { name: 'Acceptance' }).count()).toBe(0)
  })

  test('that nobody knows is told as such', async () => {
    const page = await open('/environments/moon')
    await page.getByRole('heading', { name: 'There is no such environment' }).waitFor()
    await page.getByRole('link', { name: 'To the environments' }).waitFor()
  })
})
