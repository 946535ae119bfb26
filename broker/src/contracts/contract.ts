/**
 * What makes two contracts of a pair the same content: everything a verification depends on, and nothing else.
 * That is the set of their interactions and messages, in any order, and the version of the specification by which they
 * are read. Order of keys, space, names, who wrote the file with which library: none of it changes a result. A document
 * with neither list is compared as a whole. Verification results belong to content, so a new version with the same
 * content is verified already.
 * An installation may choose the stricter rule instead (identity `document`): the same text, less its space.
 */
import { type Json, type JsonMember, type JsonObject, memberOf, objectOf, textOf } from './exact-json.ts'
import { type Interaction, type InteractionList, digest, listInteractions } from './interactions.ts'

export type Identity = 'verifiable-content' | 'document'

export interface Contract {
  readonly sha: string
  /** The document as it is kept: compact, as sent, each interaction with its `_id`. */
  readonly text: string
  readonly document: JsonObject
  readonly specificationVersion: string | undefined
  readonly lists: Readonly<Partial<Record<InteractionList, readonly Interaction[]>>>
  /** Of both lists. */
  readonly interactions: readonly Interaction[]
}

// What a broker adds when it shows a contract: of a contract that was fetched and is sent back, none of it is content.
const ADDED = new Set(['createdAt', 'updatedAt', '_links'])

function specificationOf(document: JsonObject): Json | undefined {
  const metadata = memberOf(document, 'metadata')
  return [
    memberOf(memberOf(metadata, 'pactSpecification'), 'version'),
    memberOf(memberOf(metadata, 'pact-specification'), 'version'),
    memberOf(metadata, 'pactSpecificationVersion'),
  ].find((version) => version !== undefined && version.compact !== 'null' && version.compact !== 'false')
}

/** A set: an interaction that is there twice asks nothing more of the provider. */
function sortedSet(interactions: readonly Interaction[]): string {
  const texts = new Map(interactions.map(({ hash, relevant }) => [hash, relevant]))
  return `[${[...texts.values()].toSorted().join(',')}]`
}

function verifiableContent(document: JsonObject, lists: Contract['lists']): string {
  if (!lists.interactions && !lists.messages) return document.canonical
  const specification = specificationOf(document)
  const parts = [
    lists.interactions && `"interactions":${sortedSet(lists.interactions)}`,
    lists.messages && `"messages":${sortedSet(lists.messages)}`,
    specification && `"pact_specification_version":${specification.canonical}`,
  ]
  return `{${parts.filter((part) => part !== undefined).join(',')}}`
}

function textWithId({ json, hash }: Interaction): string {
  if (json.kind !== 'object') return json.compact
  const own = json.members.find((member) => member.key === '_id')
  const rest = own ? objectOf(json.members.filter((member) => member !== own)).compact : json.compact
  const id = own ? `"_id":${own.value.compact}` : `"_id":"${hash}"`
  return rest === '{}' ? `{${id}}` : `{${id},${rest.slice(1)}`
}

function memberText({ key, token, value }: JsonMember, lists: Contract['lists']): string {
  const interactions = key === 'interactions' || key === 'messages' ? lists[key] : undefined
  return `${token}:${interactions ? `[${interactions.map(textWithId).join(',')}]` : value.compact}`
}

/** Takes a document apart. */
export function contractOf(sent: JsonObject, identity: Identity): Contract {
  const isBare = !sent.members.some((member) => ADDED.has(member.key))
  const document = isBare ? sent : objectOf(sent.members.filter((member) => !ADDED.has(member.key)))
  const interactions = listInteractions(document, 'interactions')
  const messages = listInteractions(document, 'messages')
  const lists = { ...(interactions ? { interactions } : {}), ...(messages ? { messages } : {}) }
  const specification = specificationOf(document)
  return {
    sha: digest(identity === 'document' ? document.compact : verifiableContent(document, lists)),
    text: `{${document.members.map((member) => memberText(member, lists)).join(',')}}`,
    document,
    specificationVersion: textOf(specification) ?? specification?.compact,
    lists,
    interactions: [...(interactions ?? []), ...(messages ?? [])],
  }
}
