/** A version, as the list of versions tells of it: without what its contracts say. */
import type { VersionAnswer } from './answers.ts'

export interface KnownVersion {
  readonly number: string
  readonly createdAt: string
  readonly buildUrl: string | undefined
  readonly branches: readonly { readonly name: string; readonly isHead: boolean }[]
  readonly tags: readonly string[]
  /** With which providers it has contracts. */
  readonly providers: readonly string[]
}

/** Addresses may begin with another name of the broker than the one that it is asked by. */
function providerIn(href: string): readonly string[] {
  const [, name] = /\/pacts\/provider\/([^/]+)\/consumer\//.exec(href) ?? []
  return name === undefined ? [] : [decodeURIComponent(name)]
}

export function knownVersion({ number, createdAt, buildUrl, _embedded, _links }: VersionAnswer): KnownVersion {
  const contracts = _links['pb:pact-versions'] ?? []
  return {
    number,
    createdAt,
    buildUrl,
    branches: (_embedded.branchVersions ?? []).map(({ name, latest = false }) => ({ name, isHead: latest })),
    tags: (_embedded.tags ?? []).map(({ name }) => name),
    providers: (Array.isArray(contracts) ? contracts : [contracts]).flatMap(({ href }) => providerIn(href)),
  }
}

/** What of a version is not there yet. Undefined where nothing is missing. */
export function missingOf(version: KnownVersion, there: KnownVersion | undefined): KnownVersion | undefined {
  if (!there) return version
  const branches = new Set(there.branches.map(({ name }) => name))
  const missing = {
    branches: version.branches.filter(({ name }) => !branches.has(name)),
    tags: version.tags.filter((tag) => !there.tags.includes(tag)),
    providers: version.providers.filter((provider) => !there.providers.includes(provider)),
  }
  const isSaidOtherwise = version.buildUrl !== undefined && version.buildUrl !== there.buildUrl
  const isComplete = Object.values(missing).every(({ length }) => length === 0)
  return isComplete && !isSaidOtherwise ? undefined : { ...version, ...missing }
}

/**
 * The heads of branches that are not the newest versions on them, by version: an older one was put there later. Versions
 * are the oldest first.
 */
export function olderHeads(versions: readonly KnownVersion[]): ReadonlyMap<string, readonly string[]> {
  const newest = new Map(
    versions.flatMap(({ number, branches }) => branches.map(({ name }) => [name, number] as const)),
  )
  const heads = versions.flatMap(({ number, branches }) => {
    const names = branches.flatMap(({ name, isHead }) => (isHead && newest.get(name) !== number ? [name] : []))
    return names.length > 0 ? [[number, names] as const] : []
  })
  return new Map(heads)
}
