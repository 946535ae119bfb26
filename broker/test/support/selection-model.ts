/**
 * A whole history in memory, and the slow and obvious answer to what a provider's build verifies: every question is
 * answered by looking through everything that ever happened. Histories are lists of small random events, each at the
 * time of its place in the list.
 */
import type { ConsumerVersionSelector, PactsForVerificationRequest } from '@tallystick/client/wire'
import fc from 'fast-check'

interface Named {
  readonly name: string
  readonly at: number
}

export interface Version {
  readonly number: string
  readonly at: number
  readonly branches: Named[]
  readonly tags: Named[]
}

export interface ConsumerVersion extends Version {
  readonly content: string | undefined
}

export interface Stay {
  readonly version: ConsumerVersion
  readonly environment: string
  isOver: boolean
}

export interface ConsumerHistory {
  readonly name: string
  readonly mainBranch: string | undefined
  readonly versions: ConsumerVersion[]
  readonly deployments: Stay[]
  readonly releases: Stay[]
}

export interface Result {
  readonly consumer: string
  readonly content: string
  readonly version: Version
  readonly success: boolean
  readonly wip: boolean
  readonly at: number
}

export interface History {
  readonly consumers: readonly ConsumerHistory[]
  readonly providerVersions: Version[]
  readonly results: Result[]
}

const branches = ['main', 'feat', 'dev']
const tags = ['main', 'prod', 'feat']
/** Branches and tags of the provider. */
const ownLines = ['main', 'feat', 'x', 'y']
const contents = ['A', 'B', undefined]
export const environments = ['test', 'production']
// Repeated ones happen more often.
const kinds = [
  ...(['version', 'version', 'version', 'branch', 'tag', 'deploy', 'release', 'end'] as const),
  ...(['provider', 'provider-place', 'provider-place', 'result', 'result', 'result'] as const),
] as const

interface Event {
  readonly kind: (typeof kinds)[number]
  readonly a: number
  readonly b: number
  readonly c: number
  readonly flag: boolean
}

const small = fc.nat(5)
export const events: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), a: small, b: small, c: small, flag: fc.boolean() }),
  { minLength: 5, maxLength: 45, size: 'max' },
)

const pick = <Thing>(things: readonly Thing[], index: number): Thing => things[index % things.length] as Thing

/** Puts a name on a version, unless it is there: the head of a branch does not move to a version that was on it. */
function place(list: Named[], name: string, at: number): void {
  if (!list.some((other) => other.name === name)) list.push({ name, at })
}

function apply(history: History, { kind, a, b, c, flag }: Event, at: number): void {
  const consumer = pick(history.consumers, a)
  const providers = history.providerVersions
  switch (kind) {
    case 'version': {
      const version: ConsumerVersion = {
        number: String(consumer.versions.length + 1),
        at,
        content: pick(contents, b),
        branches: [],
        tags: [],
      }
      consumer.versions.push(version)
      if (flag) place(version.branches, pick(branches, c), at)
      return
    }
    case 'provider':
      providers.push({ number: `p${providers.length + 1}`, at, branches: [], tags: [] })
      return
    case 'provider-place':
      if (providers.length > 0) {
        const version = pick(providers, a)
        place(flag ? version.branches : version.tags, pick(ownLines, c), at)
      }
      return
    case 'result': {
      const published = consumer.versions.filter(({ content }) => content !== undefined)
      if (published.length === 0 || providers.length === 0) return
      const content = pick(published, b).content as string
      history.results.push({
        consumer: consumer.name,
        content,
        version: pick(providers, c),
        success: b % 3 > 0,
        wip: flag,
        at,
      })
      return
    }
    default:
  }
  if (consumer.versions.length === 0) return
  const version = pick(consumer.versions, b)
  const stay = { version, environment: pick(environments, c), isOver: false }
  const isSame = (other: Stay) => other.environment === stay.environment && !other.isOver
  if (kind === 'branch') place(version.branches, pick(branches, c), at)
  if (kind === 'tag') place(version.tags, pick(tags, c), at)
  if (kind === 'deploy') {
    for (const other of consumer.deployments.filter(isSame)) other.isOver = true
    consumer.deployments.push(stay)
  }
  if (
    kind === 'release' &&
    !consumer.releases.some((other) => other.version === version && other.environment === stay.environment)
  ) {
    consumer.releases.push(stay)
  }
  if (kind === 'end') {
    const stays = [...consumer.deployments, ...consumer.releases].filter(({ isOver }) => !isOver)
    if (stays.length > 0) pick(stays, b).isOver = true
  }
}

