/**
 * The types of a provider's states, as TypeScript, from its contracts: each state with its parameters and the values that
 * its handler must give. A parameter that is there in every use is required. A value is one that an interaction puts into
 * its request (`fromState`) and that no parameter has; where an interaction has several states, any of them may give it.
 * The same contracts make the same text.
 */
import { type JsonObject, type JsonValue, compareText, isJsonObject } from '../contract/json.ts'
import type { ContractDocument, Interaction, State } from './document.ts'
import { objectOf } from './json-parts.ts'

interface Use {
  readonly consumer: string
  readonly params: JsonObject
  readonly needs: readonly string[]
  readonly isAlone: boolean
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)].toSorted(compareText)

/** Names in expressions like `/orders/${id}`, of every generator in the request. */
function expressionNames(value: JsonValue | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(expressionNames)
  if (!isJsonObject(value)) return []
  const { type, expression } = value
  if (type === 'ProviderState' && typeof expression === 'string') {
    const bare = /^\w+$/.test(expression) ? [expression] : []
    return [...bare, ...[...expression.matchAll(/\$\{\s*([^}]+?)\s*\}/g)].map(([, name = '']) => name)]
  }
  return Object.values(value).flatMap(expressionNames)
}

function usesOf(interaction: Interaction, consumer: string): readonly (readonly [State['name'], Use])[] {
  const { states, source } = interaction
  const known = new Set(states.flatMap(({ params }) => Object.keys(params)))
  const generators = objectOf(source['request'])['generators'] ?? source['generators']
  const needs = expressionNames(generators).filter((name) => !known.has(name))
  return states.map(({ name, params }) => [name, { consumer, params, needs, isAlone: states.length === 1 }])
}

const quoted = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`
const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))

/** The type of values that were seen in one place. */
function typeOf(samples: readonly JsonValue[]): string {
  const objects = samples.filter(isJsonObject)
  const lists = samples.filter((sample) => Array.isArray(sample))
  const scalars = samples.filter((sample) => typeof sample !== 'object').map((sample) => typeof sample)
  const types = unique([
    ...scalars,
    ...(samples.includes(null) ? ['null'] : []),
    ...(objects.length > 0 ? [objectType(objects)] : []),
    ...(lists.length > 0 ? [listType(lists.flat())] : []),
  ])
  return types.length === 0 ? 'unknown' : types.join(' | ')
}

function listType(elements: readonly JsonValue[]): string {
  const type = typeOf(elements)
  return type.includes(' | ') ? `readonly (${type})[]` : `readonly ${type}[]`
}

function objectType(samples: readonly JsonObject[]): string {
  const names = unique(samples.flatMap(Object.keys))
  const properties = names.map((name) => {
    const values = samples.flatMap((sample) => (name in sample ? [sample[name] ?? null] : []))
    return `${keyOf(name)}${values.length === samples.length ? '' : '?'}: ${typeOf(values)}`
  })
  return properties.length === 0 ? '{}' : `{ ${properties.join('; ')} }`
}

/** What an expression can be made of. */
const VALUE = 'string | number | boolean'

function valuesType(uses: readonly Use[]): string | undefined {
  const names = unique(uses.flatMap(({ needs }) => needs))
  if (names.length === 0) return undefined
  const isRequired = (name: string) => uses.some(({ needs, isAlone }) => isAlone && needs.includes(name))
  const properties = names.map((name) => `${keyOf(name)}${isRequired(name) ? '' : '?'}: ${VALUE}`)
  return `{ ${properties.join('; ')} }${names.some(isRequired) ? '' : ' | void'}`
}

function stateText(name: string, uses: readonly Use[]): string {
  const values = valuesType(uses)
  const consumers = unique(uses.map(({ consumer }) => consumer)).join(', ')
  const params = objectType(uses.map((use) => use.params))
  return [
    `  /** Needed by ${consumers.replaceAll('*/', '*\\/')}. */`,
    `  ${quoted(name)}: { params: ${params}${values === undefined ? '' : `; values: ${values}`} }`,
  ].join('\n')
}

function interfaceName(provider: string): string {
  const words = provider.split(/[^A-Za-z0-9]+/).filter(Boolean)
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return `${/^\d/.test(name) ? '_' : ''}${name}States`
}

/** A TypeScript module with the states of a provider, which `states<…>(…)` checks handlers with. */
export function stateTypes(provider: string, documents: readonly ContractDocument[]): string {
  const uses = documents.flatMap(({ consumer, interactions }) =>
    interactions.flatMap((interaction) => usesOf(interaction, consumer)),
  )
  const byState = Map.groupBy(uses, ([name]) => name)
  const texts = [...byState]
    .toSorted(([one], [other]) => compareText(one, other))
    .map(([name, entries]) =>
      stateText(
        name,
        entries.map(([, use]) => use),
      ),
    )
  const name = interfaceName(provider)
  return [
    `// Written by \`tally states\` from the contracts of ${provider}. Changes by hand are lost.`,
    '',
    `/** The states of ${provider} that its consumers need: \`states<${name}>({ … })\` checks that each has its handler. */`,
    `export interface ${name} {`,
    ...texts,
    '}',
    '',
  ].join('\n')
}
