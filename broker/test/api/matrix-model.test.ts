// Random small worlds, and random questions about them: the broker's answers against a slow and obvious model, which
// looks at every pair of versions there is.

import fc from 'fast-check'
import type { MatrixRow } from '@tallystick/client/wire'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MatrixWorld, matrixWorld, nothingByItself } from '../support/matrix-world.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
let world: MatrixWorld

beforeAll(async () => {
  broker = await startTestBroker({ config: nothingByItself })
  world = matrixWorld(broker)
  await world.environment('test')
  await world.environment('live')
})
afterAll(() => broker.stop())

const names = ['A', 'B', 'C'] as const
const pairs = [
  ['A', 'B'],
  ['A', 'C'],
  ['B', 'C'],
] as const

type Happening =
  | {
      readonly type: 'version'
      readonly name: string
      readonly number: string
      readonly branch: string | null
      readonly tag: string | null
    }
  | {
      readonly type: 'publish'
      readonly pair: readonly [string, string]
      readonly number: string
      readonly content: string
    }
  | {
      readonly type: 'verify'
      readonly pair: readonly [string, string]
      readonly number: string
      readonly content: string
      readonly success: boolean
    }
  | {
      readonly type: 'deploy'
      readonly name: string
      readonly number: string
      readonly environment: string
      readonly instance: string
    }
  | { readonly type: 'release'; readonly name: string; readonly number: string; readonly environment: string }

const name = fc.constantFrom(...names)
const number = fc.constantFrom('1', '2', '3', '4')
const content = fc.constantFrom('x', 'y')
const environment = fc.constantFrom('test', 'live')
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('version' as const),
      name,
      number,
      branch: fc.constantFrom('main', 'dev', null),
      tag: fc.constantFrom('t', null),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('publish' as const), pair: fc.constantFrom(...pairs), number, content }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('verify' as const),
      pair: fc.constantFrom(...pairs),
      number,
      content,
      success: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('deploy' as const),
      name,
      number,
      environment,
      instance: fc.constantFrom('', 'i'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('release' as const), name, number, environment }) },
)

const criteria = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 4, arbitrary: fc.record({ version: number }) },
  fc.record({ latest: fc.constant('true') }),
  fc.record({ branch: fc.constantFrom('main', 'dev') }),
  fc.record({ branch: fc.constantFrom('main', 'dev'), latest: fc.constant('true') }),
  fc.record({ mainBranch: fc.constant('true') }),
  fc.record({ mainBranch: fc.constant('true'), latest: fc.constant('true') }),
  fc.record({ tag: fc.constant('t') }),
  fc.record({ tag: fc.constant('t'), latest: fc.constant('true') }),
  fc.record({ environment }),
  fc.record({ environment, tag: fc.constant('t') }),
  fc.record({ version: number, branch: fc.constantFrom('main', 'dev') }),
)
type Criteria = Readonly<
  Partial<Record<'version' | 'latest' | 'branch' | 'mainBranch' | 'tag' | 'environment', string>>
>
interface Question {
  readonly selectors: readonly (Criteria & { readonly pacticipant: string })[]
  readonly target: Criteria
  readonly latestby: string | null
  readonly ignore: readonly (Criteria & { readonly pacticipant: string })[]
  readonly success: readonly string[] | null
}
const selector = fc
  .tuple(name, criteria)
  .map(([pacticipant, rest]): Question['selectors'][number] => ({ pacticipant, ...rest }))
const question: fc.Arbitrary<Question> = fc.record({
  selectors: fc.array(selector, { minLength: 1, maxLength: 3 }),
  target: fc.constantFrom<Criteria>(
    {},
    {},
    { environment: 'test' },
    { environment: 'live' },
    { latest: 'true' },
    { tag: 't', latest: 'true' },
    { tag: 't' },
    { mainBranch: 'true', latest: 'true' },
  ),
  latestby: fc.constantFrom('cvpv', 'cvp', 'cp', null),
  ignore: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(selector, { minLength: 1, maxLength: 2 })),
  success: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.constantFrom(['true'], ['false', ''])),
})

/** Everything that is known, as plain lists. */
class Model {
  readonly versions: { name: string; number: string; branches: string[]; tags: string[]; environments: string[] }[] = []
  readonly heads = new Map<string, string>()
  readonly mainBranches = new Set<string>()
  readonly contracts: { consumer: string; provider: string; number: string; content: string }[] = []
  readonly results: { consumer: string; provider: string; content: string; number: string; success: boolean }[] = []
  readonly deployed: { name: string; number: string; environment: string; instance: string }[] = []
  readonly integrations = new Set<string>()

