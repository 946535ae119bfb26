/**
 * A contract file as text. One that somebody else wrote, or wrote to as well, is read with the same care: what it holds
 * besides stays.
 */
import type { JsonObject } from '../consumer/matching/expected.ts'
import type { Pair } from './contract-file.ts'
import { fileText, isJsonObject, parseJson } from './json.ts'

export interface StoredContract extends Pair {
  readonly interactions: readonly JsonObject[]
  readonly metadata: JsonObject
  /** Nobody else wrote to it, so what is in it without a known test is from tests that are no more. */
  readonly isOurs: boolean
}

/** What says that a file is from this package. Its version is not in it: an update must not change a contract. */
const ours = { tallystick: { format: 1 } } as const
const written = ['pactSpecification', 'tallystick']

function nameIn(value: unknown): string | undefined {
  return isJsonObject(value) && typeof value['name'] === 'string' ? value['name'] : undefined
}

/** The contract in `text`; undefined when it is none of version 4, which could not be added to. */
export function readContract(text: string): StoredContract | undefined {
  const file = parseJson(text)
  if (!isJsonObject(file)) return undefined
  const consumer = nameIn(file['consumer'])
  const provider = nameIn(file['provider'])
  const { interactions, metadata } = file
  if (consumer === undefined || provider === undefined || !isJsonObject(metadata)) return undefined
  const specification = metadata['pactSpecification']
  const version = isJsonObject(specification) ? specification['version'] : undefined
  if (typeof version !== 'string' || !version.startsWith('4') || !Array.isArray(interactions)) return undefined
  return {
    consumer,
    provider,
    interactions: interactions.filter(isJsonObject),
    metadata,
    isOurs: 'tallystick' in metadata && Object.keys(metadata).every((part) => written.includes(part)),
  }
}

/** The text of a contract with these interactions, in this order. */
export function contractText(pair: Pair, interactions: readonly object[], metadata: JsonObject = {}): string {
  return fileText({
    consumer: { name: pair.consumer },
    provider: { name: pair.provider },
    interactions,
    metadata: { ...metadata, ...ours, pactSpecification: { version: '4.0' } },
  })
}

/** What no file system takes in a name. */
const notInFileNames = /[\\/:*?"<>|\u0000-\u001f]/g

/** The name of the file of a contract, as every Pact library has it. */
export function contractFileName({ consumer, provider }: Pair): string {
  return `${`${consumer}-${provider}`.replaceAll(notInFileNames, '_')}.json`
}
