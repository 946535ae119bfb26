/**
 * What two runs of the same tests wrote, compared. Interactions belong together by kind, states and description; of those
 * that are left, the ones that differ least, since their names may have changed. A value that differs is an error: the
 * broker takes each for a contract of its own. The order of interactions and of names, and what is written beside an
 * interaction for people (`comments`, `key`, `_id`, `interactionMarkup`), make no other contract: a warning.
 */
import { canonical, isJsonObject } from '../contract/json.ts'
import type { ContractDocument, Interaction } from '../provider/document.ts'
import type { Finding } from './finding.ts'
import type { JsonPath } from './json-path.ts'
import { leavesOf } from './leaves.ts'
import { placedInteractions } from './lint-contract.ts'
import { BESIDE, type Placed, keyOf } from './names.ts'

/** A contract of one run. */
export interface Written {
  readonly document: ContractDocument
  readonly text: string
}

interface Couple {
  readonly one: Placed
  readonly other: Placed
}

interface Difference {
  readonly path: JsonPath
  readonly before: string
  readonly after: string
}

/** In characters. */
const MAX_SHOWN = 60

const NOTHING = 'nothing'

const valuesOf = (interaction: Interaction): ReadonlyMap<string, { path: JsonPath; text: string }> =>
  new Map(
    leavesOf(interaction.source, [])
      .filter(({ path, isName }) => !isName && !BESIDE.has(path[0]))
      .map(({ path, value }) => [JSON.stringify(path), { path, text: JSON.stringify(value) }]),
  )

/** By the paths of `other`, and where it has nothing, by those of `one`. */
function differences({ one, other }: Couple): readonly Difference[] {
  const [before, after] = [valuesOf(one.interaction), valuesOf(other.interaction)]
  const keys = new Set([...after.keys(), ...before.keys()])
  return [...keys].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)]
    if (was?.text === is?.text) return []
    return [{ path: (is ?? was)?.path ?? [], before: was?.text ?? NOTHING, after: is?.text ?? NOTHING }]
  })
}

const isAlike = ({ one, other }: Couple): boolean => {
  const size = Math.max(valuesOf(one.interaction).size, valuesOf(other.interaction).size)
  return one.interaction.kind === other.interaction.kind && differences({ one, other }).length <= size / 2
}

interface Matched {
  readonly couples: readonly Couple[]
  readonly before: readonly Placed[]
  readonly after: readonly Placed[]
}

const nameKey = ({ interaction }: Placed) => keyOf(interaction)

/** Those of one key, in their order. */
function byKey(before: readonly Placed[], after: readonly Placed[]): Matched {
  const [ones, others] = [Map.groupBy(before, nameKey), Map.groupBy(after, nameKey)]
  const couples = [...ones].flatMap(([key, group]) =>
    group.flatMap((one, index): readonly Couple[] => {
      const other = others.get(key)?.[index]
      return other ? [{ one, other }] : []
    }),
  )
  const taken = new Set(couples.flatMap(({ one, other }) => [one, other]))
  return { couples, before: before.filter((one) => !taken.has(one)), after: after.filter((one) => !taken.has(one)) }
}

/** Where more are left, a run had other tests, and looking for the nearest of each would take long. */
const MAX_LEFT = 200

function byLikeness({ couples, before, after }: Matched): Matched {
  if (before.length > MAX_LEFT || after.length > MAX_LEFT) return { couples, before, after }
  const left = new Set(after)
  const found = before.flatMap((one): readonly Couple[] => {
    const [nearest] = [...left]
      .map((other) => ({ one, other }))
      .filter(isAlike)
      .map((couple) => ({ couple, count: differences(couple).length }))
      .toSorted((a, b) => a.count - b.count)
    if (!nearest) return []
    left.delete(nearest.couple.other)
    return [nearest.couple]
  })
  const taken = new Set(found.map(({ one }) => one))
  return { couples: [...couples, ...found], before: before.filter((one) => !taken.has(one)), after: [...left] }
}

/** Of long texts, the part where they begin to differ. */
function changeText(before: string, after: string): string {
  const excerpt = (text: string, from: number) => {
    const part = text.slice(from, from + MAX_SHOWN)
    return `${from > 0 ? '…' : ''}${part}${from + MAX_SHOWN < text.length ? '…' : ''}`
  }
  if (Math.max(before.length, after.length) <= MAX_SHOWN) return `${before} → ${after}`
  const common = before.split('').findIndex((character, index) => character !== after[index])
  const from = Math.max(0, (common === -1 ? before.length : common) - MAX_SHOWN / 2)
  return `${excerpt(before, from)} → ${excerpt(after, from)}`
}

function changedValues({ one, other }: Couple): readonly Finding[] {
  return differences({ one, other }).map(({ path, before, after }): Finding => ({
    rule: 'changes-between-runs',
    severity: 'error',
    path: [...other.path, ...path],
    interaction: other.interaction,
    value: changeText(before, after),
    says: 'It was another value in the run before: each run makes a contract that nobody has verified.',
    next: 'Use a fixed value; a matcher takes others, and its example is fixed as well.',
  }))
}

const inOneRun =
  (run: 'first' | 'second') =>
  ({ interaction, path }: Placed): Finding => ({
    rule: 'one-run-only',
    severity: 'error',
    // What the second run did not write has no place in its file.
    path: run === 'second' ? path : [],
    interaction,
    says: `Only the ${run} run wrote this interaction.`,
    next: 'Look for a test that does not always run, or that names it with a value that changes.',
  })

function otherBytes(before: Written, after: Written): readonly Finding[] {
  if (before.text === after.text) return []
  const order = ({ document }: Written) =>
    document.interactions.map(({ description, states }) => canonical([states, description]))
  const isOrder = canonical(order(before)) !== canonical(order(after))
  const says = isOrder
    ? 'Both runs wrote the same interactions, in another order.'
    : 'Both runs wrote the same interactions, in other bytes: space, the order of names, comments, or metadata.'
  const next = 'A broker takes them for one contract, unless it compares whole documents; version control does not.'
  return [{ rule: 'other-bytes', severity: 'warning', path: [], says, next }]
}

function specification({ document: { source } }: Written): unknown {
  const { metadata } = source
  return isJsonObject(metadata) ? (metadata['pactSpecification'] ?? metadata['pact-specification']) : undefined
}

/** What differs between what two runs wrote for one pair. Paths are those of the second run's document. */
export function compareContracts(before: Written, after: Written): readonly Finding[] {
  const matched = byLikeness(byKey(placedInteractions(before.document), placedInteractions(after.document)))
  const found = [
    ...matched.couples.flatMap(changedValues),
    ...matched.before.map(inOneRun('first')),
    ...matched.after.map(inOneRun('second')),
  ]
  if (found.length > 0) return found
  const [was, is] = [canonical(specification(before)), canonical(specification(after))]
  if (was === is) return otherBytes(before, after)
  return [
    {
      rule: 'changes-between-runs',
      severity: 'error',
      path: ['metadata'],
      value: `${was} → ${is}`,
      says: 'It was another version of the Pact specification in the run before.',
      next: 'Write the contract with one version of the library.',
    },
  ]
}
