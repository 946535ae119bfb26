import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { fillCrawlWorld } from '../support/crawl-world.ts'
import { startReverseProxy } from '../support/reverse-proxy.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let browser: Browser
let broker: TestBroker
beforeAll(async () => {
  browser = await startBrowser()
  broker = await startTestBroker()
  await fillCrawlWorld(broker)
})
afterAll(async () => {
  await browser.close()
  await broker.stop()
})

let context: BrowserContext
let page: Page
/** What the page was refused, and what went wrong in it. */
let complaints: string[]
/** Every address that the page asked for. */
let asked: string[]
beforeEach(async () => {
  context = await browser.newContext()
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  complaints = []
  asked = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text())
  })
  page.on('request', (request) => asked.push(request.url()))
})
afterEach(async () => {
  await context.close()
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
})

const explorer = (base: string, path = '') => `${base}/hal-browser/browser.html${path && `#${path}`}`
const status = () => page.locator('#status')
const saysStatus = (text: string) => status().filter({ hasText: text }).waitFor()
const answer = () => page.locator('#body')

describe('the API explorer', () => {
  test('begins at the index, and asks for nothing from elsewhere', async () => {
    await page.goto(explorer(broker.url))
    await saysStatus('GET 200')
    expect(await page.title()).toBe('/ · API explorer')
    expect(await page.getByRole('heading', { name: 'pb:pacticipants' }).count()).toBe(1)
    expect(asked.filter((url) => !url.startsWith(broker.url))).toEqual([])
  })

  test('follows links, and the way back is the browser’s', async () => {
    await page.goto(explorer(broker.url))
    await page.getByRole('link', { name: 'Pacticipants', exact: true }).click()
    await page.waitForURL(explorer(broker.url, '/pacticipants'))
    await saysStatus('GET 200')
    await answer()
      .getByRole('link', { name: `"${broker.url}/pacticipants/Shop"` })
      .first()
      .click()
    await page.waitForURL(explorer(broker.url, '/pacticipants/Shop'))
    await page.locator('#operations').getByRole('button', { name: 'DELETE' }).waitFor()
    await page.goBack()
    await page.waitForURL(explorer(broker.url, '/pacticipants'))
    expect(await page.locator('#address').inputValue()).toBe('/pacticipants')
  })

  test('asks for what a templated link leaves open', async () => {
    await page.goto(explorer(broker.url))
    await page.locator('summary', { hasText: 'Fetch pacticipant by name' }).click()
    await page.getByLabel('pacticipant', { exact: true }).first().fill('Mail & More')
    await page.getByRole('button', { name: 'Follow' }).first().click()
    await page.waitForURL(explorer(broker.url, '/pacticipants/Mail%20%26%20More'))
    await saysStatus('GET 200')
  })

  test('can be used with the keyboard alone', async () => {
    await page.goto(explorer(broker.url))
    await saysStatus('GET 200')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('answer')
    await page.locator('#address').focus()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('/environments')
    await page.keyboard.press('Enter')
    await page.waitForURL(explorer(broker.url, '/environments'))
    await saysStatus('GET 200')
  })

  test('sends what changes something, with the example of the API to begin with', async () => {
    await page.goto(explorer(broker.url, '/pacticipants'))
    await page.locator('#operations').getByRole('button', { name: 'POST' }).click()
    expect(await page.getByLabel('Body').first().inputValue()).toContain('"name": "Order Service"')
    await page.getByRole('button', { name: 'Send POST' }).click()
    await saysStatus('POST 201')
    expect((await broker.get('/pacticipants/Order%20Service')).status).toBe(200)
    await page.locator('#body').getByRole('link', { name: '/pacticipants/Order%20Service', exact: true }).click()
    await page.locator('#operations').getByRole('button', { name: 'DELETE' }).click()
    await page.getByRole('button', { name: 'Send DELETE' }).click()
    await saysStatus('DELETE 204')
    expect((await broker.get('/pacticipants/Order%20Service')).status).toBe(404)
  })

  test('shows what went wrong', async () => {
    await page.goto(explorer(broker.url, '/pacticipants/Nobody'))
    await saysStatus('GET 404')
    expect(await answer().innerText()).toContain("No pacticipant with name 'Nobody' found")
  })

  test('shows text as text, and in the form that is chosen', async () => {
    await page.goto(explorer(broker.url, '/matrix?q[][pacticipant]=Shop&q[][version]=1'))
    await saysStatus('application/hal+json')
    await page.locator('#accept').selectOption('text/plain')
    await page.getByRole('button', { name: 'Go' }).click()
    await saysStatus('text/plain')
    expect(await answer().innerText()).toContain('Shop')
  })

  test('shows events as they come, until it is stopped', async () => {
    await page.goto(explorer(broker.url, '/events'))
    await saysStatus('GET 200')
    await page.locator('#accept').selectOption('text/event-stream')
    await page.getByRole('button', { name: 'Go' }).click()
    await saysStatus('events are shown as they come')
    await broker.put('/pacticipants/Shop/branches/streamed/versions/1')
    await answer().getByText('branch_created').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await saysStatus('Stopped')
  })

  test('leads to the page of a relation', async () => {
    await page.goto(explorer(broker.url, '/pacticipants/Shop'))
    await saysStatus('GET 200')
    const relation = page.locator('section.relation', { has: page.getByRole('heading', { name: 'pb:branches' }) })
    await relation.getByRole('link', { name: 'what is this?' }).click()
    await page.getByRole('heading', { level: 1, name: 'pb:branches' }).waitFor()
    const font = await page.evaluate('getComputedStyle(document.body).fontFamily')
    expect(font).toContain('system-ui')
  })

  test('goes nowhere else, whatever its address says', async () => {
    for (const path of ['https://elsewhere.example/x', '//elsewhere.example/x', 'javascript:alert(1)']) {
      await page.goto('about:blank')
      await page.goto(explorer(broker.url, path))
      await saysStatus('not one of this broker')
    }
    expect(asked.filter((url) => url.includes('elsewhere'))).toEqual([])
  })

  test('shows names that look like markup as they are', async () => {
    const name = '<img src=x onerror=alert(1)>'
    await broker.post('/pacticipants', { name })
    await page.goto(explorer(broker.url, '/pacticipants'))
    await saysStatus('GET 200')
    expect(await page.locator('main').innerText()).toContain(name)
    expect(await page.locator('img').count()).toBe(0)
    await broker.del(`/pacticipants/${encodeURIComponent(name)}`)
  })

  test.each(['light', 'dark'] as const)('can be read in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(explorer(broker.url))
    await saysStatus('GET 200')
    const colours = await page.evaluate(
      '[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]',
    )
    expect(colours).toEqual(
      colorScheme === 'light' ? ['rgb(28, 32, 36)', 'rgb(255, 255, 255)'] : ['rgb(228, 232, 236)', 'rgb(20, 24, 28)'],
    )
  })
})

