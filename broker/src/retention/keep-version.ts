/**
 * Which selectors keep a version. A selector fits a version that fulfils all that it says; one that fits is enough.
 *
 * `latest` means the newest version of its pacticipant; with a tag the newest that has it; with a branch its head, the
 * version that was put on it last. `environment` means deployed or released to it, or just the one that is said beside
 * it. Whatever the selectors say, what is deployed or released now is kept, and so is what was when an environment was
 * deleted that can still be restored.
 */
import type { KeepVersions } from '../kernel/settings/keep-selectors.ts'

export interface VersionFacts {
  readonly id: number
  readonly pacticipant: string
  readonly number: string
  readonly createdAt: Date
  /** The newest of its pacticipant. */
  readonly isLatest: boolean
  readonly tags: readonly { readonly name: string; readonly isLatest: boolean }[]
  readonly branches: readonly { readonly name: string; readonly isMain: boolean; readonly isHead: boolean }[]
  /** Names of environments. */
  readonly deployedTo: readonly string[]
  readonly releasedTo: readonly string[]
  /** It ran in an environment that was deleted and may come back. */
  readonly awaitsUndo: boolean
}

const DAY_MS = 86_400_000

const always: readonly KeepVersions[] = [{ deployed: true }, { released: true }]

const says = (selector: KeepVersions) =>
  JSON.stringify(
    selector,
    Object.keys(selector).toSorted((a, b) => a.localeCompare(b)),
  )

/** The selectors that were given, and those that always hold. */
export function withNeeded(given: readonly KeepVersions[]): readonly KeepVersions[] {
  const known = new Set(given.map(says))
  return [...given, ...always.filter((selector) => !known.has(says(selector)))]
}

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS)
}

function fitsEnvironment({ environment, deployed, released }: KeepVersions, version: VersionFacts): boolean {
  const isIn = (places: readonly string[]) =>
    environment === undefined ? places.length > 0 : places.includes(environment)
  if (deployed && !isIn(version.deployedTo)) return false
  if (released && !isIn(version.releasedTo)) return false
  if (deployed || released || environment === undefined) return true
  return isIn(version.deployedTo) || isIn(version.releasedTo)
}

const isNamed = (wanted: string | true | undefined, name: string) => wanted === name || typeof wanted !== 'string'

function fitsTag({ tag, latest }: KeepVersions, { tags }: VersionFacts): boolean {
  return tag === undefined || tags.some(({ name, isLatest }) => isNamed(tag, name) && (!latest || isLatest))
}

function fitsBranch({ branch, mainBranch, latest }: KeepVersions, { branches }: VersionFacts): boolean {
  if (branch === undefined && !mainBranch) return true
  return branches.some(
    ({ name, isMain, isHead }) => isNamed(branch, name) && (!mainBranch || isMain) && (!latest || isHead),
  )
}

function fitsLatest({ latest, tag, branch, mainBranch }: KeepVersions, { isLatest }: VersionFacts): boolean {
  return !latest || isLatest || tag !== undefined || branch !== undefined || mainBranch === true
}

function fits(selector: KeepVersions, version: VersionFacts, now: Date): boolean {
  const { pacticipant, maxAge } = selector
  return (
    (pacticipant === undefined || pacticipant === version.pacticipant) &&
    (maxAge === undefined || version.createdAt >= daysBefore(now, maxAge)) &&
    fitsLatest(selector, version) &&
    fitsTag(selector, version) &&
    fitsBranch(selector, version) &&
    fitsEnvironment(selector, version)
  )
}

/** A question about many versions: the same selectors at the same moment. */
export interface KeepRule {
  readonly selectors: readonly KeepVersions[]
  readonly now: Date
}

export function selectorsThatKeep(version: VersionFacts, { selectors, now }: KeepRule): readonly KeepVersions[] {
  return selectors.filter((selector) => fits(selector, version, now))
}

export function isKept(version: VersionFacts, rule: KeepRule): boolean {
  return version.awaitsUndo || rule.selectors.some((selector) => fits(selector, version, rule.now))
}

/** A selector that keeps versions for their age alone. */
export interface AgeSelector extends KeepVersions {
  readonly maxAge: number
}

export function ageSelectors({ selectors }: KeepRule): readonly AgeSelector[] {
  return selectors.filter(
    (selector): selector is AgeSelector => selector.maxAge !== undefined && Object.keys(selector).length === 1,
  )
}

/** The moment since when every version is kept for its age alone: they need not be looked at. Undefined for none. */
export function keptSince(rule: KeepRule): Date | undefined {
  const ages = ageSelectors(rule).map(({ maxAge }) => maxAge)
  return ages.length > 0 ? daysBefore(rule.now, Math.max(...ages)) : undefined
}
