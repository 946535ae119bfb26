// A browser for tests: the Chromium of an npm package on 64-bit Linux, the installed Chrome elsewhere.

import packaged from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const hasPackage = process.platform === 'linux' && process.arch === 'x64'

/** Close it in `afterAll`. */
export async function startBrowser(): Promise<Browser> {
  if (!hasPackage) return chromium.launch({ channel: 'chrome' })
  // As root, as in containers, it only runs without its sandbox; the tests show it nothing but the broker.
  return chromium.launch({ executablePath: await packaged.executablePath(), args: ['--no-sandbox'] })
}
