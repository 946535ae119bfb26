/**
 * What a request for verification may not say. A selector must name at least one criterion; criteria of a place in the
 * consumer's history (branch, tag, latest) do not go with those of an environment; `mainBranch` and `matchingBranch`
 * stand alone, apart from a consumer; a branch means its head, so it cannot be asked for without `latest`; and a
 * fallback needs what it is a fallback for. A rule about fields whose type is wrong already is not judged.
 */
import type { ConsumerVersionSelector, consumerVersionSelector } from '@tallystick/client/wire'
import { unknownSelectorFields } from './unknown-fields.ts'

type Field = keyof typeof consumerVersionSelector.shape

const headFields = ['latest', 'tag', 'fallbackTag', 'branch', 'fallbackBranch', 'matchingBranch', 'mainBranch'] as const
const environmentFields = ['environment', 'deployed', 'released', 'deployedOrReleased'] as const
const allFields: readonly Field[] = [...headFields, ...environmentFields, 'consumer']

const isGiven = (value: unknown) => value !== undefined && !(typeof value === 'string' && value.trim() === '')

const hasOther = (selector: ConsumerVersionSelector, expected: readonly Field[]) =>
  allFields.some((field) => field in selector && !expected.includes(field))

function hasCriterion(selector: ConsumerVersionSelector): boolean {
  const { mainBranch, tag, branch, environment, matchingBranch, deployed, released, deployedOrReleased, latest } =
    selector
  const flags = [matchingBranch, deployed, released, deployedOrReleased, latest]
  return [mainBranch, tag, branch, environment].some(isGiven) || flags.includes(true)
}

function fieldNames(fields: readonly Field[]): string {
  return `the ${fields.length === 1 ? 'field' : 'fields'} ${fields.join('/')}`
}

function mixedFields(selector: ConsumerVersionSelector): string | undefined {
  const given = (fields: readonly Field[]) => fields.filter((field) => field in selector).toSorted()
  const heads = given(headFields)
  const environments = given(environmentFields)
  if (heads.length === 0 || environments.length === 0) return undefined
  return `cannot specify ${fieldNames(heads)} with ${fieldNames(environments)}`
}

interface Rule {
  /** The fields it looks at. */
  readonly on: readonly Field[]
  readonly isBroken: (selector: ConsumerVersionSelector, providerVersionBranch: unknown) => boolean
  readonly message: string
}

const criterionMissing =
  'must specify a value for environment or tag or branch, or specify mainBranch=true, matchingBranch=true, ' +
  'latest=true, deployed=true, released=true or deployedOrReleased=true'

const headRules: readonly Rule[] = [
  { on: allFields, isBroken: (selector) => !hasCriterion(selector), message: criterionMissing },
  {
    on: allFields,
    isBroken: (selector) => selector.mainBranch === true && hasOther(selector, ['mainBranch', 'consumer', 'latest']),
    message: 'cannot specify mainBranch=true with any other criteria apart from consumer',
  },
  {
    on: ['mainBranch', 'latest'],
    isBroken: ({ mainBranch, latest }) => mainBranch === true && latest === false,
    message: 'cannot specify mainBranch=true with latest=false',
  },
  {
    on: allFields,
    isBroken: (selector) => selector.matchingBranch === true && hasOther(selector, ['matchingBranch', 'consumer']),
    message: 'cannot specify matchingBranch=true with any other criteria apart from consumer',
  },
  {
    on: allFields,
    isBroken: ({ matchingBranch }, providerVersionBranch) =>
      matchingBranch === true && !isGiven(providerVersionBranch ?? undefined),
    message: 'the providerVersionBranch must be specified when the selector matchingBranch=true is used',
  },
  {
    on: ['tag', 'branch'],
    isBroken: ({ tag, branch }) => tag !== undefined && branch !== undefined,
    message: 'cannot specify both a tag and a branch',
  },
]

const fallbackRules: readonly Rule[] = [
  {
    on: ['fallbackTag', 'tag', 'latest'],
    isBroken: ({ fallbackTag, latest }) => fallbackTag !== undefined && latest !== true,
    message: 'fallbackTag can only be set if latest is true',
  },
  {
    on: ['fallbackTag', 'tag', 'latest'],
    isBroken: ({ fallbackTag, tag }) => fallbackTag !== undefined && tag === undefined,
    message: 'a tag must be specified when a fallbackTag is specified',
  },
  {
    on: ['fallbackBranch', 'branch', 'latest'],
    isBroken: ({ fallbackBranch, branch }) => fallbackBranch !== undefined && branch === undefined,
    message: 'a branch must be specified when a fallbackBranch is specified',
  },
  {
    on: ['fallbackBranch', 'branch', 'latest'],
    isBroken: ({ fallbackBranch, latest }) => fallbackBranch !== undefined && latest === false,
    message: 'fallbackBranch can only be set if latest is true',
  },
  {
    on: ['branch', 'latest'],
    isBroken: ({ branch, latest }) => branch !== undefined && latest === false,
    message: 'cannot specify a branch with latest=false',
  },
]

const environmentRules: readonly Rule[] = (
  [
    ['deployed', 'released'],
    ['deployed', 'deployedOrReleased'],
    ['released', 'deployedOrReleased'],
  ] as const
).map(([one, other]) => ({
  on: ['deployed', 'released', 'deployedOrReleased'],
  isBroken: (selector) => selector[one] === true && selector[other] === true,
  message: `cannot specify both ${one}=true and ${other}=true`,
}))

/** Every rule that the selector breaks, leaving out those about the fields that are wrong already. */
export function brokenRules(
  selector: ConsumerVersionSelector,
  context: { readonly providerVersionBranch: unknown; readonly wrongFields: readonly PropertyKey[] },
): readonly string[] {
  const isJudged = (fields: readonly Field[]) => !fields.some((field) => context.wrongFields.includes(field))
  const broken = (rules: readonly Rule[]) =>
    rules
      .filter(({ on, isBroken }) => isJudged(on) && isBroken(selector, context.providerVersionBranch))
      .map(({ message }) => message)
  const mixed = isJudged(allFields) ? mixedFields(selector) : undefined
  const messages = [
    ...broken(headRules),
    ...(mixed === undefined ? [] : [mixed]),
    ...broken(fallbackRules),
    ...broken(environmentRules),
  ]
  const unknown = messages.includes(criterionMissing) ? unknownSelectorFields(selector) : []
  return [...messages, ...unknown.map((field) => `has a field that is not known: ${field}`)]
}
