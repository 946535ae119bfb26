/** Where a schema leaves a choice, and what is expected depends on it: a property that may be absent, a kind of several. */
import { type ObjectPart, type Part, type Scalar, isScalarPart, resolved } from './part.ts'
import { spoken } from './path.ts'

export interface Choice {
  readonly path: string
  /** What each option makes of the whole; the first goes without saying. */
  readonly names: readonly string[]
}

/** Takes an option of a choice, by its index. */
export type Choose = (choice: Choice) => number

export function choiceOfPresence(path: string): Choice {
  return { path: `${path}?`, names: ['', `without '${spoken(path)}'`] }
}

export function choiceOfKind(path: string, options: readonly Part[]): Choice {
  return { path, names: kindNames(options).map((name) => (path === '$' ? name : `with ${spoken(path)} ${name}`)) }
}

/** What tells each of these from the others: `of kind 'card'`, `as null`, `as a string`. */
function kindNames(options: readonly Part[]): readonly string[] {
  const objects = options.map(resolved).filter((part) => part.kind === 'object')
  const mark = discriminatorOf(objects)
  const names = options.map((option) => kindName(resolved(option), mark))
  const isAmbiguous = (name: string) => names.indexOf(name) !== names.lastIndexOf(name)
  return names.map((name, index) => (isAmbiguous(name) ? `${name} (${index + 1})` : name))
}

function kindName(part: Exclude<Part, { kind: 'reference' }>, mark: string | undefined): string {
  switch (part.kind) {
    case 'null':
      return 'as null'
    case 'text':
      return part.format === undefined ? 'as a string' : `as a string (${part.format})`
    case 'number':
      return 'as a number'
    case 'boolean':
      return 'as a boolean'
    case 'array':
    case 'tuple':
      return 'as an array'
    case 'values':
      return `as ${part.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'object':
      return mark === undefined ? objectName(part) : `of ${mark} '${markOf(part, mark)}'`
    default:
      return 'as an object'
  }
}

function objectName({ properties }: ObjectPart): string {
  const names = properties.filter(({ isRequired }) => isRequired).map(({ name }) => `'${name}'`)
  return names.length === 0 ? 'as an object' : `as an object with ${names.join(', ')}`
}

/** The name of the property by which objects are told apart: each has one other value there. */
function discriminatorOf(objects: readonly ObjectPart[]): string | undefined {
  const [first, ...others] = objects
  if (!first || others.length === 0) return undefined
  const candidates = first.properties.map(({ name }) => name)
  return candidates.find((name) => {
    const marks = objects.map((part) => markOf(part, name))
    return !marks.includes(undefined) && new Set(marks).size === marks.length
  })
}

function markOf({ properties }: ObjectPart, name: string): Scalar | undefined {
  const part = properties.find((candidate) => candidate.name === name)?.part
  return part?.kind === 'values' ? part.values[0] : undefined
}

/** Whether rules can say all of these at once. */
export function areScalars(options: readonly Part[]): boolean {
  return options.map(resolved).every(isScalarPart)
}