function consumerHistory(name: string, mainBranch?: string): ConsumerHistory {
  return { name, mainBranch, versions: [], deployments: [], releases: [] }
}

export function historyOf(events: readonly Event[]): History {
  const history: History = {
    consumers: [consumerHistory('C1', 'main'), consumerHistory('C2', 'dev'), consumerHistory('C3')],
    providerVersions: [],
    results: [],
  }
  for (const [at, event] of events.entries()) apply(history, event, at + 1)
  return history
}

const branch = fc.constantFrom(...branches, 'other')
const tag = fc.constantFrom(...tags, 'other')
const consumer = fc.constantFrom('C1', 'C2', 'C3', 'Nobody')
const ownLine = fc.constantFrom('main', 'feat', 'main', 'feat', 'other')
const environment = fc.constantFrom(...environments)
const withConsumer = (selector: fc.Arbitrary<ConsumerVersionSelector>) =>
  fc
    .tuple(selector, fc.option(consumer, { nil: undefined, freq: 2 }))
    .map(([fields, name]) => (name === undefined ? fields : { ...fields, consumer: name }))

const selector: fc.Arbitrary<ConsumerVersionSelector> = withConsumer(
  fc.oneof(
    fc.constant<ConsumerVersionSelector>({ mainBranch: true }),
    fc.constant<ConsumerVersionSelector>({ latest: true }),
    fc.constant<ConsumerVersionSelector>({ branch: true }),
    fc.record({ branch }),
    fc.record({ branch, fallbackBranch: branch }),
    fc.record({ tag }),
    fc.record({ tag, latest: fc.constant(true) }),
    fc.record({ tag, latest: fc.constant(true), fallbackTag: tag }),
    fc.constantFrom<ConsumerVersionSelector>({ deployed: true }, { released: true }, { deployedOrReleased: true }),
    fc.record({ environment }),
    fc.record({ environment, deployed: fc.constant<true>(true) }),
    fc.record({ environment, deployedOrReleased: fc.constant<true>(true) }),
  ),
)

/** `sinceEvent`: contracts that are older than this event are no work in progress. */
export interface Question {
  readonly request: PactsForVerificationRequest
  readonly sinceEvent: number | undefined
}

export const questions: fc.Arbitrary<Question> = fc
  .record({
    selectors: fc.array(selector, { maxLength: 4 }),
    matching: fc.boolean(),
    branch: fc.option(ownLine, { nil: undefined, freq: 1 }),
    tags: fc.uniqueArray(ownLine, { maxLength: 2 }),
    pending: fc.option(fc.boolean(), { nil: undefined }),
    sinceEvent: fc.option(fc.nat(20), { nil: undefined }),
  })
  .map(({ selectors, matching, branch, tags, pending, sinceEvent }) => ({
    sinceEvent,
    request: {
      consumerVersionSelectors:
        matching && branch !== undefined ? [...selectors, { matchingBranch: true as const }] : selectors,
      providerVersionTags: tags,
      ...(branch === undefined ? {} : { providerVersionBranch: branch }),
      ...(pending === undefined ? {} : { includePendingStatus: pending }),
    },
  }))

export interface Expected {
  readonly consumer: string
  readonly content: string
  readonly version: string
  /** The parts of the short description. */
  readonly reasons: readonly string[]
  readonly pending: boolean | undefined
  readonly wip: boolean
}

interface Found {
  readonly consumer: ConsumerHistory
  readonly version: ConsumerVersion
  readonly reason: string
}

