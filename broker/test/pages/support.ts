// A page of the broker in a real browser: every test says what a person does and sees.

import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, expect } from 'vitest'
import { startBrowser } from '../support/browser.ts'

export interface Look {
  readonly colorScheme?: 'light' | 'dark'
  readonly width?: number
  /** The cookie of who is signed in. */
  readonly session?: string | undefined
  /** Where else it may lead: to whom people sign in with. */
  readonly provider?: string
}

/**
 * Opens pages, each in a context of its own that ends with the test. A test fails for errors of scripts, for what the
 * policy refused, and for addresses elsewhere. Call it once, at the top of a test file.
 */
export function usePages() {
  let browser: Browser | undefined
  let context: BrowserContext | undefined
  let complaints: string[] = []

  afterEach(async () => {
    await context?.close()
    context = undefined
    const found = complaints
    complaints = []
    if (found.length > 0) throw new Error(found.join('\n'))
  })
  afterAll(async () => {
    await browser?.close()
  })

  return {
    async open(url: string, { colorScheme = 'light', width = 1280, session, provider }: Look = {}): Promise<Page> {
      browser ??= await startBrowser()
      context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 800 },
        reducedMotion: 'reduce',
        locale: 'en-GB',
      })
      if (session !== undefined)
        await context.addCookies([{ name: 'tallystick-session', value: session, url: new URL(url).origin }])
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text())
      })
      page.on('request', (request) => {
        const { origin, protocol } = new URL(request.url())
        const isLocal = origin === new URL(url).origin || origin === provider
        if (!isLocal && !['data:', 'blob:'].includes(protocol)) complaints.push(`asked for ${request.url()}`)
      })
      await page.goto(url)
      await page.locator('main h1').waitFor()
      return page
    },
  }
}

/** Answers to such requests wait until they are given. */
export async function holdAnswers(page: Page, url: string | RegExp) {
  const asked = Promise.withResolvers<void>()
  const given = Promise.withResolvers<void>()
  await page.route(url, async (route) => {
    asked.resolve()
    await given.promise
    await route.continue()
  })
  return { isAsked: asked.promise, give: given.resolve }
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

export const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 1280 },
] as const

/** Both of the above, in light and dark, where there is room and where there is little. */
export async function expectForEverybody(
  page: Page,
  asked: readonly Required<Pick<Look, 'colorScheme' | 'width'>>[] = looks,
): Promise<void> {
  for (const { colorScheme, width } of asked) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await expectAccessible(page)
    await expectNoSideScroll(page)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}
