/**
 * npm run bench:pages                    how soon each web page shows its content; rewrites its table of docs/performance.md
 * npm run bench:pages -- --versions 200  a smaller estate, prints the table only
 *
 * The estate of the bench with 5,000 versions and 1,000 more integrations, in headless Chromium: each page is opened in a
 * new browser context (nothing is cached) and once more in the same one. Shown means: the page has its title and nothing
 * in it says any more that it loads.
 */
import { parseArgs } from 'node:util'
import { type PageAddress, everyPage } from '../broker/test/pages/every-page.ts'
import { startBrowser } from '../broker/test/support/browser.ts'
import { startBroker } from './broker.ts'
import { contractOf, publicationOf } from './contract.ts'
import { buildMesh, growHistory } from './estate.ts'
import { type Send, must } from './http.ts'
import { rewritePage, short, table } from './report.ts'

type Browser = Awaited<ReturnType<typeof startBrowser>>
type BrowserContext = Awaited<ReturnType<Browser['newContext']>>
type Page = Awaited<ReturnType<BrowserContext['newPage']>>

const TURNS = 5
const WIDE_LIST = 1000
const FULL = 5000

const { values: options } = parseArgs({
  options: { versions: { type: 'string', default: String(FULL) } },
})

// Runs in the page: the time at which it was shown, since it was asked for.
const SHOWN = `new Promise((resolve) => {
  const look = () => {
    const main = document.querySelector('main')
    if (main?.querySelector('h1') && !main.querySelector('[data-loading]')) resolve(performance.now())
    else requestAnimationFrame(look)
  }
  look()
})`

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

async function timeToContent(context: BrowserContext, url: string): Promise<number> {
  const tab = await context.newPage()
  await tab.goto(url, { waitUntil: 'commit' })
  const milliseconds = (await tab.evaluate(SHOWN)) as number
  await tab.close()
  return milliseconds
}

interface Figures {
  readonly name: string
  readonly first: number
  readonly again: number
}

async function measurePage(browser: Browser, broker: string, { name, path }: PageAddress): Promise<Figures> {
  const [first, again]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < TURNS; turn += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    first.push(await timeToContent(context, broker + path))
    again.push(await timeToContent(context, broker + path))
    await context.close()
  }
  return { name, first: median(first), again: median(again) }
}

// Runs in the page: how much script it took to show it, in bytes as they were sent.
const SCRIPT_SIZE = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`

async function sizeOfFirstLoad(browser: Browser, broker: string): Promise<string> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(broker, { waitUntil: 'load' })
  await page.evaluate(SHOWN)
  const bytes = (await page.evaluate(SCRIPT_SIZE)) as number
  await context.close()
  return `${Math.round(bytes / 1000)} kB`
}

// Runs in the page: scrolls a screen's height in steps of 100 pixels a frame, to the end, and tells how long frames took.
const SCROLL = `new Promise((resolve) => {
  const frames = []
  let last = performance.now()
  const step = (now) => {
    frames.push(now - last)
    last = now
    scrollBy(0, 100)
    if (scrollY + innerHeight >= document.documentElement.scrollHeight - 1) resolve(frames.slice(1))
    else requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
})`

async function measureScrolling(page: Page): Promise<string> {
  const frames = ((await page.evaluate(SCROLL)) as number[]).toSorted((a, b) => a - b)
  const at = (share: number) => (frames[Math.floor(frames.length * share)] ?? 0).toFixed(0)
  return `${frames.length} frames: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms, longest ${at(1 - 1e-9)} ms`
}

/** So many pairs of a consumer and a provider that one list of them is long. */
async function widen(send: Send): Promise<void> {
  for (let index = 0; index < WIDE_LIST; index += 1) {
    const [consumer, provider] = [`wide-${index}`, `wide-${(index * 7 + 1) % WIDE_LIST}`]
    const content = contractOf(consumer, provider, { interactions: 2, variant: '0' })
    const body = publicationOf({ consumer, version: '1.0.0', branch: 'main', contracts: [{ provider, content }] })
    await must(send, { method: 'POST', path: '/contracts/publish', body })
  }
}

async function measureAll(broker: string, send: Send): Promise<void> {
  const browser = await startBrowser()
  try {
    const rows: Figures[] = []
    for (const address of await everyPage(broker)) {
      const figures = await measurePage(browser, broker, address)
      rows.push(figures)
      console.error(`  ${figures.name}: ${short(figures.first)} ms, again ${short(figures.again)} ms`)
    }
    const size = await sizeOfFirstLoad(browser, `${broker}/`)
    await widen(send)
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const long = await context.newPage()
    await long.goto(`${broker}/?size=${WIDE_LIST}`)
    await long
      .locator('main tbody tr')
      .nth(WIDE_LIST - 1)
      .waitFor()
    const scrolling = await measureScrolling(long)
    const text = `${table(
      ['page', 'first visit, ms', 'again, ms'],
      rows.map(({ name, first, again }) => [name, short(first), short(again)]),
    )}\n\nThe first page takes ${size} of compressed script.\n\nScrolling through a list of ${WIDE_LIST} integrations, 100 pixels a frame: ${scrolling}.`
    console.log(text)
    if (options.versions === String(FULL)) await rewritePage({ pages: text })
  } finally {
    await browser.close()
  }
}

const broker = await startBroker()
try {
  await buildMesh(broker.send)
  await growHistory(broker.send, { from: 0, to: Number(options.versions) })
  await measureAll(broker.url, broker.send)
} finally {
  await broker.stop()
}