const newestBy = <Thing>(things: readonly Thing[], at: (thing: Thing) => number): readonly Thing[] =>
  things.filter((thing) => things.every((other) => at(other) <= at(thing)))

export function headOf(versions: readonly ConsumerVersion[], branch: string | undefined): readonly ConsumerVersion[] {
  const putAt = (version: ConsumerVersion) => version.branches.find(({ name }) => name === branch)?.at
  return newestBy(
    versions.filter((version) => putAt(version) !== undefined),
    (version) => putAt(version) ?? 0,
  )
}

export const hasTag = (name: string | undefined) => (version: Version) => version.tags.some((tag) => tag.name === name)
export const newest = (versions: readonly ConsumerVersion[]) => newestBy(versions, ({ at }) => at)
const hasContract = ({ content }: ConsumerVersion) => content !== undefined
const because = (consumer: ConsumerHistory, versions: readonly ConsumerVersion[], reason: string): readonly Found[] =>
  versions.filter(hasContract).map((version) => ({ consumer, version, reason }))

function foundFor(
  consumer: ConsumerHistory,
  selector: ConsumerVersionSelector,
  ownBranch: string | undefined,
): readonly Found[] {
  const { versions, mainBranch } = consumer
  const { branch, fallbackBranch, tag, latest } = selector
  const found = (on: readonly ConsumerVersion[], reason: string) => because(consumer, on, reason)
  const stays = (list: readonly Stay[], text: string) =>
    list
      .filter(
        (stay) => !stay.isOver && (selector.environment === undefined || stay.environment === selector.environment),
      )
      .flatMap((stay) => found([stay.version], `${text} ${stay.environment}`))
  if (selector.consumer !== undefined && selector.consumer !== consumer.name) return []
  if (selector.mainBranch)
    return mainBranch === undefined ? [] : found(headOf(versions, mainBranch), 'latest from main branch')
  if (selector.matchingBranch) return found(headOf(versions, ownBranch), `latest from branch ${ownBranch}`)
  if (branch === true) return branches.flatMap((name) => found(headOf(versions, name), `latest from branch ${name}`))
  if (branch !== undefined) {
    const direct = found(headOf(versions, branch), `latest from branch ${branch}`)
    if (direct.length > 0 || fallbackBranch === undefined) return direct
    return found(headOf(versions, fallbackBranch), `latest from branch ${fallbackBranch}`)
  }
  if (tag !== undefined && latest) return found(newest(versions.filter(hasTag(tag))), `latest with tag ${tag}`)
  if (tag !== undefined) {
    const label = selector.consumer === undefined ? tag : `${selector.consumer} ${tag}`
    return found(versions.filter(hasTag(tag)), `one of ${label}`)
  }
  if (latest) return found(newest(versions.filter(hasContract)), 'latest')
  const everywhere = selector.deployedOrReleased === true
  if (selector.deployed || selector.released || everywhere) {
    return [
      ...(selector.deployed || everywhere ? stays(consumer.deployments, 'deployed to') : []),
      ...(selector.released || everywhere ? stays(consumer.releases, 'released in') : []),
    ]
  }
  return stays([...consumer.deployments, ...consumer.releases], 'in environment')
}

function foundForSelector(
  history: History,
  selector: ConsumerVersionSelector,
  ownBranch: string | undefined,
): readonly Found[] {
  const found = history.consumers.flatMap((consumer) => foundFor(consumer, selector, ownBranch))
  if (found.length > 0 || selector.fallbackTag === undefined) return found
  return history.consumers.flatMap((consumer) =>
    foundFor(consumer, { ...selector, tag: selector.fallbackTag }, ownBranch),
  )
}

function foundByDefault(history: History): readonly Found[] {
  const heads = history.consumers.flatMap((consumer) => {
    const { versions, mainBranch, name } = consumer
    const onMain = mainBranch !== undefined && headOf(versions, mainBranch).length > 0
    const tagged = mainBranch !== undefined && versions.some(hasTag(mainBranch))
    if (onMain) return foundFor(consumer, { mainBranch: true, consumer: name }, undefined)
    if (tagged) return foundFor(consumer, { tag: mainBranch, latest: true, consumer: name }, undefined)
    return foundFor(consumer, { latest: true, consumer: name }, undefined)
  })
  return [...heads, ...foundForSelector(history, { deployedOrReleased: true }, undefined)]
}

