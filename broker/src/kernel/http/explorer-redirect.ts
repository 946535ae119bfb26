import type { Endpoint, Reply } from '../endpoint.ts'

/** Pages are shown as they are. */
export function isForPrograms({ method, produces }: Endpoint): boolean {
  return method === 'GET' && produces[0] !== 'text/html'
}

/**
 * Where to send a browser that asks for a page first and could do with JSON: to the explorer, which shows the address.
 * Relative, since nobody may choose by a header where a browser is sent.
 */
export function explorerReply(accept: string | undefined, url: string): Reply | undefined {
  if (!accept?.startsWith('text/html') || !accept.includes('json')) return undefined
  const up = '../'.repeat((url.split('?', 1)[0] ?? '').split('/').length - 2)
  return { status: 303, headers: { Location: `${up}hal-browser/browser.html#${url}` } }
}
