/**
 * What rules and generators say of the parts of a request, a response or a message. Specification 2 keeps all rules in
 * one table (`$.body.id`), 3 and 4 have a table for each part (`body` → `$.id`). Of several rules that lead to one place
 * the most exact one counts.
 */
import { generatorText } from './generator-words.ts'
import { type Members, membersOf } from './json.ts'
import { type JsonPath, leadsTo, looseness, parsePath } from './json-path.ts'
import { rulesText } from './rule-words.ts'

/** What is shown beside a line. */
export interface Note {
  readonly kind: 'rule' | 'generator'
  readonly text: string
}

export type PartName = 'method' | 'path' | 'status' | 'query' | 'header' | 'metadata' | 'body'

interface Remark {
  readonly kind: Note['kind']
  readonly part: PartName
  readonly path: JsonPath
  /** As it is written in the contract. */
  readonly where: string
  readonly textFor: (value: unknown) => string
}

export type Remarks = readonly Remark[]

const partNames: Readonly<Record<string, PartName>> = {
  body: 'body',
  content: 'body',
  contents: 'body',
  header: 'header',
  headers: 'header',
  metaData: 'metadata',
  metadata: 'metadata',
  method: 'method',
  path: 'path',
  query: 'query',
  status: 'status',
}

const isWhole = (part: PartName) => part === 'path' || part === 'status' || part === 'method'

type Words = (said: unknown, value: unknown) => string

interface Source {
  readonly kind: Note['kind']
  readonly words: Words
}

function remarkOf({ kind, words }: Source, at: Pick<Remark, 'part' | 'path' | 'where'>, said: unknown): Remark {
  return { kind, ...at, textFor: (value) => words(said, value) }
}

// Names of headers and parameters are no paths, but may say which of several values is meant.
function namePath(name: string): JsonPath {
  if (name.startsWith('$')) return parsePath(name)
  const [, bare = name, index] = /^(.*?)\[(\d+|\*)\]$/.exec(name) ?? []
  return index === undefined ? [bare] : [bare, index]
}

function remarksOfPart(source: Source, part: PartName, table: Members): Remarks {
  if (isWhole(part)) {
    const empty = table['']
    return [remarkOf(source, { part, path: [], where: '' }, empty ?? table)]
  }
  return Object.entries(table).map(([where, said]) =>
    remarkOf(source, { part, path: part === 'body' ? parsePath(where) : namePath(where), where }, said),
  )
}

function read(source: Source, value: unknown): Remarks {
  return Object.entries(membersOf(value)).flatMap(([name, said]) => {
    if (!name.startsWith('$')) {
      const part = partNames[name]
      return part ? remarksOfPart(source, part, membersOf(said)) : []
    }
    const [first = '', ...path] = parsePath(name)
    const part = partNames[first]
    const where = `$${name.slice(name.indexOf(String(first)) + String(first).length)}`
    return part ? [remarkOf(source, { part, path, where }, said)] : []
  })
}

/** The rules and generators of a request, a response or a message. */
export function readRemarks({ matchingRules, generators }: Members): Remarks {
  return [
    ...read({ kind: 'rule', words: rulesText }, matchingRules),
    ...read({ kind: 'generator', words: (said) => generatorText(said) }, generators),
  ]
}

export interface Place {
  readonly part: PartName
  readonly path: JsonPath
}

function applies(remark: Remark, { part, path }: Place): boolean {
  if (remark.part !== part) return false
  if (part === 'body') return leadsTo(remark.path, path)
  // A rule of a header may be for all its values, or for one of which there is no other.
  const steps = remark.path.slice(0, Math.max(path.length, 1))
  if (part !== 'header') return leadsTo(steps, path)
  return leadsTo(steps.map(lowered), path.map(lowered))
}

const lowered = (step: string | number) => String(step).toLowerCase()

/** What is said of a place and the value that the contract has there. */
export function notesAt(remarks: Remarks, place: Place, value: unknown): readonly Note[] {
  const found = remarks.filter((remark) => applies(remark, place))
  return (['rule', 'generator'] as const).flatMap((kind) => {
    const [best] = found
      .filter((remark) => remark.kind === kind)
      .toSorted((one, other) => looseness(one.path) - looseness(other.path))
    return best ? [{ kind, text: best.textFor(value) }] : []
  })
}

/** What is said of places that the contract has no value for, with where. */
export interface Elsewhere extends Note {
  readonly where: string
}

export function notesElsewhere(remarks: Remarks, places: readonly Place[]): readonly Elsewhere[] {
  return remarks
    .filter((remark) => !places.some((place) => applies(remark, place)))
    .map(({ kind, part, where, textFor }) => ({
      kind,
      where: `${part} ${where}`.trim(),
      text: textFor(undefined),
    }))
}
