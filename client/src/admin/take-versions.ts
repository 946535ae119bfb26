import { BrokerCallError } from '../broker/call-error.ts'
import type { Transport } from '../broker/transport.ts'
import type { VersionRecord } from '../wire/imports.ts'
import type { ApplicationAnswer } from './answers.ts'
import { inParallel } from './in-parallel.ts'
import { type KnownVersion, missingOf, olderHeads } from './known-version.ts'
import { progressBar } from './progress-bar.ts'
import { readHistory } from './read-environments.ts'
import type { ContentAt } from './read-results.ts'
import { readApplications, readBranches, readContract, readVersions } from './read-versions.ts'
import { placesOf } from './take-environments.ts'
import type { Taking } from './take-over.ts'

/** A consumer and a provider, after the versions of the consumer are taken. Few of them are kept, whatever their history. */
export interface Pair {
  readonly consumer: string
  readonly provider: string
  /** The version of the consumer that has the newest contract. */
  readonly newest: string
  /** The distinct contents, the newest first, and a version that has each; undefined where not all contracts were read. */
  readonly contents: readonly ContentAt[] | undefined
}

interface History {
  readonly application: string
  /** The oldest first. */
  readonly versions: readonly KnownVersion[]
  /** By which names the contents of those contracts are known that were read: by provider and version. */
  readonly contents: ReadonlyMap<string, ReadonlyMap<string, string>>
}

function pairsOf({ application, versions, contents }: History): readonly Pair[] {
  const newestFirst = versions.toReversed()
  const providers = new Set(versions.flatMap((version) => version.providers))
  return [...providers].flatMap((provider) => {
    const read = contents.get(provider)
    const having = newestFirst.filter((version) => version.providers.includes(provider))
    const distinct = new Map<string, ContentAt>()
    for (const { number } of having) {
      const sha = read?.get(number)
      if (sha !== undefined && !distinct.has(sha)) distinct.set(sha, { version: number, sha })
    }
    const [newest] = having
    if (newest === undefined) return []
    const isRead = having.every(({ number }) => read?.has(number))
    const pair = { consumer: application, provider, newest: newest.number }
    return [{ ...pair, contents: isRead ? [...distinct.values()] : undefined }]
  })
}

export async function takeApplications({ source, send, onProgress }: Taking): Promise<readonly ApplicationAnswer[]> {
  onProgress('Applications')
  const found = await readApplications(source)
  await send(
    found.map(({ name, createdAt, _embedded, ...details }) => ({
      kind: 'application',
      name,
      createdAt,
      labels: (_embedded?.labels ?? []).map((label) => label.name),
      ...(details.displayName ? { displayName: details.displayName } : {}),
      ...(details.repositoryUrl ? { repositoryUrl: details.repositoryUrl } : {}),
      ...(details.repositoryName ? { repositoryName: details.repositoryName } : {}),
      ...(details.repositoryNamespace ? { repositoryNamespace: details.repositoryNamespace } : {}),
      ...(details.mainBranch ? { mainBranch: details.mainBranch } : {}),
    })),
  )
  return found
}

/** What the target has of it; nothing where it does not know the application, as in a dry run. */
async function versionsThere(
  there: Transport | undefined,
  application: string,
): Promise<ReadonlyMap<string, KnownVersion>> {
  if (!there) return new Map()
  try {
    return new Map((await readVersions(there, application)).map((version) => [version.number, version]))
  } catch (error) {
    if (error instanceof BrokerCallError && error.status === 404) return new Map()
    throw error
  }
}

/** Reads all of a version that is missing, and notes by which names the contents are known. */
async function versionRecord(
  all: Taking,
  { application, contents, branches, ...one }: VersionToRead,
): Promise<VersionRecord> {
  const { version, isNew } = one
  const contracts: VersionRecord['contracts'][number][] = []
  for (const provider of version.providers) {
    const { record, sha } = await readContract(all.source, { consumer: application, version: version.number, provider })
    contracts.push(record)
    contents.set(provider, (contents.get(provider) ?? new Map<string, string>()).set(version.number, sha))
  }
  // A version that is there has its history; what came after is seen in the environments.
  const hasHistory = all.withHistory && isNew
  const of = { pacticipant: application, version: version.number }
  let history: Pick<VersionRecord, 'deployments' | 'releases'> = { deployments: [], releases: [] }
  if (hasHistory) {
    // A version is worth taking without it.
    await all.attempt(
      { thing: 'deployments', what: `where ${application} version ${version.number} was` },
      async () => {
        history = await readHistory(all.source, of, all.environments)
      },
    )
  }
  return {
    kind: 'version',
    application,
    number: version.number,
    createdAt: version.createdAt,
    ...(version.buildUrl ? { buildUrl: version.buildUrl } : {}),
    branches: version.branches.map(({ name }) => {
      const begun = branches.get(name)
      return begun === undefined ? { name } : { name, createdAt: begun }
    }),
    tags: [...version.tags],
    contracts,
    ...history,
  }
}

