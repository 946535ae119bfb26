/** Values are put together from parts: each part is placed under its path, and what the parts say is joined. */
import type { Expected, Note } from './expected.ts'
import { isReadable, spoken, under } from './path.ts'

/** What `expected` says when its value is at `path` in another value. */
export function placed<Value>(expected: Expected<Value>, path: string): Expected<Value> {
  const hasRules = Object.keys(expected.rules).length > 0 || Object.keys(expected.generators).length > 0
  if (hasRules && !isReadable(path)) {
    const why = "the core reads no name that is empty or has a ' in it"
    throw new TypeError(`${spoken(path)} cannot have rules: ${why}. Leave it out: what is not named may be there`)
  }
  const move = <Entry>(entries: Readonly<Record<string, Entry>>) =>
    Object.fromEntries(Object.entries(entries).map(([key, entry]) => [under(path, key), entry]))
  return {
    ...expected,
    rules: move(expected.rules),
    generators: move(expected.generators),
    notes: expected.notes.map((note) => ({ ...note, path: under(path, note.path) })),
  }
}

/** Notes, each once. */
export function distinctNotes(notes: readonly Note[]): readonly Note[] {
  const byKey = new Map(notes.map((note) => [`${note.path}\n${note.kind}\n${note.says}`, note]))
  return [...byKey.values()]
}

/** The rules, generators and notes of several values, which are already placed. */
export function together(parts: readonly Expected[]): Pick<Expected, 'rules' | 'generators' | 'notes'> {
  return {
    rules: Object.fromEntries(parts.flatMap(({ rules }) => Object.entries(rules))),
    generators: Object.fromEntries(parts.flatMap(({ generators }) => Object.entries(generators))),
    notes: distinctNotes(parts.flatMap(({ notes }) => notes)),
  }
}
