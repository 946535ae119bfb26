/** What a contract says otherwise, as lines: a sentence, then each interaction with its changes, and why they are what they are. */
import type { Change, Effect } from '../contract/comparison/change.ts'
import {
  type ContractChanges,
  type InteractionChanges,
  changesSummary,
} from '../contract/comparison/contract-changes.ts'
import type { Block, Line } from './report.ts'

const marks = {
  breaking: { mark: '✗', format: 'red' },
  unknown: { mark: '?', format: 'yellow' },
  safe: { mark: '✓', format: 'dim' },
} as const satisfies Readonly<Record<Effect, { readonly mark: string; readonly format: Line['format'] }>>

function valuesText({ part, before, after }: Change): string {
  const values = [before, after].filter((value) => value !== undefined)
  return part === 'Interaction' || values.length === 0 ? '' : `: ${values.join(' → ')}`
}

function changeLines(change: Change, about: string): readonly Line[] {
  const { mark, format } = marks[change.effect]
  const place = [change.part, change.path].filter((text) => text !== '').join(' ')
  const what = `${change.effect}: ${place} ${change.kind}${valuesText(change)}`
  const alone = `${about}: ${what}. ${change.why}`
  return [{ text: `  ${mark} ${what}`, format, alone }, { text: `    ${change.why}` }]
}

function interactionLines({ description, call, states, changes }: InteractionChanges): readonly Line[] {
  const given = states.length === 0 ? '' : ` given ${states.join(' and ')}`
  const title = `${description}${given}${call === undefined ? '' : ` (${call})`}`
  return [{ text: title, format: 'bold' }, ...changes.flatMap((change) => changeLines(change, description))]
}

/** A block for the sentence, and one for each interaction. */
export function changeBlocks({ effect, counts, changes, interactions }: ContractChanges): readonly Block[] {
  const summary = `${changesSummary(counts)} for the provider`
  return [
    // No annotation of its own: the changes have theirs.
    { lines: [{ text: summary, format: effect === 'safe' ? 'green' : 'bold' }] },
    ...(changes.length === 0 ? [] : [{ lines: changes.flatMap((change) => changeLines(change, 'The contract')) }]),
    ...interactions.map((one) => ({ lines: interactionLines(one) })),
  ]
}

/** As JSON, without the interactions themselves, which are in the contracts. */
export function changesJson({ effect, counts, changes, interactions }: ContractChanges) {
  const told = interactions.map(({ before: _before, after: _after, ...interaction }) => interaction)
  return { effect, counts, changes, interactions: told }
}