interface VersionToRead {
  readonly application: string
  readonly version: KnownVersion
  readonly isNew: boolean
  readonly branches: ReadonlyMap<string, string>
  readonly contents: Map<string, Map<string, string>>
}

/** Branches whose head is not the newest version on them. */
async function sendOlderHeads(
  all: Taking,
  { application, versions }: History,
  there: ReadonlyMap<string, KnownVersion>,
) {
  const heads = olderHeads(versions)
  for (const version of versions) {
    const names = heads.get(version.number) ?? []
    const known =
      there
        .get(version.number)
        ?.branches.filter(({ isHead }) => isHead)
        .map(({ name }) => name) ?? []
    // Versions that came just now have become the heads.
    const isNewer = versions.some(
      ({ number, branches }) => !there.has(number) && branches.some(({ name }) => names.includes(name)),
    )
    if (names.every((name) => known.includes(name)) && !isNewer) continue
    await all.target.put([
      {
        kind: 'version',
        application,
        number: version.number,
        createdAt: version.createdAt,
        branches: names.map((name) => ({ name, isHead: true })),
        tags: [],
        contracts: [],
        deployments: [],
        releases: [],
      },
    ])
  }
}

interface Progress {
  /** Of all applications. */
  readonly count: number
  done: number
  versions: number
}

async function takeVersionsOf(all: Taking, application: string, progress: Progress): Promise<readonly Pair[]> {
  const { ledger, source, signal } = all
  const show = (where: string) =>
    all.onProgress(
      `${progressBar(progress.done, progress.count)} Versions of ${progress.count} applications: ${progress.versions}, ${where}`,
    )
  show(application)
  const versions = await readVersions(source, application)
  const there = await versionsThere(all.there, application)
  const contents = new Map<string, Map<string, string>>()
  const missing = versions.flatMap((version) => {
    const parts = missingOf(version, there.get(version.number))
    ledger.present('contracts', version.providers.length - (parts?.providers.length ?? 0))
    if (!parts) ledger.present('versions')
    return parts ? [parts] : []
  })
  remarkOnOthers(all, { application, versions, there, isAdding: missing.some(({ number }) => !there.has(number)) })
  const branches = missing.some((one) => one.branches.length > 0) ? await readBranches(source, application) : new Map()
  for (const version of missing) {
    if (signal.aborted) break
    const what = `${application} version ${version.number}`
    await all.attempt({ thing: 'versions', what }, async () => {
      const isNew = !there.has(version.number)
      const record = await versionRecord(all, { application, version, isNew, branches, contents })
      await all.send([record])
      for (const place of placesOf(record)) all.placed.add(place)
    })
    progress.versions += 1
    show(`${application} ${version.number}`)
  }
  const history = { application, versions, contents }
  if (!signal.aborted) await sendOlderHeads(all, history, there)
  progress.done += 1
  return pairsOf(history)
}

interface Others {
  readonly application: string
  readonly versions: readonly KnownVersion[]
  readonly there: ReadonlyMap<string, KnownVersion>
  readonly isAdding: boolean
}

/** Versions are ordered by when a broker first heard of them. */
function remarkOnOthers({ ledger, target }: Taking, { application, versions, there, isAdding }: Others): void {
  const known = new Set(versions.map(({ number }) => number))
  const others = [...there.keys()].filter((number) => !known.has(number)).length
  if (others === 0 || !isAdding) return
  ledger.remark(
    `${target.name} has ${others} versions of ${application} that were not taken over. What is taken over now counts as newer.`,
  )
}

/** All applications, a few at a time; the versions of each one after the other: their order says which is the latest. */
export async function takeVersions(all: Taking, applications: readonly ApplicationAnswer[]): Promise<readonly Pair[]> {
  const pairs: Pair[] = []
  const progress: Progress = { count: applications.length, done: 0, versions: 0 }
  await inParallel(applications, all, ({ name }) =>
    all.attempt({ thing: 'versions', what: `the versions of ${name}` }, async () => {
      pairs.push(...(await takeVersionsOf(all, name, progress)))
    }),
  )
  return pairs
}