  version(owner: string, version: string) {
    const known = this.versions.find((one) => one.name === owner && one.number === version)
    if (known) return known
    const added = { name: owner, number: version, branches: [], tags: [], environments: [] }
    this.versions.push(added)
    return added
  }
  age(owner: string, version: string): number {
    return this.versions.findIndex((one) => one.name === owner && one.number === version)
  }
  happen(event: Happening): boolean {
    if (event.type === 'version') {
      const version = this.version(event.name, event.number)
      if (event.branch !== null && !version.branches.includes(event.branch)) {
        version.branches.push(event.branch)
        this.heads.set(`${event.name} ${event.branch}`, event.number)
        if (event.branch === 'main') this.mainBranches.add(event.name)
      }
      if (event.tag !== null && !version.tags.includes(event.tag)) version.tags.push(event.tag)
    } else if (event.type === 'publish') {
      const [consumer, provider] = event.pair
      this.version(consumer, event.number)
      this.integrations.add(`${consumer} ${provider}`)
      if (
        this.contracts.some(
          (one) => one.consumer === consumer && one.provider === provider && one.number === event.number,
        )
      )
        return false
      this.contracts.push({ consumer, provider, number: event.number, content: event.content })
    } else if (event.type === 'verify') {
      const [consumer, provider] = event.pair
      if (
        !this.contracts.some(
          (one) => one.consumer === consumer && one.provider === provider && one.content === event.content,
        )
      )
        return false
      this.version(provider, event.number)
      this.results.push({ consumer, provider, content: event.content, number: event.number, success: event.success })
    } else {
      const version = this.version(event.name, event.number)
      if (event.type === 'release') {
        if (!version.environments.includes(event.environment)) version.environments.push(event.environment)
      } else {
        const { name: owner, number: deployedNumber, environment: place, instance } = event
        const before = this.deployed.findIndex(
          (one) => one.name === owner && one.environment === place && one.instance === instance,
        )
        if (before !== -1) this.deployed.splice(before, 1)
        this.deployed.push({ name: owner, number: deployedNumber, environment: place, instance })
      }
    }
    return true
  }
  matching(owner: string, wanted: Criteria): readonly string[] {
    const branch = wanted.branch ?? (wanted.mainBranch ? 'main' : undefined)
    if (wanted.mainBranch && !this.mainBranches.has(owner)) return []
    const all = this.versions.filter(
      (one) =>
        one.name === owner &&
        (wanted.version === undefined || one.number === wanted.version) &&
        (wanted.tag === undefined || one.tags.includes(wanted.tag)) &&
        (wanted.environment === undefined ||
          one.environments.includes(wanted.environment) ||
          this.deployed.some(
            ({ name: n, number: v, environment: e }) => n === owner && v === one.number && e === wanted.environment,
          )) &&
        (branch === undefined ||
          (wanted.latest ? this.heads.get(`${owner} ${branch}`) === one.number : one.branches.includes(branch))),
    )
    return (wanted.latest ? all.slice(-1) : all).map((one) => one.number)
  }
}

const isEmpty = (wanted: Criteria) => Object.keys(wanted).every((key) => key === 'pacticipant')
const mustAllHold = (wanted: Criteria) =>
  wanted.version !== undefined || wanted.latest !== undefined || wanted.environment !== undefined

interface ModelRow {
  readonly consumer: string
  readonly cv: string
  readonly provider: string
  readonly pv: string | null
  readonly success: boolean | null
  readonly missing: readonly string[]
}

