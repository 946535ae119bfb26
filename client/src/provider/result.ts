import type { InteractionKind } from './document.ts'
import type { Mismatch } from './mismatch.ts'

/** What was found when an interaction was replayed. */
export interface InteractionResult {
  readonly consumer: string
  readonly provider: string
  readonly description: string
  /** The names of its provider states. */
  readonly states: readonly string[]
  readonly kind: InteractionKind
  /** Whether the provider keeps it. */
  readonly success: boolean
  /** Its failure is shown and fails nothing: nobody has promised it yet. */
  readonly pending: boolean
  /** What did not fit; empty where all did. */
  readonly mismatches: readonly Mismatch[]
  /** What was asked and how it was answered, when the provider runs in this process: `GET /books/1 → 404`. */
  readonly exchange: string | undefined
  readonly durationMs: number
  /** By which the broker knows it; undefined for contracts that are not from a broker. */
  readonly interactionId: string | undefined
}

/** It must fail a build. */
export function isFailure({ success, pending }: InteractionResult): boolean {
  return !success && !pending
}

/** The interaction in a few words: `given the book exists: a request for a book`. */
export function nameOf({ states, description }: Pick<InteractionResult, 'states' | 'description'>): string {
  return states.length === 0 ? description : `given ${states.join(' and ')}: ${description}`
}
