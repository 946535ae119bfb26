/** What a link for signing in has behind its `#`. */
export interface ShownLink {
  /** Whether it makes whoever opens it the first administrator. */
  readonly isFirst: boolean
  readonly secret: string
}

export function readLink(hash: string): ShownLink | undefined {
  const [, kind, secret] = /^#(link|first)=(.+)$/.exec(hash) ?? []
  return secret === undefined ? undefined : { isFirst: kind === 'first', secret: decodeURIComponent(secret) }
}

/** The secret in the address, which is gone from there afterwards, and from the history. */
export function secretIn(): ShownLink | undefined {
  const link = readLink(location.hash)
  if (link) history.replaceState(history.state, '', location.pathname + location.search)
  return link
}
