/**
 * JSON read without losing what JSON.parse loses: the order of keys, and how numbers and strings are written.
 * Every value has two texts. `compact` is as it was sent, less the space between tokens; of a key that repeats the
 * last value counts, at the first place. `canonical` is the same text for all documents that say the same: keys
 * sorted, strings escaped in one way. Numbers stay as written in both, for 1 and 1.0 are not the same to a matcher.
 */

interface Texts {
  readonly compact: string
  readonly canonical: string
  /** Whether the two are known to be one. */
  readonly isCanonical: boolean
}

export interface JsonMember {
  readonly key: string
  /** The key as it was sent, in quotes. */
  readonly token: string
  readonly value: Json
}

export interface JsonObject extends Texts {
  readonly kind: 'object'
  readonly members: readonly JsonMember[]
}

export interface JsonArray extends Texts {
  readonly kind: 'array'
  readonly elements: readonly Json[]
}

export interface JsonScalar extends Texts {
  readonly kind: 'string' | 'number' | 'literal'
}

export type Json = JsonObject | JsonArray | JsonScalar

/** What a string token means. JSON.parse refuses what is wrong after a backslash. */
export function decode(token: string): string {
  return token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1)
}

function isAscending(members: readonly JsonMember[]): boolean {
  for (let i = 1; i < members.length; i += 1) {
    const previous = members[i - 1]
    const member = members[i]
    if (previous && member && previous.key >= member.key) return false
  }
  return true
}

/** By insertion: objects have few members, and this runs for each of them. */
function sorted(members: readonly JsonMember[]): readonly JsonMember[] {
  if (members.length > 32) return members.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const result: JsonMember[] = []
  for (const member of members) {
    let place = result.length
    for (; place > 0; place -= 1) {
      const before = result[place - 1]
      if (!before || before.key <= member.key) break
      result[place] = before
    }
    result[place] = member
  }
  return result
}

function compactObject(members: readonly JsonMember[]): string {
  let text = '{'
  for (const { token, value } of members) text += `${text === '{' ? '' : ','}${token}:${value.compact}`
  return `${text}}`
}

function canonicalObject(members: readonly JsonMember[]): string {
  let text = '{'
  for (const { key, token, value } of members) {
    const name = token.includes('\\') ? JSON.stringify(key) : token
    text += `${text === '{' ? '' : ','}${name}:${value.canonical}`
  }
  return `${text}}`
}

// Canonical texts are made when they are asked for: of the outer values, which are the long ones, hardly ever.
class ExactObject implements JsonObject {
  readonly kind = 'object'
  readonly members: readonly JsonMember[]
  readonly compact: string
  readonly isCanonical: boolean
  readonly #ordered: readonly JsonMember[]
  #canonical: string | undefined

  constructor(members: readonly JsonMember[], ordered: readonly JsonMember[], compact: string) {
    this.members = members
    this.compact = compact
    this.isCanonical =
      ordered === members && members.every(({ token, value }) => value.isCanonical && !token.includes('\\'))
    this.#ordered = ordered
  }

  get canonical(): string {
    this.#canonical ??= this.isCanonical ? this.compact : canonicalObject(this.#ordered)
    return this.#canonical
  }
}

class ExactArray implements JsonArray {
  readonly kind = 'array'
  readonly elements: readonly Json[]
  readonly compact: string
  readonly isCanonical: boolean
  #canonical: string | undefined

  constructor(elements: readonly Json[], compact: string) {
    this.elements = elements
    this.compact = compact
    this.isCanonical = elements.every((element) => element.isCanonical)
  }

  get canonical(): string {
    this.#canonical ??= this.isCanonical ? this.compact : canonicalArray(this.elements)
    return this.#canonical
  }
}

/** Each key once: the value of the last at the place of the first. */
function distinct(members: readonly JsonMember[]): readonly JsonMember[] {
  return [...new Map(members.map((member) => [member.key, member])).values()]
}

/** An object made of members; `compact` is their text, where there is one already. */
export function objectOf(members: readonly JsonMember[], compact?: string): JsonObject {
  const ordered = isAscending(members) ? members : sorted(members)
  if (ordered !== members && !isAscending(ordered)) return objectOf(distinct(members))
  return new ExactObject(members, ordered, compact ?? compactObject(members))
}

const compactArray = (elements: readonly Json[]) => `[${elements.map((element) => element.compact).join(',')}]`
const canonicalArray = (elements: readonly Json[]) => `[${elements.map((element) => element.canonical).join(',')}]`

/** An array made of elements; `compact` is their text, where there is one already. */
export function arrayOf(elements: readonly Json[], compact?: string): JsonArray {
  return new ExactArray(elements, compact ?? compactArray(elements))
}

/** The value of a member, if this is an object that has it. */
export function memberOf(json: Json | undefined, key: string): Json | undefined {
  return json?.kind === 'object' ? json.members.find((member) => member.key === key)?.value : undefined
}

/** The value as JSON.parse gives it. */
export function valueOf(json: Json | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(json.canonical)
}

export function textOf(json: Json | undefined): string | undefined {
  return json?.kind === 'string' ? decode(json.canonical) : undefined
}