/** What the broker should say. */
function expected(model: Model, asked: Question) {
  const specified = new Set(asked.selectors.map((one) => one.pacticipant))
  const hasTarget = !isEmpty(asked.target)
  const aboutOthers = hasTarget || asked.selectors.length === 1
  const selectorsOf = (owner: string): readonly Criteria[] =>
    specified.has(owner)
      ? asked.selectors.filter((one) => one.pacticipant === owner)
      : hasTarget
        ? [asked.target]
        : [{}]
  const versionsOf = (owner: string): readonly string[] | 'any' => {
    const own = selectorsOf(owner)
    return own.some(isEmpty) ? 'any' : own.flatMap((one) => model.matching(owner, one))
  }
  const rows: ModelRow[] = []
  const required: string[] = []
  for (const [consumer, provider] of pairs) {
    const consumerVersions = versionsOf(consumer)
    const providerVersions = versionsOf(provider)
    const contracts = model.contracts.filter((one) => one.consumer === consumer && one.provider === provider)
    const own = contracts.filter((one) => consumerVersions === 'any' || consumerVersions.includes(one.number))
    const isRequired = specified.has(consumer) && own.length > 0
    const isAsked = aboutOthers
      ? isRequired || (specified.has(provider) && contracts.length > 0)
      : isRequired && specified.has(provider)
    if (!isAsked) continue
    if (isRequired) required.push(`${consumer} ${provider}`)
    for (const contract of own) {
      const providers = model.versions.filter(
        (one) => one.name === provider && (providerVersions === 'any' || providerVersions.includes(one.number)),
      )
      const verified = providers.flatMap((one): ModelRow[] => {
        const result = model.results.findLast(
          (result) =>
            result.consumer === consumer &&
            result.provider === provider &&
            result.content === contract.content &&
            result.number === one.number,
        )
        return result
          ? [{ consumer, cv: contract.number, provider, pv: one.number, success: result.success, missing: [] }]
          : []
      })
      const wanted = selectorsOf(provider).flatMap((one) => (mustAllHold(one) ? model.matching(provider, one) : []))
      const missing = [...new Set(wanted)].filter((version) => !verified.some((row) => row.pv === version))
      rows.push(...verified)
      const unverified = { consumer, cv: contract.number, provider, pv: null, success: null, missing }
      const showsUnverified = specified.has(consumer) || hasTarget
      if (showsUnverified && (missing.length > 0 || verified.length === 0)) rows.push(unverified)
    }
  }
  // What is not there is older than anything.
  const age = (owner: string, version: string | null | undefined) => model.age(owner, version ?? '')
  const newestMissing = (row: ModelRow) =>
    row.missing.toSorted((a, b) => age(row.provider, b) - age(row.provider, a))[0]
  const providerAge = (row: ModelRow) => age(row.provider, row.pv ?? newestMissing(row))
  const best = (group: readonly ModelRow[], value: (row: ModelRow) => number) =>
    group.reduce((one, other) => (value(other) > value(one) ? other : one))
  const grouped = (all: readonly ModelRow[], key: (row: ModelRow) => string) => [...Map.groupBy(all, key).values()]
  let kept: readonly ModelRow[] = rows
  if (asked.latestby === 'cvp' || asked.latestby === 'cp') {
    kept = grouped(kept, (row) => `${row.consumer} ${row.cv} ${row.provider}`).map((group) => {
      const row = best(group, providerAge)
      return { ...row, missing: row.missing.length > 0 ? [newestMissing(row) ?? ''] : [] }
    })
  }
  if (asked.latestby === 'cp') {
    kept = grouped(kept, (row) => `${row.consumer} ${row.provider}`).map((group) => {
      const newest = best(
        group,
        (row) => Math.max(age(row.consumer, row.cv), providerAge(row)) * 1000 + age(row.consumer, row.cv),
      )
      if (newest.success === null) return newest
      return best(
        group.filter((row) => row.success !== null),
        (row) => providerAge(row) * 1000 + age(row.consumer, row.cv),
      )
    })
  }
  if (asked.success)
    kept = kept.filter((row) => asked.success?.includes(row.success === null ? '' : String(row.success)))
  const ignores = (owner: string, version: string | null) =>
    asked.ignore.some(
      (one) =>
        one.pacticipant === owner &&
        (isEmpty(one) || (version !== null && model.matching(owner, one).includes(version))),
    )
  const isIgnored = (row: ModelRow) =>
    ignores(row.consumer, row.cv) ||
    ignores(row.provider, row.pv) ||
    (row.missing.length > 0 && row.missing.every((version) => ignores(row.provider, version)))
  const considered = kept.filter((row) => !isIgnored(row))
  const absent = asked.selectors.filter(
    (one) =>
      !isEmpty(one) &&
      model.matching(one.pacticipant, one).length === 0 &&
      !asked.ignore.some((ignored) => isEmpty(ignored) && ignored.pacticipant === one.pacticipant),
  )
  const rowless = required.filter((pair) => !kept.some((row) => `${row.consumer} ${row.provider}` === pair))
  const count = (outcome: boolean | null) => considered.filter((row) => row.success === outcome).length
  const unknown = count(null) + rowless.length
  const deployable = absent.length > 0 ? false : unknown > 0 ? null : count(false) === 0
  const text = (row: ModelRow) =>
    `${row.consumer} ${row.cv} ${row.provider} ${row.pv ?? '?'} ${row.success ?? '?'}${isIgnored(row) ? ' ignored' : ''}`
  return { deployable, success: count(true), failed: count(false), unknown, rows: kept.map(text).toSorted() }
}

let worlds = 0

