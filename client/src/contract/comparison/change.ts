/**
 * What a change is to the provider: `breaking` for one that does not do more than the older contract asks of it, `safe`
 * for every provider that keeps the older contract, `unknown` where the two contracts do not tell.
 */
export type Effect = 'breaking' | 'unknown' | 'safe'

/** What it is to the provider, and why in a sentence. */
export interface Judgement {
  readonly effect: Effect
  readonly why: string
}

/** One thing that the newer contract says otherwise. */
export interface Change extends Judgement {
  readonly kind: 'added' | 'removed' | 'changed'
  /** Of the interaction: `Response body`, `Provider state`; `Interaction` for all of it. */
  readonly part: string
  /** Where in the part: `$.items[0].price`, the name of a header; empty where the part is all. */
  readonly path: string
  /** What was said, for people; undefined where it was added. */
  readonly before: string | undefined
  /** What is said now; undefined where it was removed. */
  readonly after: string | undefined
}

export const effects = ['breaking', 'unknown', 'safe'] as const satisfies readonly Effect[]

/** The one that matters most; safe where nothing changes. */
export function worst(changes: readonly Pick<Change, 'effect'>[]): Effect {
  return effects.find((effect) => changes.some((change) => change.effect === effect)) ?? 'safe'
}

/** The kind of a change by what was there and what is. */
export function kindOf(before: unknown, after: unknown): Change['kind'] {
  if (before === undefined) return 'added'
  return after === undefined ? 'removed' : 'changed'
}
