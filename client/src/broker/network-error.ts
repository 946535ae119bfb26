/** Where fetch hides the reason: in `cause`. */
function causeOf(error: unknown): (Error & { readonly code?: unknown }) | undefined {
  return error instanceof Error && error.cause instanceof Error ? error.cause : undefined
}

const LOST_CONNECTION: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether the connection was lost or not made, which may be different the next time. */
export function isLostConnection(error: unknown): boolean {
  return LOST_CONNECTION.has(causeOf(error)?.code)
}

/** Why there is no reply, as the end of a sentence. */
export function whyUnreachable(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no reply within ${timeoutMs / 1000} seconds`
  const cause = causeOf(error)
  if (cause?.code === 'ECONNREFUSED') return 'the connection is refused'
  if (cause?.code === 'ENOTFOUND' || cause?.code === 'EAI_AGAIN') return 'its host name is not known'
  if (cause?.message) return cause.message
  return error instanceof Error ? error.message : String(error)
}
