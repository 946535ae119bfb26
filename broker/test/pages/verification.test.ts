import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import type { VerificationWorld } from '../support/verification-world.ts'
import { tellOfShop } from './matrix-world.ts'
import { expectForEverybody, looks, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker
let world: VerificationWorld

beforeAll(async () => {
  broker = await startTestBroker()
  world = await tellOfShop(broker)
  await sql`
    update verification_requests set due_at = now() - interval '2 hours', overdue_at = now()
    where provider_version_id = (select id from versions where number = '7')`.execute(broker.db)
})

afterAll(() => broker.stop())

const open = (path: string) => pages.open(broker.url + path)

describe('what is waiting', () => {
  test('shows what is overdue first, with what to run, and can be filtered', async () => {
    const page = await open('/verification-requests')
    const first = page.locator('main li').filter({ hasText: 'is to verify' }).first()
    expect(await first.innerText()).toMatch(/Overdue\s+orders 7 is to verify the contract of shop 1.2.0/)
    expect(await first.getByRole('region').innerText()).toMatch(/tally verify --provider-name orders .*--publish/)
    await expectForEverybody(page)
    await page.getByLabel('Provider').selectOption('stock')
    await page.waitForURL('**/verification-requests?provider=stock')
    await page.getByRole('link', { name: 'Overdue 0' }).click()
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor()
    await page.getByRole('link', { name: /^Done/ }).click()
    await page.getByText('was to verify').first().waitFor()
    await page.reload()
    expect(await page.getByLabel('Provider').inputValue()).toBe('stock')
    await page
      .getByRole('link', { name: /^Result of shop/ })
      .first()
      .waitFor()
  })

  test('goes when the result is there, and says what will come here', async () => {
    const page = await open('/verification-requests?provider=orders')
    await page.getByText('orders 7 is to verify').waitFor()
    await world.verified({ consumer: 'shop', provider: 'orders', content: 'first' }, '7')
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor()
    await sql`update verification_requests set done_at = now()`.execute(broker.db)
    await page.goto(`${broker.url}/verification-requests`)
    await page.getByRole('heading', { name: 'Nothing is waiting' }).waitFor()
    await page.getByRole('link', { name: 'See the newest results' }).click()
    await page.getByRole('link', { name: 'Failed', exact: true }).waitFor()
  })
})

describe('the results', () => {
  test('are shown newest first, each with its history', async () => {
    const page = await open('/verification-requests?tab=results&pacticipant=stock')
    const rows = page.getByRole('row')
    expect(await rows.nth(1).innerText()).toMatch(/Verified\s+shop 1.2.0-feat\s+stock 43/)
    await page.getByRole('button', { name: 'History of shop with stock 43' }).click()
    await page.getByRole('link', { name: 'Result 1', exact: true }).waitFor()
    expect(await page.getByRole('listitem').filter({ hasText: 'Result' }).count()).toBe(2)
    await expectForEverybody(page, looks.slice(1, 2))
    await page.getByRole('link', { name: 'Failed', exact: true }).click()
    await page.waitForURL('**success=false')
    await page.getByRole('cell', { name: 'Verified', exact: true }).first().waitFor({ state: 'detached' })
    await page.getByRole('cell', { name: 'stock 42', exact: true }).waitFor()
    await page.getByLabel('Application').selectOption('orders')
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor()
  })
})
