import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Look, expectAccessible, expectNoSideScroll, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker({ runsJobs: true })
  const world = new VerificationWorld(broker)
  for (const version of ['1.0.0', '1.1.0', '1.2.0', '2.0.0']) {
    await world.published('shop', version, { for: 'orders', content: version, branch: 'main' })
  }
  await world.verified({ consumer: 'shop', provider: 'orders', content: '2.0.0' }, '7', { branch: 'main' })
  await sql`update versions set created_at = now() - interval '1 year' where number like '1.%'`.execute(broker.db)
  await broker.post('/pacticipants', { name: 'old-shop' })
  await broker.del('/pacticipants/old-shop')
})

afterAll(() => broker.stop())

const open = (path: string, look?: Look) => pages.open(broker.url + path, look)

describe('the settings', () => {
  test('show what is kept, what would go, and why', async () => {
    const page = await open('/settings')
    await page.getByText('At most 90 days old').waitFor()
    const row = page.getByRole('row', { name: /shop/ })
    expect((await row.innerText()).replaceAll(/\s+/g, ' ')).toContain('3 of 4 1.0.0 to 1.2.0')
    await row.getByRole('link').click()
    await page.waitForURL('**/settings?pacticipant=shop')
    await page
      .getByText(/365 days old, on branch 'main', not its head/)
      .first()
      .waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'What would stay' }).click()
    await page.getByText('the head of each branch').waitFor()
  })

  test('count what would go, clean up when that is confirmed, and show what became of it', async () => {
    const page = await open('/settings')
    await page.getByRole('button', { name: 'Count now' }).click()
    await page.getByRole('row', { name: /Counted\s+Done\s+3 versions/ }).waitFor()
    await page.getByRole('button', { name: 'Clean up now' }).click()
    const dialog = page.getByRole('dialog', { name: 'Clean up now?' })
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Clean up' }).click()
    await page.getByRole('row', { name: /Cleaned up\s+Done.*3 versions/ }).waitFor()
  })

  test('restore what was deleted', async () => {
    const page = await open('/settings/deleted')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Restore old-shop' }).click()
    await page.getByText('old-shop is back.').waitFor()
    await page.getByRole('heading', { name: 'Nothing to restore' }).waitFor()
    expect((await broker.get('/pacticipants/old-shop')).status).toBe(200)
  })

  test('lead to the API, and say what runs', async () => {
    const page = await open('/settings/api')
    expect(await page.getByRole('link', { name: 'API explorer' }).getAttribute('href')).toBe(
      '/hal-browser/browser.html',
    )
    await expectAccessible(page)
    await page.getByRole('link', { name: 'About' }).click()
    await page.getByText(/^PostgreSQL \d+/).waitFor()
    await expectAccessible(page)
  })

  test.each([
    { colorScheme: 'light', width: 360 },
    { colorScheme: 'dark', width: 1280 },
  ] as const)('are for everybody: $colorScheme, $width pixels', async (look) => {
    const page = await open('/settings', look)
    await page.getByRole('row', { name: /shop/ }).first().waitFor()
    await expectAccessible(page)
    await expectNoSideScroll(page)
  })
})
