/**
 * What a matrix query asks: which versions of which pacticipants to compare (selectors), against what the others are
 * to be compared (the target: then every pacticipant they are integrated with is looked at), whom to ignore, and which
 * rows to keep. Reading never fails: query-errors.ts says what is wrong with a query.
 */
import { canIDeployQuery, matrixQuery } from '@tallystick/client/wire'
import { inSendersOrder } from './sorted-selectors.ts'

/** All that is given must hold; nothing given means any version. */
export interface Criteria {
  readonly version: string | undefined
  readonly latest: boolean
  readonly branch: string | undefined
  readonly tag: string | undefined
  readonly environment: string | undefined
  readonly mainBranch: boolean
}

export interface Selector extends Criteria {
  readonly pacticipant: string | undefined
}

export const latestByValues = ['cvpv', 'cvp', 'cp'] as const
/** Of rows that compare the same consumer version and provider (version), only the latest is kept. */
export type LatestBy = (typeof latestByValues)[number]

export type Outcome = 'success' | 'failed' | 'unknown'

export interface Question {
  readonly selectors: readonly Selector[]
  readonly ignored: readonly Selector[]
  readonly target: Criteria | undefined
  readonly latestBy: LatestBy | undefined
  /** Rows to keep; undefined: all. */
  readonly outcomes: ReadonlySet<Outcome> | undefined
  readonly limit: number
  readonly unknownParameters: readonly string[]
  /** Those that should be text and are lists or objects. */
  readonly malformedParameters: readonly string[]
}

export type Parameters = Readonly<Record<string, unknown>>

const DEFAULT_LIMIT = 100
// A row is two kilobytes.
const LARGEST_LIMIT = 10_000
const anyVersion: Criteria = {
  version: undefined,
  latest: false,
  branch: undefined,
  tag: undefined,
  environment: undefined,
  mainBranch: false,
}
const selectorKeys = new Set(['pacticipant', 'version', 'latest', 'branch', 'tag', 'environment', 'mainBranch'])
const targetKeys = new Set(['latest', 'tag', 'environment', 'mainBranch', 'latestby'])
const optionKeys = new Set(Object.keys(matrixQuery.shape))
const canIDeployKeys = new Set(Object.keys(canIDeployQuery.shape))

export function isAnyVersion(criteria: Criteria): boolean {
  const { version, latest, branch, tag, environment, mainBranch } = criteria
  return !latest && !mainBranch && [version, branch, tag, environment].every((value) => value === undefined)
}