/** Names of their own for each world, so that all can live in one database. */
async function build(events: readonly Happening[]) {
  worlds += 1
  const of = (owner: string) => `w${worlds}${owner}`
  const model = new Model()
  for (const owner of names) await world.pacticipant(of(owner))
  for (const event of events) {
    if (!model.happen(event)) continue
    if (event.type === 'version') {
      const options = {
        ...(event.branch === null ? {} : { branch: event.branch }),
        ...(event.tag === null ? {} : { tags: [event.tag] }),
      }
      await world.version(of(event.name), event.number, options)
    } else if (event.type === 'publish') {
      await world.publish(of(event.pair[0]), event.number, { provider: of(event.pair[1]), content: event.content })
    } else if (event.type === 'verify') {
      await world.verify(
        { consumer: of(event.pair[0]), provider: of(event.pair[1]), content: event.content },
        event.number,
        event.success,
      )
    } else if (event.type === 'deploy') {
      const { environment: place, instance } = event
      await world.deploy(of(event.name), event.number, { environment: place, ...(instance === '' ? {} : { instance }) })
    } else await world.release(of(event.name), event.number, { environment: event.environment })
  }
  return { model, of }
}

function queryOf(asked: Question, of: (owner: string) => string): string {
  const parameters: [string, string][] = []
  const add = (key: string, all: Question['selectors']) =>
    all.forEach(({ pacticipant, ...rest }) => {
      parameters.push([`${key}[][pacticipant]`, of(pacticipant)])
      for (const [criterion, value] of Object.entries(rest)) parameters.push([`${key}[][${criterion}]`, value])
    })
  add('q', asked.selectors)
  add('ignore', asked.ignore)
  parameters.push(...Object.entries(asked.target))
  if (asked.latestby !== null) parameters.push(['latestby', asked.latestby])
  for (const value of asked.success ?? []) parameters.push(['success[]', value])
  return new URLSearchParams(parameters).toString()
}

/** The broker's answer in the terms of the model. */
async function answerOf(query: string) {
  const { status, json } = await broker.get(`/matrix?${query}`)
  expect(status).toBe(200)
  const { deployable, success, failed, unknown } = json.summary
  const rows = (json.matrix as MatrixRow[]).map(
    ({ consumer, provider, verificationResult, ignored }) =>
      `${consumer.name.at(-1)} ${consumer.version.number} ${provider.name.at(-1)} ` +
      `${provider.version?.number ?? '?'} ${verificationResult?.success ?? '?'}${ignored ? ' ignored' : ''}`,
  )
  return { deployable, success, failed, unknown, rows: rows.toSorted() }
}

it('answers as the model does', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 5, maxLength: 40 }),
      fc.array(question, { minLength: 20, maxLength: 20 }),
      async (events, questions) => {
        const { model, of } = await build(events)
        await Promise.all(
          questions.map(async (asked) => {
            expect({ asked, ...(await answerOf(queryOf(asked, of))) }).toEqual({ asked, ...expected(model, asked) })
          }),
        )
      },
    ),
    { numRuns: 20 },
  )
})

/** Of each row, when the newer of its versions came. */
function newestAges(model: Model, limit: number): readonly number[] {
  const rows = model.contracts.flatMap(({ consumer, provider, number: cv, content: said }) => {
    if (provider !== 'B') return []
    const verifiedBy = model.versions.filter(
      (one) =>
        one.name === 'B' &&
        model.results.some(
          (result) => result.provider === 'B' && result.content === said && result.number === one.number,
        ),
    )
    const own = model.age(consumer, cv)
    return verifiedBy.length === 0 ? [own] : verifiedBy.map((one) => Math.max(own, model.age('B', one.number)))
  })
  return rows.toSorted((a, b) => b - a).slice(0, limit)
}

it('gives the newest rows of two names, whatever the limit', { timeout: 120_000 }, async () => {
  const manyNumbers = fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9')
  const ab = fc.constant(['A', 'B'] as const)
  const someContent = fc.constantFrom('w', 'x', 'y', 'z')
  const events = fc.array(
    fc.oneof(
      fc.record({ type: fc.constant('publish' as const), pair: ab, number: manyNumbers, content: someContent }),
      fc.record({
        type: fc.constant('verify' as const),
        pair: ab,
        number: manyNumbers,
        content: someContent,
        success: fc.boolean(),
      }),
    ),
    { minLength: 10, maxLength: 40 },
  )
  await fc.assert(
    fc.asyncProperty(events, async (all) => {
      const { model, of } = await build(all)
      for (const limit of [1, 2, 3, 5, 8, 13]) {
        const { json } = await broker.get(
          `/matrix/provider/${of('B')}/consumer/${of('A')}?latestby=cvpv&limit=${limit}`,
        )
        const ages = (json.matrix as MatrixRow[]).map(({ consumer, provider }) =>
          Math.max(model.age('A', consumer.version.number), model.age('B', provider.version?.number ?? '')),
        )
        expect(ages.toSorted((a, b) => b - a)).toEqual(newestAges(model, limit))
      }
    }),
    { numRuns: 20 },
  )
})
