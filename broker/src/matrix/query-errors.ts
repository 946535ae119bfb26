/**
 * What is wrong with a query of the matrix or of can-i-deploy: everything at once, in the words that clients know.
 */
import type { ResolvedSelector } from './facts.ts'
import { type Parameters, type Question, type Selector, latestByValues } from './selectors.ts'

/** What the database says of the names in a question. */
export interface KnownNames {
  readonly pacticipants: ReadonlySet<string>
  readonly targetEnvironment: boolean
}

export function knownNames(resolved: {
  readonly specified: readonly ResolvedSelector[]
  readonly targetEnvironment: boolean
}): KnownNames {
  const found = resolved.specified.filter(({ pacticipantId }) => pacticipantId !== undefined)
  return { pacticipants: new Set(found.map(({ name }) => name)), targetEnvironment: resolved.targetEnvironment }
}

function hasVersionAndLatest(selector: Selector): boolean {
  return selector.version !== undefined && selector.latest
}

function selectorErrors(selectors: readonly Selector[], known: KnownNames): readonly string[] {
  const names = selectors.map((selector) => selector.pacticipant).filter((name) => name !== undefined)
  return [
    ...selectors.flatMap((selector) => {
      if (selector.pacticipant === undefined) return ['Please specify the pacticipant name']
      if (!hasVersionAndLatest(selector)) return []
      return [`A version number and latest flag cannot both be specified for ${selector.pacticipant}`]
    }),
    ...names.filter((name) => !known.pacticipants.has(name)).map((name) => `Pacticipant ${name} not found`),
    ...(selectors.length === 0 ? ['Please provide 1 or more version selectors.'] : []),
  ]
}

function malformedErrors({ malformedParameters }: Question): readonly string[] {
  return malformedParameters.map((parameter) => `The parameter ${parameter} must be given once, as text.`)
}

/** What is wrong with everything but the selectors. */
export function optionErrors(parameters: Parameters, question: Question, known: KnownNames): readonly string[] {
  const { ignored, target, limit, latestBy } = question
  const latestByGiven = parameters['latestby'] !== undefined && parameters['latestby'] !== ''
  const destinations = target ? [target.tag, target.environment, target.mainBranch || undefined] : []
  return [
    ...ignored.flatMap((selector) => {
      if (selector.pacticipant === undefined) return ['Please specify the pacticipant name to ignore']
      if (!hasVersionAndLatest(selector)) return []
      return [`A version number and latest flag cannot both be specified for ${selector.pacticipant} to ignore`]
    }),
    ...(destinations.filter((destination) => destination !== undefined).length > 1
      ? ['Cannot specify more than one of tag, environment and mainBranch.']
      : []),
    ...(target?.latest && target.environment !== undefined
      ? ['Cannot specify both latest=true and an environment.']
      : []),
    ...(target?.environment !== undefined && !known.targetEnvironment
      ? [`Environment with name '${target.environment}' does not exist`]
      : []),
    ...malformedErrors(question),
    ...(Number.isNaN(limit) ? ['The limit must be 1 or greater.'] : []),
    ...(latestByGiven && latestBy === undefined ? [`The latestby must be one of: ${latestByValues.join(', ')}.`] : []),
  ]
}

/** Everything that is wrong with a query of the matrix. */
export function matrixQueryErrors(parameters: Parameters, question: Question, known: KnownNames): readonly string[] {
  return [...selectorErrors(question.selectors, known), ...optionErrors(parameters, question, known)]
}

function canIDeployDestinationErrors({ target }: Question): readonly string[] {
  if (target?.tag !== undefined && target.environment !== undefined) {
    return ["Cannot specify both a 'to' tag and an environment."]
  }
  if (target?.tag === undefined && target?.environment === undefined) {
    return ["Must specify either an environment or a 'to' tag."]
  }
  return []
}

/** Everything that is wrong with a query of can-i-deploy, by parameter. */
export function canIDeployErrors(question: Question, known: KnownNames): Readonly<Record<string, readonly string[]>> {
  const selector = question.selectors[0]
  const name = selector?.pacticipant
  const environment = question.target?.environment
  const found = {
    pacticipant:
      name === undefined
        ? ['is missing']
        : known.pacticipants.has(name)
          ? []
          : ['does not match an existing pacticipant'],
    version: selector?.version === undefined ? ['is missing'] : [],
    environment:
      environment === undefined || known.targetEnvironment ? [] : [`with name '${environment}' does not exist`],
    ignore: [
      ...(question.ignored.some((ignored) => ignored.pacticipant === undefined)
        ? ['Please specify the pacticipant name to ignore']
        : []),
      ...malformedErrors(question),
    ],
    '': canIDeployDestinationErrors(question),
  }
  return Object.fromEntries(Object.entries(found).filter(([, messages]) => messages.length > 0))
}
