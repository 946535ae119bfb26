/**
 * What a contract leaves unsaid, or says where nobody can act on it: a response without a status, a value of a provider
 * state where there is none, nothing at all, and bodies that are too much to read.
 */
import { type JsonValue, isJsonObject } from '../contract/json.ts'
import type { ContractDocument, Interaction } from '../provider/document.ts'
import { objectOf } from '../provider/json-parts.ts'
import type { Finding } from './finding.ts'
import { bodiesOf, messagesOf } from './parts.ts'

const MAX_BODY_BYTES = 1_000_000

function withoutStatus({ kind, source }: Interaction): readonly Finding[] {
  if (kind !== 'http' || objectOf(source['response'])['status'] !== undefined) return []
  const says = 'It does not say which status is expected: verifiers take 200, and some take any.'
  return [{ rule: 'no-status', severity: 'warning', path: ['response'], says, next: 'Expect a status.' }]
}

function largeBodies(interaction: Interaction): readonly Finding[] {
  return bodiesOf(interaction).flatMap(({ path, content }): readonly Finding[] => {
    const bytes = Buffer.byteLength(typeof content === 'string' ? content : JSON.stringify(content))
    if (bytes <= MAX_BODY_BYTES) return []
    const value = `${(bytes / 1_000_000).toFixed(1)} MB`
    const says = 'So large a body is slow to compare, and its differences are hard to read.'
    return [
      {
        rule: 'large-body',
        severity: 'warning',
        path,
        value,
        says,
        next: 'Expect one element of a list, with eachLike.',
      },
    ]
  })
}

function usesState(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.some((inside: JsonValue) => usesState(inside))
  if (!isJsonObject(value)) return false
  return value['type'] === 'ProviderState' || Object.values(value).some(usesState)
}

function valuesWithoutState(interaction: Interaction): readonly Finding[] {
  if (interaction.states.length > 0) return []
  return messagesOf(interaction)
    .filter(({ source }) => usesState(source['generators']))
    .map(({ path }): Finding => ({
      rule: 'value-without-state',
      severity: 'warning',
      path: [...path, 'generators'],
      says: 'A value is to come from a provider state, and the interaction has none that could give it.',
      next: 'Name the state that returns the value.',
    }))
}

/** Of one interaction. Paths begin there. */
export function contents(interaction: Interaction): readonly Finding[] {
  return [...withoutStatus(interaction), ...largeBodies(interaction), ...valuesWithoutState(interaction)]
}

function specificationOf({ source }: ContractDocument): string | undefined {
  const metadata = objectOf(source['metadata'])
  const version =
    objectOf(metadata['pactSpecification'])['version'] ??
    objectOf(metadata['pact-specification'])['version'] ??
    metadata['pactSpecificationVersion']
  return typeof version === 'string' ? version : undefined
}

/** Of a contract as a whole. */
export function wholeContract(document: ContractDocument): readonly Finding[] {
  const isOld = specificationOf(document)?.startsWith('1') ?? false
  const old: Finding = {
    rule: 'old-specification',
    severity: 'warning',
    path: ['metadata'],
    says: 'Version 1 of the Pact specification has no matching rules: each value must be the one in the contract.',
    next: 'Write it with a newer version of the library.',
  }
  const empty: Finding = {
    rule: 'no-interactions',
    severity: 'warning',
    path: [],
    says: 'It expects nothing, so every provider keeps it, and can-i-deploy says yes.',
    next: 'Look whether the tests ran, and where they write to.',
  }
  return [...(isOld ? [old] : []), ...(document.interactions.length === 0 ? [empty] : [])]
}
