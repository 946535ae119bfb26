import type { Terminal } from './terminal.ts'

const SECOND_MS = 1000

/** Shows each second for how long it has been going on. */
export async function whileWaiting<Result>(
  { progress }: Terminal,
  forWhat: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const startedAt = Date.now()
  const show = () => progress(`Waiting for ${forWhat}: ${Math.round((Date.now() - startedAt) / SECOND_MS)} s`)
  const timer = setInterval(show, SECOND_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    progress()
  }
}
