import { setTimeout as delay } from 'node:timers/promises'

/** What comes of the work, or of `otherwise` where that takes longer. The work goes on. */
export async function orAfter<Answer, Other>(
  limitMs: number,
  work: Promise<Answer>,
  otherwise: () => Other,
): Promise<Answer | Other> {
  const timer = new AbortController()
  const late = delay(limitMs, undefined, { signal: timer.signal }).then(otherwise)
  // When the work was in time nobody listens to what becomes of the timer.
  late.catch(() => {})
  return Promise.race([work, late]).finally(() => timer.abort())
}

/** Fails when the work takes longer. */
export async function inTime<Answer>(work: Promise<Answer>, limitMs: number): Promise<Answer> {
  return orAfter(limitMs, work, () => {
    throw new Error(`No answer within ${limitMs} ms`)
  })
}
