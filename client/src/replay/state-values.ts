/**
 * What a request takes from a provider state: where the contract has a ProviderState generator, the value that the state's
 * handler gave is put in place of the example. Without such a value the example stays, as it does for every other generator.
 */
import { type JsonObject, type JsonValue, isJsonObject } from '../contract/json.ts'
import { objectOf, textIn } from '../provider/json-parts.ts'
import { isWrapping } from './parts.ts'

const asText = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value))

const NUMBERS: ReadonlySet<string> = new Set(['INTEGER', 'DECIMAL', 'FLOAT'])

function typed(value: JsonValue, dataType: string | undefined): JsonValue {
  if (dataType === 'STRING') return asText(value)
  if (dataType === 'BOOLEAN' && (value === 'true' || value === 'false')) return value === 'true'
  if (dataType === undefined || !NUMBERS.has(dataType) || typeof value === 'number') return value
  const number = Number(asText(value))
  return Number.isFinite(number) ? number : value
}

/** The value of `${id}`, of `/books/${id}` or of a bare `id`; undefined where a name has no value. */
function evaluated(expression: string, values: JsonObject): JsonValue | undefined {
  const [, only] = /^\$\{([^}]*)\}$/.exec(expression) ?? []
  const name = (only ?? expression).trim()
  if (only !== undefined || !expression.includes('${')) return Object.hasOwn(values, name) ? values[name] : undefined
  const names = [...expression.matchAll(/\$\{([^}]*)\}/g)].map(([, inside = '']) => inside.trim())
  if (!names.every((one) => Object.hasOwn(values, one))) return undefined
  return expression.replaceAll(/\$\{([^}]*)\}/g, (_all, inside: string) => asText(values[inside.trim()] ?? null))
}

function generated(generator: JsonValue | undefined, values: JsonObject): JsonValue | undefined {
  if (!isJsonObject(generator) || generator['type'] !== 'ProviderState') return undefined
  const value = evaluated(textIn(generator, 'expression') ?? '', values)
  return value === undefined ? undefined : typed(value, textIn(generator, 'dataType'))
}

/** `*` is every one. */
type Step = string | number

const STEP = /\.([A-Za-z_$][\w$-]*|\*)|\[(\d+)\]|\[(\*)\]|\['([^']*)'\]|\["([^"]*)"\]/g

function stepsOf(path: string): readonly Step[] {
  return [...path.matchAll(STEP)].map(([, name, index, star, quoted, double]) =>
    index === undefined ? (name ?? star ?? quoted ?? double ?? '') : Number(index),
  )
}

/** The value with `replacement` at that place; as it was where there is no such place. */
function replaced(value: JsonValue, [step, ...rest]: readonly Step[], replacement: JsonValue): JsonValue {
  if (step === undefined) return replacement
  if (Array.isArray(value)) {
    return value.map((one: JsonValue, index) =>
      step === '*' || step === index ? replaced(one, rest, replacement) : one,
    )
  }
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      step === '*' || step === name ? replaced(one, rest, replacement) : one,
    ]),
  )
}

/** The value of every generator of a category, by its name or path; those without a value are left out. */
function valuesFor(category: JsonValue | undefined, values: JsonObject): ReadonlyMap<string, JsonValue> {
  const found = Object.entries(objectOf(category)).map(
    ([name, generator]) => [name, generated(generator, values)] as const,
  )
  return new Map(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
}

/** Names of headers go without case, those of a query by one of its values: `id[0]`. */
function withNamed(part: JsonObject, given: ReadonlyMap<string, JsonValue>): JsonObject {
  const entries = Object.entries(part).map(([name, example]): [string, JsonValue] => {
    const value = given.get(name) ?? given.get(`$.${name}`) ?? given.get(name.toLowerCase())
    if (value !== undefined) return [name, asText(value)]
    if (!Array.isArray(example)) return [name, example]
    return [name, example.map((one: JsonValue, index) => given.get(`${name}[${index}]`) ?? one)]
  })
  return Object.fromEntries(entries)
}

function withBody(
  body: JsonValue | undefined,
  given: ReadonlyMap<string, JsonValue>,
  isOfVersion4: boolean,
): JsonValue | undefined {
  if (body === undefined || given.size === 0) return body
  const isWrapped = isOfVersion4 && isJsonObject(body) && 'content' in body
  const content = isWrapped ? (body['content'] ?? null) : body
  const filled = [...given].reduce((whole, [path, value]) => replaced(whole, stepsOf(path), value), content)
  return isWrapped ? { ...body, content: filled } : filled
}

/** The request of an interaction, as its contract has it, with the values of its states. */
export function withStateValues(interaction: JsonObject, values: JsonObject): JsonObject {
  const request = objectOf(interaction['request'])
  const generators = objectOf(request['generators'])
  const { query, headers, body } = request
  const filled = withBody(body, valuesFor(generators['body'], values), isWrapping(interaction))
  const newPath = generated(generators['path'], values)
  return {
    ...request,
    ...(newPath === undefined ? {} : { path: asText(newPath) }),
    ...(isJsonObject(query) ? { query: withNamed(query, valuesFor(generators['query'], values)) } : {}),
    ...(isJsonObject(headers) ? { headers: withNamed(headers, valuesFor(generators['header'], values)) } : {}),
    ...(filled === undefined ? {} : { body: filled }),
  }
}
