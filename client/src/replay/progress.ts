import type { ReplayOptions } from './options.ts'

const INTERVAL_MS = 250

/** Says how far it is, a few times a second at most; what there is to say is asked for only then. */
export function createProgress(onProgress: ReplayOptions['onProgress']): (says: () => string) => void {
  let next = 0
  return (says) => {
    const now = performance.now()
    if (!onProgress || now < next) return
    next = now + INTERVAL_MS
    onProgress(says())
  }
}
