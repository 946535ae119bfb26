/**
 * What distinguishes two contracts, for people: the interactions that one has and the other has not, and of those that
 * both have by label, the places at which they differ. As lines that start with `-` for the first and `+` for the
 * second. Long values and long lists are cut.
 */
import type { Contract } from './contract.ts'
import type { Json } from './exact-json.ts'
import { IRRELEVANT, type Interaction, labelOf, nameOf } from './interactions.ts'

const MAX_LINES = 60
const MAX_PLACES = 8
const MAX_VALUE_LENGTH = 80

export interface Change {
  /** Names and indexes from the outside in, joined by dots. */
  readonly place: string
  readonly before: string | undefined
  readonly after: string | undefined
}

function children(json: Json): ReadonlyMap<string, Json> {
  if (json.kind === 'object') return new Map(json.members.map(({ key, value }) => [key, value]))
  if (json.kind === 'array') return new Map(json.elements.map((element, index) => [String(index), element]))
  return new Map()
}

function shorten(json: Json | undefined): string | undefined {
  if (json === undefined || json.compact.length <= MAX_VALUE_LENGTH) return json?.compact
  return `${json.compact.slice(0, MAX_VALUE_LENGTH)}…`
}

function changes(before: Json | undefined, after: Json | undefined, path: readonly string[]): readonly Change[] {
  if (before?.canonical === after?.canonical) return []
  const isInside = before !== undefined && before.kind === after?.kind
  if (!isInside || (before.kind !== 'object' && before.kind !== 'array')) {
    return [{ place: path.join('.'), before: shorten(before), after: shorten(after) }]
  }
  const [old, recent] = [children(before), children(after)]
  return [...new Set([...old.keys(), ...recent.keys()])]
    .filter((key) => path.length > 0 || !IRRELEVANT.has(key))
    .flatMap((key) => changes(old.get(key), recent.get(key), [...path, key]))
}

/** The places at which two versions of one interaction differ. */
export function changesBetween(before: Interaction, after: Interaction): readonly Change[] {
  return changes(before.json, after.json, [])
}

function changeLines(title: string, found: readonly Change[]): readonly string[] {
  const lines = found
    .slice(0, MAX_PLACES)
    .flatMap(({ place, before, after }) => [
      ...(before === undefined ? [] : [`-     ${place}: ${before}`]),
      ...(after === undefined ? [] : [`+     ${place}: ${after}`]),
    ])
  const rest = found.length - MAX_PLACES
  return [`  ${title}`, ...lines, ...(rest > 0 ? [`      and ${rest} more`] : [])]
}

function titleOf(interaction: Interaction): string {
  const { method, path } = interaction
  const address = [method, path].filter((part) => part !== undefined).join(' ')
  return `${nameOf(interaction)}${address === '' ? '' : ` (${address})`}`
}

function interactionLines(before: readonly Interaction[], after: readonly Interaction[]): readonly string[] {
  const [old, recent] = [new Set(before.map(({ hash }) => hash)), new Set(after.map(({ hash }) => hash))]
  const gone = before.filter(({ hash }) => !recent.has(hash))
  const added = Map.groupBy(
    after.filter(({ hash }) => !old.has(hash)),
    labelOf,
  )
  const lines = gone.flatMap((interaction) => {
    const successor = added.get(labelOf(interaction))?.shift()
    if (!successor) return [`- ${titleOf(interaction)}`]
    return changeLines(titleOf(interaction), changesBetween(interaction, successor))
  })
  return [...lines, ...[...added.values()].flat().map((interaction) => `+ ${titleOf(interaction)}`)]
}

function specificationLines(before: string | undefined, after: string | undefined): readonly string[] {
  if (before === after) return []
  return [
    ...(before === undefined ? [] : [`- specification version: ${before}`]),
    ...(after === undefined ? [] : [`+ specification version: ${after}`]),
  ]
}

function linesOf(before: Contract, after: Contract): readonly string[] {
  const lines = [before, after].every(({ lists }) => lists.interactions ?? lists.messages)
    ? [
        ...specificationLines(before.specificationVersion, after.specificationVersion),
        ...interactionLines(before.interactions, after.interactions),
      ]
    : []
  return lines.length > 0 ? lines : changeLines('the document', changes(before.document, after.document, []))
}

/** The difference as text of a few lines. */
export function describeDifference(before: Contract, after: Contract): string {
  const lines = linesOf(before, after)
  const rest = lines.length - MAX_LINES
  return [...lines.slice(0, MAX_LINES), ...(rest > 0 ? [`  and ${rest} more lines`] : [])].join('\n')
}
