/**
 * What did not fit, from the core's report: by the part of the exchange and the path in it, with what was expected and
 * what came. The core says some things in one breath that a reader wants apart: each property that is missing gets its own
 * entry, with the example from the contract.
 */
import { type JsonObject, type JsonValue, compareText, isJsonObject } from '../contract/json.ts'
import { plainly } from './exact-json.ts'
import type { Interaction } from './document.ts'
import { objectOf, objectsIn, textIn } from './json-parts.ts'

/** Which part of an answer or a message is different. */
export type MismatchPart =
  | 'status'
  | 'header'
  | 'body'
  | 'metadata'
  | 'method'
  | 'path'
  | 'query'
  /** A provider state could not be set up, or not be taken back. */
  | 'state'
  /** There was no answer to compare. */
  | 'provider'

/** One difference between what a contract expects and what came. */
export interface Mismatch {
  readonly part: MismatchPart
  /** Where in the part: `$.items[0].price` in a body, a name in headers, a state's name; empty where the part is all. */
  readonly path: string
  /** The example of the contract; undefined where nothing was expected. */
  readonly expected?: JsonValue
  /** What came; undefined where nothing did. */
  readonly actual?: JsonValue
  /** A sentence for people. */
  readonly says: string
}

const PARTS: Readonly<Record<string, MismatchPart>> = {
  StatusMismatch: 'status',
  HeaderMismatch: 'header',
  BodyMismatch: 'body',
  BodyTypeMismatch: 'body',
  MetadataMismatch: 'metadata',
  MethodMismatch: 'method',
  PathMismatch: 'path',
  QueryMismatch: 'query',
}

/** Values in bodies and metadata come as JSON text; anything else is itself. */
function valueOf(value: JsonValue | undefined, part: MismatchPart): JsonValue | undefined {
  if (value === null || value === undefined) return undefined
  if ((part !== 'body' && part !== 'metadata') || typeof value !== 'string') return value
  try {
    const parsed: JsonValue = JSON.parse(value)
    return parsed
  } catch {
    return value
  }
}

/** The body that the contract expects, when it is JSON. */
function expectedBody({ kind, source }: Interaction): JsonValue | undefined {
  if (kind === 'message') return contentOf(source['contents'])
  const { response } = source
  if (kind === 'request') return Array.isArray(response) ? contentOf(objectOf(response[0])['contents']) : undefined
  return contentOf(objectOf(response)['body'])
}

/** Version 4 of the specification wraps contents; earlier ones have them bare. */
function contentOf(body: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(body) && 'content' in body && 'contentType' in body ? body['content'] : body
}

const STEP = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/g

/** What the contract has at `path`; undefined where there is nothing, or a path that is not understood. */
function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  let found = value
  for (const [, name, index, quoted, double] of path.matchAll(STEP)) {
    const key = name ?? quoted ?? double
    if (key === undefined) found = Array.isArray(found) ? found[Number(index)] : undefined
    else found = isJsonObject(found) ? found[key] : undefined
  }
  return found
}

const PLAIN_NAME = /^[A-Za-z_]\w*$/
const below = (path: string, name: string): string => (PLAIN_NAME.test(name) ? `${path}.${name}` : `${path}['${name}']`)

function namesIn(value: JsonValue | undefined): readonly string[] | undefined {
  const names = valueOf(value, 'body')
  return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : undefined
}

/** Names of properties that are not there, when this is what the entry is about: it has those that are there too. */
function missingNames(entry: JsonObject): readonly string[] | undefined {
  if (!textIn(entry, 'mismatch')?.includes('missing the following keys')) return undefined
  const present = new Set(namesIn(entry['actual']))
  return namesIn(entry['expected'])?.filter((name) => !present.has(name))
}

function mismatchOf(entry: JsonObject, interaction: Interaction): readonly Mismatch[] {
  const part = PARTS[textIn(entry, 'type') ?? ''] ?? 'body'
  const path =
    textIn(entry, 'path') ?? textIn(entry, 'key') ?? textIn(entry, 'parameter') ?? (part === 'body' ? '$' : '')
  const says = textIn(entry, 'mismatch') ?? `the ${part} does not match`
  const missing = part === 'body' ? missingNames(entry) : undefined
  if (missing) {
    return missing.map((name) => {
      const expected = valueAt(expectedBody(interaction), below(path, name))
      return {
        part,
        path: below(path, name),
        ...(expected === undefined ? {} : { expected: plainly(expected) }),
        says: `${name} is missing`,
      }
    })
  }
  // What is expected of a header that is missing comes in quotes, and an empty text as what came.
  const isMissing = part === 'header' && says.endsWith('but was missing')
  const expected = valueOf(entry['expected'], isMissing ? 'body' : part)
  const actual = isMissing ? undefined : valueOf(entry['actual'], part)
  return [
    { part, path, ...(expected === undefined ? {} : { expected }), ...(actual === undefined ? {} : { actual }), says },
  ]
}

const ORDER: readonly MismatchPart[] = [
  'provider',
  'state',
  'method',
  'path',
  'query',
  'status',
  'header',
  'metadata',
  'body',
]

/** The same thing is said once, and in the same order, however the core came to it. */
function distinct(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  const once = [...new Map(mismatches.map((mismatch) => [JSON.stringify(mismatch), mismatch])).values()]
  return once.toSorted(
    (one, other) =>
      ORDER.indexOf(one.part) - ORDER.indexOf(other.part) ||
      compareText(one.path, other.path) ||
      compareText(one.says, other.says),
  )
}

const LEFT_OUT = 'The interaction was not replayed: the core does not know what to do with it'

/** What the core says about a shard that it cannot read names a file that is gone. */
function problemOf(message: string | undefined): string {
  const [, unreadable] = /^Failed to load pact '[^']*' - (.*?)(?: Source: .*)?$/.exec(message ?? '') ?? []
  return unreadable === undefined ? (message ?? LEFT_OUT) : `The core cannot read the interaction: ${unreadable}`
}

/** What the core found about an interaction: nothing when all fits. */
export function mismatchesOf(found: JsonObject, interaction: Interaction): readonly Mismatch[] {
  const { mismatch, result } = found
  if (result === 'OK') return []
  if (!isJsonObject(mismatch)) return [{ part: 'provider', path: '', says: LEFT_OUT }]
  const { mismatches } = mismatch
  if (Array.isArray(mismatches)) {
    return distinct(objectsIn(mismatches).flatMap((entry) => mismatchOf(entry, interaction)))
  }
  return [{ part: 'provider', path: '', says: problemOf(textIn(mismatch, 'message')) }]
}
