/**
 * Nested query strings, read as the Pact Broker's clients write them:
 * `a=1` a value · `a[]=1&a[]=2` a list · `a[b]=1` an object · `q[][x]=1&q[][y]=2&q[][x]=3` a list of objects in which
 * a key that repeats starts the next object · `q[0][x]=1` the same by number.
 * Clients that sort their parameters send `q[][x]=1&q[][x]=3&q[][y]=2&q[][y]=4`: when reading in order would leave an
 * object without the key that there is most of, the n-th value of each key belongs to the n-th object instead.
 */
import { BrokerError } from './broker-error.ts'

export type QueryValue = string | readonly QueryValue[] | QueryObject
export interface QueryObject {
  readonly [name: string]: QueryValue
}

const MAX_DEPTH = 5
const MAX_PARAMETERS = 1000

type Entry = readonly [rest: readonly string[], value: string]

function decode(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch (cause) {
    throw new BrokerError('malformed-request', `The query string holds an invalid percent-encoding: ${part}`, { cause })
  }
}

/** `q[][version]` → ['q', '', 'version'] */
function keysOf(name: string): readonly string[] {
  const start = name.indexOf('[')
  if (start <= 0) return [name]
  const brackets = [...name.slice(start).matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? '')
  if (brackets.length >= MAX_DEPTH) {
    throw new BrokerError('malformed-request', `The query parameter ${name} is nested too deeply`)
  }
  return [name.slice(0, start), ...brackets]
}

function grouped(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const [[head = '', ...rest], value] of entries) {
    const group = groups.get(head)
    if (group) group.push([rest, value])
    else groups.set(head, [[rest, value]])
  }
  return groups
}

function objectOf(entries: readonly Entry[]): QueryObject {
  // No prototype: a parameter named __proto__ is a name like any other.
  const object: Record<string, QueryValue> = Object.create(null)
  for (const [name, group] of grouped(entries)) object[name] = valueOf(group)
  return object
}

const keyOf = ([rest]: Entry): string => rest.join('][')

function inOrder(entries: readonly Entry[]): Entry[][] {
  const elements: Entry[][] = []
  let keys = new Set<string>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const current = elements.at(-1)
    const repeats = entry[0].at(-1) !== '' && keys.has(key)
    if (current && !repeats) {
      current.push(entry)
      keys.add(key)
    } else {
      elements.push([entry])
      keys = new Set([key])
    }
  }
  return elements
}

function byCount(entries: readonly Entry[]): Entry[][] {
  const elements: Entry[][] = []
  const seen = new Map<string, number>()
  for (const entry of entries) {
    const position = seen.get(keyOf(entry)) ?? 0
    seen.set(keyOf(entry), position + 1)
    const element = elements[position]
    if (element) element.push(entry)
    else elements[position] = [entry]
  }
  return elements
}

/** The first of the keys that there is most of. */
function commonestKey(entries: readonly Entry[]): string {
  const counts = new Map<string, number>()
  for (const entry of entries) counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return [...counts].find(([, count]) => count === most)?.[0] ?? ''
}

function objectsOf(entries: readonly Entry[]): readonly QueryObject[] {
  const elements = inOrder(entries)
  const commonest = commonestKey(entries)
  const isComplete = (element: readonly Entry[]) => element.some((entry) => keyOf(entry) === commonest)
  return (elements.every(isComplete) ? elements : byCount(entries)).map(objectOf)
}

function listOf(entries: readonly Entry[]): readonly QueryValue[] {
  const inner = entries.map(([rest, value]): Entry => [rest.slice(1), value])
  const scalars = inner.filter(([rest]) => rest.length === 0).map(([, value]) => value)
  const nested = inner.filter(([rest]) => rest.length > 0)
  return nested.length > 0 ? [...scalars, ...objectsOf(nested)] : scalars
}

function isIndex(key: string | undefined): boolean {
  return key !== undefined && /^\d{1,4}$/.test(key)
}

function valueOf(entries: readonly Entry[]): QueryValue {
  const last = entries.at(-1)
  if (!last || last[0].length === 0) return last?.[1] ?? ''
  const structured = entries.filter(([rest]) => rest.length > 0)
  if (structured.every(([rest]) => rest[0] === '')) return listOf(structured)
  const object = objectOf(structured)
  return structured.every(([rest]) => isIndex(rest[0])) ? Object.values(object) : object
}

export function parseNestedQuery(query: string): QueryObject {
  const parts = query.split('&').filter((part) => part !== '')
  if (parts.length > MAX_PARAMETERS) {
    throw new BrokerError('malformed-request', `The query string has more than ${MAX_PARAMETERS} parameters`)
  }
  return objectOf(
    parts.map((part): Entry => {
      const equals = part.indexOf('=')
      const name = equals === -1 ? part : part.slice(0, equals)
      return [keysOf(decode(name)), equals === -1 ? '' : decode(part.slice(equals + 1))]
    }),
  )
}
