/** Cleaning works for a seventh of the time at most, so that whoever publishes meanwhile hardly notices. */

/** How many milliseconds to rest after work that took so long. */
export function restAfter(workMs: number): number {
  return Math.min(2000, Math.max(5, 6 * workMs))
}

/** A list in parts of this size. */
export function inBatches<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
