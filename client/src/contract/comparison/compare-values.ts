/**
 * Two JSON values with their rules, walked side by side: what only one has, and what both have but differently. Where a
 * part of a value is missing, all of it is one change. In an object whose names are data the first values stand for all,
 * and in a list that may have other elements the first element stands for those that the example does not have.
 * What a change means is not decided here: whoever is given a value judges otherwise than whoever has to give it.
 */
import { type JsonPath, pathText } from '../../lint/json-path.ts'
import { type JsonObject, type JsonValue, canonical, isJsonObject } from '../json.ts'
import { type Change, type Judgement, kindOf } from './change.ts'
import { type Lengths, type Node, inside, isOpen, lengthOf, lengthsOf, lengthsText, matches, wantedOf } from './node.ts'
import { type Wanted, wantedText } from './wanted.ts'

/** Decides what differences are to the provider. */
export interface Judge {
  added(wanted: Wanted): Judgement
  removed(wanted: Wanted): Judgement
  changed(before: Wanted, after: Wanted): Judgement
  /** Of how many elements two lists may have; undefined where an example is sent, and stands for nothing else. */
  readonly lengths: ((before: Lengths, after: Lengths) => Judgement | undefined) | undefined
}

export interface Comparison {
  readonly judge: Judge
  readonly part: string
  /** How a path is shown; as in matching rules when not given. */
  readonly show?: (path: JsonPath) => string
}

interface Sides {
  readonly one: Node | undefined
  readonly other: Node | undefined
  readonly path: JsonPath
}

interface Both extends Sides {
  readonly one: Node
  readonly other: Node
}

const DATA_NAMES = new Set(['values', 'eachKey', 'eachValue'])
const CONTAINS = new Set(['arrayContains'])

type Texts = Pick<Change, 'before' | 'after'>

function changeAt(path: JsonPath, texts: Texts, judgement: Judgement) {
  return ({ part, show = pathText }: Comparison): Change => ({
    kind: kindOf(texts.before, texts.after),
    part,
    path: show(path),
    ...texts,
    ...judgement,
  })
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

const namesOf = (...values: readonly JsonObject[]) => [...new Set(values.flatMap((value) => Object.keys(value)))]

/** Where an example stands for all there could be, another one is still a change, if nothing else is. */
function orExample({ one, other, path }: Both, found: readonly Change[], comparison: Comparison): readonly Change[] {
  if (found.length > 0 || canonical(one.value) === canonical(other.value)) return found
  const texts = { before: wantedText(wantedOf(one)), after: wantedText(wantedOf(other)) }
  const why = 'Only the example is another one: the same values do as before.'
  return [changeAt(path, texts, { effect: 'safe', why })(comparison)]
}

function compareRules({ one, other, path }: Both, comparison: Comparison): readonly Change[] {
  const [was, is] = [wantedOf(one), wantedOf(other)]
  if (canonical(was) === canonical(is)) return []
  const texts = { before: wantedText(was), after: wantedText(is) }
  return [changeAt(path, texts, comparison.judge.changed(was, is))(comparison)]
}

function compareLengths({ one, other, path }: Both, comparison: Comparison): readonly Change[] {
  const [was, is] = [lengthsOf(one), lengthsOf(other)]
  const judgement = comparison.judge.lengths?.(was, is)
  if (!judgement) return []
  return [changeAt(path, { before: lengthsText(was), after: lengthsText(is) }, judgement)(comparison)]
}

/** The element, or the one that stands for it. */
const elementAt = (node: Node, index: number) => inside(node, index) ?? inside(node, 0)

function compareElements(sides: Both, comparison: Comparison): readonly Change[] {
  const { one, other, path } = sides
  const [was, is] = [lengthOf(one), lengthOf(other)]
  const pairs = (count: number) =>
    upTo(count).flatMap((index) =>
      compare({ one: inside(one, index), other: inside(other, index), path: [...path, index] }, comparison),
    )
  if (!comparison.judge.lengths) return pairs(Math.max(was, is))
  if (isOpen(one) && isOpen(other)) {
    // An empty example says nothing of the elements; the first that does is a change.
    return orExample(sides, pairs(Math.min(was, is) || Math.min(1, Math.max(was, is))), comparison)
  }
  if (!isOpen(one) && !isOpen(other)) return pairs(Math.min(was, is))
  if (was === 0 || is === 0) return []
  return upTo(isOpen(one) ? is : was).flatMap((index) =>
    compare({ one: elementAt(one, index), other: elementAt(other, index), path: [...path, index] }, comparison),
  )
}

function firstInside(node: Node): Node | undefined {
  const [name] = isJsonObject(node.value) ? Object.keys(node.value) : []
  return name === undefined ? undefined : inside(node, name)
}

function compareData(sides: Both, comparison: Comparison): readonly Change[] {
  const { one, other, path } = sides
  const [was, is] = [wantedOf(one), wantedOf(other)].map(({ matchers, isAny }) => canonical([matchers, isAny]))
  if (was !== is) return compareRules(sides, comparison)
  const found = compare({ one: firstInside(one), other: firstInside(other), path: [...path, '*'] }, comparison)
  return orExample(sides, found, comparison)
}

function compareBoth(sides: Both, comparison: Comparison): readonly Change[] {
  const { one, other, path } = sides
  const [was, is]: readonly JsonValue[] = [one.value, other.value]
  const hasMatcher = (names: ReadonlySet<string>) => matches(one, names) || matches(other, names)
  if (comparison.judge.lengths && hasMatcher(CONTAINS)) return compareRules(sides, comparison)
  if (isJsonObject(was) && isJsonObject(is)) {
    if (comparison.judge.lengths && hasMatcher(DATA_NAMES)) return compareData(sides, comparison)
    return namesOf(was, is).flatMap((name) =>
      compare({ one: inside(one, name), other: inside(other, name), path: [...path, name] }, comparison),
    )
  }
  if (Array.isArray(was) && Array.isArray(is)) {
    return [...compareLengths(sides, comparison), ...compareElements(sides, comparison)]
  }
  return compareRules(sides, comparison)
}

function compare({ one, other, path }: Sides, comparison: Comparison): readonly Change[] {
  if (one && other) return compareBoth({ one, other, path }, comparison)
  const { judge } = comparison
  if (other) {
    const wanted = wantedOf(other)
    return [changeAt(path, { before: undefined, after: wantedText(wanted) }, judge.added(wanted))(comparison)]
  }
  if (!one) return []
  const wanted = wantedOf(one)
  return [changeAt(path, { before: wantedText(wanted), after: undefined }, judge.removed(wanted))(comparison)]
}

/** What the two values say otherwise, and what that is to the provider. */
export function compareValues(
  before: Node | undefined,
  after: Node | undefined,
  comparison: Comparison,
): readonly Change[] {
  return compare({ one: before, other: after, path: before?.at ?? after?.at ?? [] }, comparison)
}
