export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What the promise gives, unless it takes too long: then it fails, and what it still does is nobody's concern. */
export function within<Value>(promise: Promise<Value>, timeoutMs: number): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`it did not finish within ${timeoutMs / 1000} seconds`)), timeoutMs)
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
