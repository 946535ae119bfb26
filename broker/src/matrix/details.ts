/** What is said of contracts, results and versions once it is clear which ones matter. */
import type { Version } from './facts.ts'

export interface ContractDetails {
  readonly id: number
  readonly revision: number
  readonly sha: string
  /** ISO 8601, as JSON has it; so are all times here. */
  readonly publishedAt: string
}

export interface ResultDetails {
  readonly id: number
  readonly number: number
  readonly verifiedAt: string
}

export interface BranchOfVersion {
  readonly versionId: number
  readonly name: string
  readonly isHead: boolean
}

export interface TagOfVersion {
  readonly versionId: number
  readonly name: string
  readonly isLatest: boolean
}

export interface EnvironmentOfVersion {
  readonly versionId: number
  readonly uuid: string
  readonly name: string
  readonly displayName: string
  readonly production: boolean
  readonly createdAt: string
  readonly updatedAt: string
}

export interface Details {
  readonly contracts: readonly ContractDetails[]
  readonly results: readonly ResultDetails[]
  readonly versions: readonly Version[]
  /** In the order in which the versions were put on them. */
  readonly branches: readonly BranchOfVersion[]
  readonly tags: readonly TagOfVersion[]
  readonly environments: readonly EnvironmentOfVersion[]
}

/** By id. What was deleted since the question was answered is not there. */
export interface DetailsById {
  readonly contracts: ReadonlyMap<number, ContractDetails>
  readonly results: ReadonlyMap<number, ResultDetails>
  readonly versions: ReadonlyMap<number, Version>
  readonly branches: ReadonlyMap<number, readonly BranchOfVersion[]>
  readonly tags: ReadonlyMap<number, readonly TagOfVersion[]>
  readonly environments: ReadonlyMap<number, readonly EnvironmentOfVersion[]>
}

function byId<Detail extends { readonly id: number }>(all: readonly Detail[]): ReadonlyMap<number, Detail> {
  return new Map(all.map((detail) => [detail.id, detail]))
}

function byVersion<Detail extends { readonly versionId: number }>(
  all: readonly Detail[],
): ReadonlyMap<number, readonly Detail[]> {
  return Map.groupBy(all, ({ versionId }) => versionId)
}

export function detailsById(details: Details): DetailsById {
  return {
    contracts: byId(details.contracts),
    results: byId(details.results),
    versions: byId(details.versions),
    branches: byVersion(details.branches),
    tags: byVersion(details.tags),
    environments: byVersion(details.environments),
  }
}