function isObject(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Text that is given and not empty. */
function given(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function listed(value: unknown): readonly unknown[] {
  if (value === undefined || value === '') return []
  return Array.isArray(value) ? value : [value]
}

function readSelector(value: unknown): Selector {
  const parameters = isObject(value) ? value : {}
  return {
    pacticipant: given(parameters['pacticipant']),
    version: given(parameters['version']),
    latest: parameters['latest'] === 'true',
    branch: given(parameters['branch']),
    tag: given(parameters['tag']),
    environment: given(parameters['environment']),
    mainBranch: parameters['mainBranch'] === 'true',
  }
}

function readTarget(parameters: Parameters): Criteria | undefined {
  const target = {
    ...anyVersion,
    latest: parameters['latest'] === 'true',
    tag: given(parameters['tag']),
    environment: given(parameters['environment']),
    mainBranch: parameters['mainBranch'] === 'true',
  }
  return isAnyVersion(target) ? undefined : target
}

function readOutcomes(value: unknown): ReadonlySet<Outcome> | undefined {
  if (value === undefined) return undefined
  const values = Array.isArray(value) ? value : [value]
  return new Set(values.map((item) => (item === '' ? 'unknown' : item === 'true' ? 'success' : 'failed')))
}

function readLatestBy(value: unknown): LatestBy | undefined {
  return latestByValues.find((known) => known === value)
}

/** NaN when it is no positive whole number. */
function readLimit(value: unknown): number {
  const text = given(value)
  if (text === undefined && !isObject(value) && !Array.isArray(value)) return DEFAULT_LIMIT
  return text !== undefined && /^\d{1,9}$/.test(text) && Number(text) >= 1
    ? Math.min(Number(text), LARGEST_LIMIT)
    : Number.NaN
}

export function readMatrixQuery(parameters: Parameters): Question {
  const elements = inSendersOrder(listed(parameters['q']).map((element) => (isObject(element) ? element : {})))
  const ignored = listed(parameters['ignore'])
  return {
    selectors: elements.map(readSelector),
    ignored: ignored.map(readSelector),
    target: readTarget(parameters),
    latestBy: readLatestBy(parameters['latestby']),
    outcomes: readOutcomes(parameters['success']),
    limit: readLimit(parameters['limit']),
    unknownParameters: [
      ...unknownKeys(parameters, optionKeys),
      ...elements.flatMap((element) => unknownKeys(element, selectorKeys, 'q[]')),
      ...unknownInIgnored(ignored),
    ],
    malformedParameters: [
      ...malformed(parameters, targetKeys),
      ...elements.flatMap((element) => malformed(element, selectorKeys, 'q[]')),
      ...malformedInIgnored(ignored),
    ],
  }
}

/** A misspelt criterion is one that does not hold: that must not go unnoticed. */
function unknownKeys(parameters: Parameters, known: ReadonlySet<string>, prefix?: string): readonly string[] {
  return Object.keys(parameters)
    .filter((key) => !known.has(key))
    .map((key) => (prefix === undefined ? key : `${prefix}[${key}]`))
}

function unknownInIgnored(ignored: readonly unknown[]): readonly string[] {
  return ignored.flatMap((element) => (isObject(element) ? unknownKeys(element, selectorKeys, 'ignore[]') : []))
}

/** A criterion that is left out widens the question, and an answer to another question does harm. */
function malformed(parameters: Parameters, keys: ReadonlySet<string>, prefix?: string): readonly string[] {
  return Object.entries(parameters)
    .filter(([key, value]) => keys.has(key) && typeof value !== 'string')
    .map(([key]) => (prefix === undefined ? key : `${prefix}[${key}]`))
}

function malformedInIgnored(ignored: readonly unknown[]): readonly string[] {
  return ignored.flatMap((element) => (isObject(element) ? malformed(element, selectorKeys, 'ignore[]') : []))
}

/** Whether a version may be deployed to an environment, or to where the versions with the tag `to` are. */
export function readCanIDeployQuery(parameters: Parameters): Question {
  const environment = given(parameters['environment'])
  const tag = given(parameters['to'])
  const ignored = listed(parameters['ignore'])
  return {
    ...deploymentQuestion(
      { pacticipant: given(parameters['pacticipant']), version: given(parameters['version']) },
      { environment, tag, latest: tag !== undefined },
    ),
    ignored: ignored.map((element) => readSelector(typeof element === 'string' ? { pacticipant: element } : element)),
    unknownParameters: [...unknownKeys(parameters, canIDeployKeys), ...unknownInIgnored(ignored)],
    malformedParameters: malformedInIgnored(ignored),
  }
}

/** One selector against a target, every version in an environment on its own. */
export function deploymentQuestion(selector: Partial<Selector>, target: Partial<Criteria>): Question {
  return {
    selectors: [{ pacticipant: undefined, ...anyVersion, ...selector }],
    ignored: [],
    target: { ...anyVersion, ...target },
    latestBy: target.environment === undefined ? 'cvp' : 'cvpv',
    outcomes: undefined,
    limit: DEFAULT_LIMIT,
    unknownParameters: [],
    malformedParameters: [],
  }
}

/** The whole matrix of two pacticipants. */
export function pairQuestion(parameters: Parameters, names: readonly string[]): Question {
  const selectors = names.map((name) => ({ ...anyVersion, pacticipant: name }))
  return { ...readMatrixQuery(parameters), selectors }
}
