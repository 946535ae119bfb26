/**
 * Whose page sends a request. Browsers say it in `Sec-Fetch-Site`; those that do not, and all of them where there is no
 * TLS, name the page's origin with every request that can change something. Programs say neither.
 */
export type Sender = 'own page' | 'other page' | 'unknown'

interface Said {
  readonly 'sec-fetch-site'?: string | string[] | undefined
  readonly 'sec-fetch-mode'?: string | string[] | undefined
  readonly origin?: string | undefined
  readonly referer?: string | undefined
}

export function senderOf(said: Said, base: string): Sender {
  const site = said['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' ? 'own page' : 'other page'
  if (said.origin === undefined) return 'unknown'
  return said.origin === new URL(base).origin ? 'own page' : 'other page'
}

/** Whether a script of our own pages asks, so that they show what is to be done: a browser's own dialog would cover them. */
export function isAskedByPage(said: Said, base: string): boolean {
  if (said['sec-fetch-mode'] === 'navigate') return false
  const sender = senderOf(said, base)
  // Reads have no origin, but the page that our own document lets be named.
  const isFromHere = said.referer?.startsWith(`${new URL(base).origin}/`) ?? false
  return sender === 'own page' || (sender === 'unknown' && isFromHere)
}
