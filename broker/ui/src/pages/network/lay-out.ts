import type { Arrangement, LayoutOrder } from './layout.ts'

const startWorker = () => new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })

let idle: Worker | undefined

/** It takes a while until it can begin: it is started while what to draw is still read. */
export function prepareLayout(): void {
  idle ??= startWorker()
}

interface Told {
  readonly done: (arrangement: Arrangement) => void
  readonly failed: () => void
}

/** Lays out beside the page, until it is told to stop. */
export function layOut(order: LayoutOrder, { done, failed }: Told): () => void {
  const worker = idle ?? startWorker()
  idle = undefined
  const answered = ({ data }: MessageEvent<Arrangement>) => {
    idle = worker
    done(data)
  }
  worker.addEventListener('message', answered, { once: true })
  worker.addEventListener('error', failed, { once: true })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
  worker.postMessage(order)
  return () => {
    if (idle !== worker) worker.terminate()
    worker.removeEventListener('error', failed)
  }
}
