// A page of the broker in a real browser: every test says what a person does and sees.

import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { startBrowser } from '../support/browser.ts'

export interface Visit {
  readonly page: Page
  /** Errors of scripts, what the policy refused, and addresses elsewhere: there must be none. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

export interface Look {
  readonly colorScheme?: 'light' | 'dark'
  readonly width?: number
}

let browser: Browser | undefined

/** Close it with `closeBrowser` in `afterAll`. */
export async function visit(url: string, { colorScheme = 'light', width = 1280 }: Look = {}): Promise<Visit> {
  browser ??= await startBrowser()
  const context: BrowserContext = await browser.newContext({
    colorScheme,
    viewport: { width, height: 800 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !/^(data|blob):/.test(request.url())) {
      complaints.push(`asked for ${request.url()}`)
    }
  })
  await page.goto(url)
  await page.locator('main h1').waitFor()
  return { page, complaints, close: () => context.close() }
}

export async function closeBrowser(): Promise<void> {
  await browser?.close()
  browser = undefined
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What WCAG 2.2 AA has against the page as it is now: nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  // The policy of the page lets no other script in; the browser's own console may.
  const violations = await page.evaluate(
    `(() => { ${axe.source}; return axe.run({ runOnly: ${JSON.stringify(RULES)} }) })()`,
  )
  const found = (violations as axe.AxeResults).violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`),
  }))
  expect(found).toEqual([])
}

/** No part of the page is wider than the window. */
export async function expectNoSideScroll(page: Page): Promise<void> {
  const [content, window] = (await page.evaluate(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )) as [number, number]
  expect(content).toBeLessThanOrEqual(window)
}
