/**
 * What a contract holds after a run of its consumer's tests. The contract as it is stands for the tests that did not run;
 * what was captured replaces what the same tests, or tests that are no more, gave before:
 * - an interaction that was captured is in the contract, as captured;
 * - another stays as long as one of the tests that it came from is to be kept, which the run decides;
 * - two tests that give the same states and description different contents are a conflict, as are a test that ran and one
 *   that did not, in different files: the last one never wins silently.
 */
import type { Interaction, Pair } from './contract-file.ts'
import { inOrder, interactionKey, nameOf } from './interaction-key.ts'
import { canonical, compareText } from './json.ts'

/** The test that an interaction came from. The name is empty where it is not known. */
export interface Origin {
  readonly file: string
  readonly test: string
}

export interface Captured extends Pair {
  readonly interaction: Interaction
  readonly origin: Origin
}

/** An interaction of the contract as it is, and the tests that it came from, where they are known. */
export interface Stored<Content extends object = object> {
  readonly interaction: Content
  readonly origins: readonly Origin[]
}

export interface Conflict {
  readonly description: string
  readonly states: readonly string[]
  readonly one: Origin
  readonly other: Origin
}

export interface Combination {
  readonly stored: readonly Stored[]
  readonly captured: readonly Captured[]
  /** Whether what this test gave before stays; undefined stands for a test that is not known. */
  keeps(origin: Origin | undefined): boolean
}

export interface Combined {
  readonly interactions: readonly Stored[]
  readonly conflicts: readonly Conflict[]
}

const originText = ({ origin }: Captured) => canonical([origin.file, origin.test])

/** Each once, in order. */
function distinctOrigins(origins: readonly Origin[]): readonly Origin[] {
  const byText = new Map(origins.map((origin) => [canonical([origin.file, origin.test]), origin]))
  return [...byText.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, origin]) => origin)
}

function conflictOf(interaction: object, one: Origin, other: Origin): Conflict {
  return { ...nameOf({ ...interaction }), one, other }
}

function conflictsWithin(group: readonly Captured[]): readonly Conflict[] {
  if (group.length < 2) return []
  const [first, ...rest] = group.toSorted((one, other) => compareText(originText(one), originText(other)))
  if (!first) return []
  const other = rest.find(({ interaction }) => canonical(interaction) !== canonical(first.interaction))
  return other ? [conflictOf(first.interaction, first.origin, other.origin)] : []
}

function conflictsWithStored(first: Captured, kept: readonly Origin[]): readonly Conflict[] {
  const elsewhere = kept.find(({ file }) => file !== first.origin.file)
  return elsewhere ? [conflictOf(first.interaction, elsewhere, first.origin)] : []
}

export function combine({ stored, captured, keeps }: Combination): Combined {
  const groups = Map.groupBy(captured, ({ interaction }) => interactionKey(interaction))
  const conflicts = [...groups.values()].flatMap(conflictsWithin)
  const kept: Stored[] = []
  const keptOrigins = new Map<string, readonly Origin[]>()
  for (const one of stored) {
    const key = interactionKey(one.interaction)
    const [first] = groups.get(key) ?? []
    const origins = one.origins.filter(keeps)
    if (first) {
      if (canonical(first.interaction) === canonical(one.interaction)) keptOrigins.set(key, origins)
      else conflicts.push(...conflictsWithStored(first, origins))
    } else if (origins.length > 0 || (one.origins.length === 0 && keeps(undefined))) {
      kept.push({ interaction: one.interaction, origins })
    }
  }
  const fresh = [...groups].flatMap(([key, group]): readonly Stored[] => {
    const [first] = group
    if (!first) return []
    const origins = [...(keptOrigins.get(key) ?? []), ...group.map(({ origin }) => origin)]
    return [{ interaction: first.interaction, origins: distinctOrigins(origins) }]
  })
  const interactions = inOrder([...kept, ...fresh], ({ interaction }) => interaction)
  return { interactions, conflicts }
}
