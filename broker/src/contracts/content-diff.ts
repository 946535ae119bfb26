/**
 * How one contract became another, line by line: a unified diff of the two documents on many lines, keys sorted,
 * interactions sorted by what they are called, without the `_id`s that the broker gave them. So order never shows, and
 * versions of one interaction stand opposite each other.
 * The work is bounded, since it grows with the product of length and difference, and nothing else runs meanwhile:
 * where lines would take too long, the interactions that differ are named instead; and what is huge is not even read.
 */
import { contractOf } from './contract.ts'
import { describeDifference } from './difference.ts'
import { type Json, type JsonObject, arrayOf, objectOf } from './exact-json.ts'
import { type InteractionList, labelOf, listInteractions } from './interactions.ts'
import { prettyJson } from './pretty-json.ts'
import { readJson } from './read-json.ts'
import { unifiedDiff } from './unified-diff.ts'

// Characters of both documents together.
const MOST_FOR_LINES = 2_000_000
const MOST_TO_READ = 20_000_000
const LIMITS = { timeoutMs: 400, changedLines: 20_000 }

export interface Side {
  /** What the diff calls it. */
  readonly name: string
  readonly content: string
}

export type ContentDiff =
  /** Both say the same, in the same or in another order. */
  | { readonly outcome: 'same' }
  | { readonly outcome: 'lines' | 'interactions'; readonly text: string }
  | { readonly outcome: 'too large' }

function withoutId(interaction: Json): Json {
  if (interaction.kind !== 'object') return interaction
  return objectOf(interaction.members.filter(({ key }) => key !== '_id'))
}

/** The interactions of a list by label, and those that share one by all that they say. */
function sortedList(document: JsonObject, list: InteractionList): Json | undefined {
  const interactions = listInteractions(document, list)
  if (!interactions) return undefined
  const named = interactions.map((one) => ({ name: `${labelOf(one)} ${one.relevant}`, json: withoutId(one.json) }))
  return arrayOf(named.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map(({ json }) => json))
}

function comparable(document: JsonObject): string {
  const members = document.members.map((member) => {
    const isList = member.key === 'interactions' || member.key === 'messages'
    return { ...member, value: (isList ? sortedList(document, member.key) : undefined) ?? member.value }
  })
  return `${prettyJson(objectOf(members), 'sorted')}\n`
}

/** The documents of contracts are objects: whoever publishes something else is refused. */
function documentOf(content: string): JsonObject {
  const document = readJson(content)
  return document.kind === 'object' ? document : objectOf([{ key: '', token: '""', value: document }])
}

export function contentDiff(before: Side, after: Side): ContentDiff {
  if (before.content === after.content) return { outcome: 'same' }
  const length = before.content.length + after.content.length
  if (length > MOST_TO_READ) return { outcome: 'too large' }
  const documents = [documentOf(before.content), documentOf(after.content)] as const
  if (length <= MOST_FOR_LINES) {
    const texts = [comparable(documents[0]), comparable(documents[1])] as const
    if (texts[0] === texts[1]) return { outcome: 'same' }
    const [old, recent] = [
      { name: before.name, text: texts[0] },
      { name: after.name, text: texts[1] },
    ]
    const text = unifiedDiff(old, recent, LIMITS)
    if (text !== undefined) return { outcome: 'lines', text }
  }
  const [old, recent] = [contractOf(documents[0], 'document'), contractOf(documents[1], 'document')]
  return { outcome: 'interactions', text: describeDifference(old, recent) }
}