type Group = Omit<Expected, 'pending' | 'wip'>

function groups(found: readonly Found[]): readonly Group[] {
  return [...Map.groupBy(found, ({ consumer, version }) => `${consumer.name} ${version.content}`).values()]
    .map((group) => {
      const [latest] = group.toSorted((one, other) => other.version.at - one.version.at) as [Found]
      return {
        consumer: latest.consumer.name,
        content: latest.version.content as string,
        version: latest.version.number,
        reasons: [...new Set(group.map(({ reason }) => reason))].toSorted(),
      }
    })
    .toSorted(
      (one, other) =>
        (one.consumer < other.consumer ? -1 : Number(one.consumer > other.consumer)) ||
        Number(one.version) - Number(other.version),
    )
}

/** Whether a line (branch or tag) of the provider counts the content as verified, by the results that qualify. */
function isSatisfied(
  line: string,
  namesOf: (version: Version) => readonly Named[],
  { results, begunAt }: { readonly results: readonly Result[]; readonly begunAt: number },
): boolean {
  return results.some(({ version, at }) => namesOf(version).some(({ name }) => name === line || at < begunAt))
}

const first = (times: readonly number[]) => Math.min(Number.POSITIVE_INFINITY, ...times)

export function expectedFor(history: History, { request, sinceEvent }: Question): readonly Expected[] {
  const { providerVersionTags, consumerVersionSelectors: selectors = [] } = request
  const ownBranch = request.providerVersionBranch ?? undefined
  const found =
    selectors.length > 0
      ? selectors.flatMap((selector) => foundForSelector(history, selector, ownBranch))
      : foundByDefault(history)
  const lines = ownBranch === undefined ? (providerVersionTags ?? []) : [ownBranch]
  const namesOf = (version: Version) => (ownBranch === undefined ? version.tags : version.branches)
  const onLine = (line: string) =>
    history.providerVersions.filter((version) => namesOf(version).some(({ name }) => name === line))
  const placedAt = (line: string) =>
    first(
      onLine(line).flatMap((version) =>
        namesOf(version)
          .filter(({ name }) => name === line)
          .map(({ at }) => at),
      ),
    )
  const versionAt = (line: string) =>
    ownBranch === undefined ? placedAt(line) : first(onLine(line).map(({ at }) => at))
  const successes = ({ consumer, content }: Group) =>
    history.results.filter((result) => result.success && result.consumer === consumer && result.content === content)

  const isPending = (group: Group) =>
    lines.length === 0
      ? successes(group).length === 0
      : lines.some((line) => !isSatisfied(line, namesOf, { results: successes(group), begunAt: placedAt(line) }))
  const isWorkInProgress = (group: Group) =>
    lines.some((line) => {
      const results = successes(group).filter(({ wip }) => !wip)
      return !isSatisfied(line, namesOf, { results, begunAt: versionAt(line) })
    })

  const asksPending = request.includePendingStatus ?? true
  const selected = groups(found)
  const isSelected = (group: Group) =>
    selected.some((other) => other.consumer === group.consumer && other.content === group.content)
  const heads = history.consumers.flatMap((consumer) => [
    ...branches.flatMap((name) => because(consumer, headOf(consumer.versions, name), `latest from branch ${name}`)),
    ...tags.flatMap((name) =>
      because(consumer, newest(consumer.versions.filter(hasTag(name))), `latest with tag ${name}`),
    ),
  ])
  const recent = sinceEvent === undefined ? [] : heads.filter(({ version }) => version.at >= sinceEvent)
  const wip = groups(recent).filter((group) => !isSelected(group) && isWorkInProgress(group))
  return [
    ...selected.map((group) => ({ ...group, pending: asksPending ? isPending(group) : undefined, wip: false })),
    ...wip.map((group) => ({ ...group, pending: asksPending ? true : undefined, wip: true })),
  ]
}
