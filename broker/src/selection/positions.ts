/**
 * The facts that selection is made from: where consumer versions stand. A position is the head of a branch (the version
 * put on it last), the newest version with a tag, a version with a tag, the newest version that has a contract, or a
 * version in an environment. A version may stand there without a contract with the provider.
 */
import type { Criterion } from './criteria.ts'

export type PositionKind = 'branch' | 'tag' | 'tagged' | 'latest' | 'deployed' | 'released'

export interface PositionedContract {
  readonly contentId: number
  readonly sha: string
  readonly publishedAt: Date
}

export interface Consumer {
  readonly name: string
  readonly mainBranch: string | null
}

export interface Position {
  readonly kind: PositionKind
  readonly consumer: Consumer
  /** Of the branch, the tag or the environment; empty for the latest. */
  readonly name: string
  /** Whether the environment is a production one. */
  readonly production: boolean
  readonly version: { readonly id: number; readonly number: string }
  readonly contract: PositionedContract | undefined
}

/** Which positions must be known to judge the criteria, so that no others are read. */
export interface PositionsNeeded {
  /** Undefined: of all consumers. */
  readonly consumers: readonly string[] | undefined
  readonly mainBranches: boolean
  readonly everyBranch: boolean
  readonly branches: readonly string[]
  /** The newest version with a tag named like the main branch. */
  readonly mainTags: boolean
  readonly tags: readonly string[]
  readonly taggedWith: readonly string[]
  readonly latest: boolean
  readonly deployed: boolean
  readonly released: boolean
  /** Heads of branches and tags whose contract is not older. */
  readonly headsSince: Date | undefined
}

function consumersOf(criteria: readonly Criterion[]): readonly string[] | undefined {
  const names = criteria.map(({ consumer }) => consumer).filter((name) => name !== undefined)
  return names.length === criteria.length ? [...new Set(names)] : undefined
}

function withFallback(name: string, fallback: string | undefined): readonly string[] {
  return fallback === undefined ? [name] : [name, fallback]
}

export function positionsNeeded(criteria: readonly Criterion[], headsSince: Date | undefined): PositionsNeeded {
  const isDefault = criteria.length === 0
  const asks = (...kinds: readonly Criterion['kind'][]) => criteria.some(({ kind }) => kinds.includes(kind))
  const named = <Kind extends Criterion['kind']>(kind: Kind) =>
    criteria.filter((criterion): criterion is Extract<Criterion, { kind: Kind }> => criterion.kind === kind)
  return {
    consumers: isDefault || headsSince !== undefined ? undefined : consumersOf(criteria),
    mainBranches: isDefault || asks('main-branch'),
    everyBranch: asks('every-branch'),
    branches: named('branch').flatMap(({ branch, fallback }) => withFallback(branch, fallback)),
    mainTags: isDefault,
    tags: named('latest-tagged').flatMap(({ tag, fallback }) => withFallback(tag, fallback)),
    taggedWith: named('all-tagged').map(({ tag }) => tag),
    latest: isDefault || asks('latest'),
    deployed: isDefault || asks('deployed', 'in-environment'),
    released: isDefault || asks('released', 'in-environment'),
    headsSince,
  }
}
