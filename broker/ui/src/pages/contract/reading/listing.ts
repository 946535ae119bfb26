/** Which interactions of a contract are shown, and in which groups: those of one provider state, or of one path. */
import type { ReadInteraction, State } from './contract.ts'

export type Verdict = 'passed' | 'failed' | 'unknown'

export interface Choice {
  /** Anything that is written in it, of any case. */
  readonly text?: string | undefined
  readonly verdict?: Verdict | undefined
}

export interface Group {
  readonly name: string
  readonly interactions: readonly ReadInteraction[]
}

function saysAll({ description, source }: ReadInteraction, words: readonly string[]): boolean {
  // What the broker calls it says nothing.
  const said = JSON.stringify({ ...source, _id: undefined })
  const text = `${description} ${said}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

/** Those that say every word, and of which the provider's results say that. */
export function chosen(
  interactions: readonly ReadInteraction[],
  { text = '', verdict }: Choice,
  verdictOf: (interaction: ReadInteraction) => Verdict,
): readonly ReadInteraction[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return interactions.filter(
    (interaction) =>
      (verdict === undefined || verdictOf(interaction) === verdict) &&
      (words.length === 0 || saysAll(interaction, words)),
  )
}

/** Its name and what it is given: `a user (id: 1)`. */
export function stateText({ name, params }: State): string {
  const given = params.map(([key, value]) => `${key}: ${value}`).join(', ')
  return given === '' ? name : `${name} (${given})`
}

function stateGroup({ states }: ReadInteraction): string {
  if (states.length === 0) return 'Without a provider state'
  return `Given ${states.map(({ name }) => name).join(' and ')}`
}

function pathGroup({ kind, path }: ReadInteraction): string {
  if (kind === 'async-message') return 'Messages'
  return kind === 'sync-message' ? 'Messages with an answer' : (path ?? '/')
}

/** In the order in which the contract has them. */
export function grouped(interactions: readonly ReadInteraction[], by: 'state' | 'path'): readonly Group[] {
  const groups = Map.groupBy(interactions, by === 'path' ? pathGroup : stateGroup)
  return [...groups].map(([name, members]) => ({ name, interactions: members }))
}
