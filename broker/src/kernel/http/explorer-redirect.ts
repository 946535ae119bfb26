import type { Endpoint, Reply } from '../endpoint.ts'
import { wayToRoot } from './way-to-root.ts'

/** What has a page of its own is shown as it is. */
export function isForPrograms({ method, produces }: Endpoint): boolean {
  return method === 'GET' && !produces.includes('text/html')
}

/** Where to send a browser that asks for a page first and could do with JSON: to the explorer, which shows the address. */
export function explorerReply(accept: string | undefined, url: string): Reply | undefined {
  if (!accept?.startsWith('text/html') || !accept.includes('json')) return undefined
  return { status: 303, headers: { Location: `${wayToRoot(url)}hal-browser/browser.html#${url}` } }
}
