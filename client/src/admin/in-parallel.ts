export interface Limits {
  /** How many at a time. */
  readonly concurrency: number
  /** No more is begun when it is aborted; what is under way ends. */
  readonly signal: AbortSignal
}

/** Does the work for each item, a few at a time, in their order. The first failure ends it. */
export async function inParallel<Item>(
  items: readonly Item[],
  { concurrency, signal }: Limits,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = []
  const left = items.values()
  const worker = async () => {
    for (const item of left) {
      if (signal.aborted || failures.length > 0) return
      try {
        await work(item)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker))
  if (failures.length > 0) throw failures[0]
}
