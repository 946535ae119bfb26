import type { JsonPath } from '../../lint/json-path.ts'
import { type JsonValue, isJsonObject } from '../json.ts'
import type { PartRules } from './part-rules.ts'
import type { Wanted } from './wanted.ts'

/** A value in a contract, and where its rules are. */
export interface Node {
  readonly value: JsonValue
  readonly rules: PartRules
  readonly at: JsonPath
}

/** How many elements a list may have. */
export interface Lengths {
  readonly min: number
  readonly max: number
}

export const wantedOf = ({ value, rules, at }: Node): Wanted => ({ example: value, ...rules.at(at) })

export const matches = (node: Node, names: ReadonlySet<string>): boolean =>
  wantedOf(node).matchers.some(({ match }) => names.has(match))

const OPEN_LISTS = new Set(['type', 'values', 'eachKey', 'eachValue'])

/** The list may have other elements than those of the example. */
export const isOpen = (node: Node): boolean => matches(node, OPEN_LISTS)

export const lengthOf = ({ value }: Node): number => (Array.isArray(value) ? value.length : 0)

export function lengthsOf(node: Node): Lengths {
  const length = lengthOf(node)
  if (!isOpen(node)) return { min: length, max: length }
  const { matchers } = wantedOf(node)
  const numbers = (name: string) => matchers.map((rule) => rule[name]).filter((limit) => typeof limit === 'number')
  return { min: Math.max(0, ...numbers('min')), max: Math.min(Infinity, ...numbers('max')) }
}

const counted = (count: number) => `${count} element${count === 1 ? '' : 's'}`

export function lengthsText({ min, max }: Lengths): string {
  if (min === max) return `exactly ${counted(min)}`
  if (max === Infinity) return min === 0 ? 'any number of elements' : `at least ${counted(min)}`
  return min === 0 ? `at most ${counted(max)}` : `${min} to ${counted(max)}`
}

/** What is in it at that step; undefined where there is nothing. */
export function inside({ value, rules, at }: Node, step: string | number): Node | undefined {
  const list: readonly JsonValue[] = Array.isArray(value) ? value : []
  const member = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
  const found = typeof step === 'number' ? list[step] : member
  return found === undefined ? undefined : { value: found, rules, at: [...at, step] }
}
