/**
 * What cleaning has to keep, as it is said in a setting: a JSON list of selectors. Keys may be written as `maxAge` or as
 * `max_age`. Something is kept when one selector fits it; a selector fits what fulfils all that it says.
 */
import { z } from 'zod'

/** Versions that fulfil all of this. */
export interface KeepVersions {
  readonly pacticipant?: string
  /** The newest of the pacticipant or with the tag, the head of the branch. */
  readonly latest?: true
  /** With this tag, or with any. */
  readonly tag?: string | true
  /** On this branch, or on any. */
  readonly branch?: string | true
  readonly mainBranch?: true
  /** Deployed or released to it now. */
  readonly environment?: string
  readonly deployed?: true
  readonly released?: true
  /** Not older than so many days. */
  readonly maxAge?: number
}

/** Branches that fulfil all of this. */
export interface KeepBranches {
  readonly pacticipant?: string
  readonly branch?: string
  /** Nothing was published to it for no more than so many days. */
  readonly maxAge?: number
}

const MAX_DAYS = 36_500

type Reader = (value: unknown) => { readonly is?: unknown; readonly mustBe?: string }

const ok = (is: unknown) => ({ is })
const isName = (value: unknown) => typeof value === 'string' && value.trim() !== ''

// `false` says nothing, as for the Pact Broker.
const yes: Reader = (value) =>
  typeof value === 'boolean' ? ok(value ? true : undefined) : { mustBe: 'must be true or false' }
const name: Reader = (value) => (isName(value) ? ok(value) : { mustBe: 'must be a name' })
const nameOrAny: Reader = (value) =>
  value === true || isName(value) ? ok(value) : { mustBe: 'must be a name, or true for any' }
const days: Reader = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_DAYS
    ? ok(value)
    : { mustBe: `must be a whole number of days from 0 to ${MAX_DAYS}` }

type Keys = Readonly<Record<string, Reader>>

const versionKeys = {
  pacticipant: name,
  latest: yes,
  tag: nameOrAny,
  branch: nameOrAny,
  mainBranch: yes,
  environment: name,
  deployed: yes,
  released: yes,
  maxAge: days,
} satisfies Record<keyof KeepVersions, Reader>

const branchKeys = { pacticipant: name, branch: name, maxAge: days } satisfies Record<keyof KeepBranches, Reader>

const camelCase = (key: string) => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

type Selector = Readonly<Record<string, unknown>>

/** The selector in our words, and sentences on what is wrong with it. */
function readSelector(given: object, keys: Keys): { readonly selector: Selector; readonly wrong: readonly string[] } {
  const wrong: string[] = []
  const selector: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(given)) {
    const reader = Object.hasOwn(keys, camelCase(key)) ? keys[camelCase(key)] : undefined
    const { is, mustBe } = reader?.(value) ?? { mustBe: `is none of: ${Object.keys(keys).join(', ')}` }
    if (mustBe !== undefined) wrong.push(`"${key}" ${mustBe}`)
    else if (is !== undefined) selector[camelCase(key)] = is
  }
  if (wrong.length === 0 && Object.keys(selector).length === 0) wrong.push('it says nothing: then it would keep all')
  const { latest, tag, branch, mainBranch } = selector
  if (latest !== undefined && tag !== undefined && (branch ?? mainBranch) !== undefined) {
    wrong.push('"latest" goes with a tag or with a branch, not with both: make two selectors of it')
  }
  return { selector, wrong }
}

interface Kind {
  readonly keys: Keys
  readonly mayBeEmpty: boolean
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function selectorList<Selected>({ keys, mayBeEmpty }: Kind): z.ZodType<readonly Selected[], string> {
  return z.string().transform((text, context): readonly Selected[] => {
    const list = parsed(text)
    if (!Array.isArray(list)) {
      context.addIssue('must be a JSON list of selectors, like [{"latest": true, "branch": true}, {"max_age": 90}]')
      return z.NEVER
    }
    if (list.length === 0 && !mayBeEmpty) {
      context.addIssue('must name something to keep; to clean up nothing, set DATABASE_CLEAN_ENABLED to false')
      return z.NEVER
    }
    const selectors: Selector[] = []
    for (const [index, given] of list.entries()) {
      const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
      const { selector, wrong } = isObject
        ? readSelector(given, keys)
        : { selector: {}, wrong: ['it must be an object'] }
      for (const sentence of wrong) context.addIssue(`must be right in selector ${index + 1}: ${sentence}`)
      selectors.push(selector)
    }
    // Each key was read by the reader of its property.
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion
    return selectors as readonly Selected[]
  })
}

export const keepVersionSelectors = selectorList<KeepVersions>({ keys: versionKeys, mayBeEmpty: false })

/** An empty list keeps all branches. */
export const keepBranchSelectors = selectorList<KeepBranches>({ keys: branchKeys, mayBeEmpty: true })
