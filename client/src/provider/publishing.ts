/**
 * Whether the results of a run are published, and as which version of the provider. Results are what deployments rest on,
 * so they are published where the version is certain: by a build of a continuous integration system, of a commit without
 * changes, and only for contracts of which every interaction was replayed. `publish: true` says that the version is certain
 * anyway; `evenIfFiltered` that a part is enough.
 */
import type { Build } from '../ci.ts'
import { type WorkingTree, describeVersion } from '../version.ts'

/** The version of the provider that is verified. What is not told is found out from git and from the build. */
export interface ProviderVersion {
  readonly number?: string | undefined
  readonly branch?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly buildUrl?: string | undefined
}

/** Whether results are published; with `evenIfFiltered` also where only some interactions were replayed. */
export type Publish = boolean | { readonly evenIfFiltered?: boolean }

export interface VersionFacts {
  readonly told: ProviderVersion
  readonly build: Build | undefined
  readonly tree: WorkingTree | undefined
}

export interface KnownVersion extends ProviderVersion {
  readonly number: string
  readonly tags: readonly string[]
}

/** Whether results are published, and as which version. */
export type PublicationPlan =
  | { readonly publishes: true; readonly version: KnownVersion; readonly evenIfFiltered: boolean }
  | { readonly publishes: false; readonly because: string }

/** The version as it is told, and for the rest as git and the build say. */
export function versionOf({ told, build, tree }: VersionFacts): ProviderVersion {
  const found = describeVersion({ build, tree })
  const { branch, buildUrl } = found
  return {
    number: told.number ?? found.number,
    branch: told.branch ?? branch,
    buildUrl: told.buildUrl ?? buildUrl,
    tags: told.tags ?? [],
  }
}

const no = (because: string): PublicationPlan => ({ publishes: false, because })

export function publicationPlan(publish: Publish | undefined, facts: VersionFacts): PublicationPlan {
  if (publish === false) return no('it was told not to')
  const isTold = publish !== undefined
  if (!isTold && !facts.build) return no('this is not a build of a continuous integration system')
  const changed = facts.tree?.changed ?? []
  if (!isTold && changed.length > 0)
    return no(`tracked files were changed since the commit (${changed.slice(0, 3).join(', ')})`)
  const { number, tags = [], ...version } = versionOf(facts)
  if (number === undefined) return no('no version number is known: there is no git repository, and none was told')
  const evenIfFiltered = typeof publish === 'object' && publish.evenIfFiltered === true
  return { publishes: true, version: { ...version, number, tags }, evenIfFiltered }
}
