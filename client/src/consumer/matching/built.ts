/** What the makers of expected values share: where they are, and how a value is put together from its parts. */
import { together } from './assemble.ts'
import type { Choose } from './choice.ts'
import type { Expected, JsonValue, Note, NoteKind, RuleList } from './expected.ts'
import type { Part } from './part.ts'

/** Where a part is, and what is known there. */
export interface Place {
  readonly path: string
  /** A word for text examples: the name of the property. */
  readonly hint: string
  /** An example that the schema gives for this place, from outside. */
  readonly given?: JsonValue | undefined
  /** How often each reference was followed on the way here. */
  readonly followed: ReadonlyMap<string, number>
  readonly choose?: Choose | undefined
  /** How many examples for that path did not please the schema: the next one is taken. */
  readonly rejectedAt: (path: string) => number
  /** What is expected of a part inside. */
  readonly build: (part: Part, place: Place) => Built
}

/** What is expected of a part, seen from there; undefined for what would go on without end. */
export type Built = Expected | undefined

export function expected(example: JsonValue, rules?: RuleList): Expected {
  return { example, rules: rules ? { $: rules } : {}, generators: {}, notes: [] }
}

export function noted(built: Expected, kind: NoteKind, says: string): Expected {
  const note: Note = { path: '$', kind, says }
  return { ...built, notes: [note, ...built.notes] }
}

/** A value with its parts, each already placed. */
export function composed(example: JsonValue, parts: readonly Expected[], rules?: RuleList): Expected {
  const inside = together(parts)
  return { example, ...inside, rules: { ...(rules && { $: rules }), ...inside.rules } }
}

export const DEEPER = 'the schema goes on inside itself: from here on, replies are not measured by it'
