/**
 * Keeps the answer to a question that is costly to ask. It holds for a minute, or for a hundred times as long as it took
 * to find, where that is longer: so at most a hundredth of the time is spent on finding it. Who asks meanwhile gets the
 * same; who asks while it is being found waits for that. A failure is not kept.
 */
const MIN_AGE_MS = 60_000
const SHARE = 100

export function rarely<Answer>(find: () => Promise<Answer>, clock: () => Date): () => Promise<Answer> {
  let kept: { readonly answer: Promise<Answer>; readonly freshUntil: number } | undefined

  async function findAndKeep(): Promise<Answer> {
    const startedAt = clock().getTime()
    try {
      const answer = await find()
      const endedAt = clock().getTime()
      const age = Math.max(MIN_AGE_MS, SHARE * (endedAt - startedAt))
      kept = { answer: Promise.resolve(answer), freshUntil: endedAt + age }
      return answer
    } catch (error) {
      kept = undefined
      throw error
    }
  }

  return () => {
    if (kept === undefined || clock().getTime() >= kept.freshUntil) {
      kept = { answer: findAndKeep(), freshUntil: Infinity }
    }
    return kept.answer
  }
}