describe('with credentials', () => {
  let closed: TestBroker
  beforeAll(async () => {
    closed = await startTestBroker({ config: { token: 'secret' } })
  })
  afterAll(async () => closed.stop())

  test('a token can be given, and is used from then on', async () => {
    await page.goto(explorer(closed.url))
    await saysStatus('GET 401')
    await page.locator('summary', { hasText: 'Credentials' }).click()
    await page.getByLabel('Bearer token').fill('secret')
    await page.getByRole('button', { name: 'Use it' }).click()
    await saysStatus('GET 200')
    await page.reload()
    await saysStatus('GET 200')
  })
})

describe.each([
  ['a proxy that says what was asked for', { keepsPrefix: false, saysSo: true }],
  ['a proxy that says nothing', { keepsPrefix: false, saysSo: false }],
])('behind %s, below a prefix', (_, options) => {
  test('links are followed below the prefix', async () => {
    const proxy = await startReverseProxy({ prefix: '/team/pacts', ...options })
    proxy.forwardTo(broker.url)
    await page.goto(explorer(proxy.url))
    await page.getByRole('link', { name: 'Pacticipants', exact: true }).click()
    await saysStatus('GET 200')
    await answer().getByRole('link', { name: '/pacticipants/Shop"' }).first().click()
    await page.waitForURL(explorer(proxy.url, '/pacticipants/Shop'))
    await saysStatus('GET 200')
    await page.goto(`${proxy.url}/doc/pacticipants`)
    await page.getByRole('link', { name: 'API explorer' }).click()
    await page.waitForURL(explorer(proxy.url))
    await saysStatus('GET 200')
    expect(asked.filter((url) => !url.startsWith(`${proxy.url}/`))).toEqual([])
    await proxy.stop()
  })
})
