/**
 * A contract taken apart into what is shown of it. All versions of the specification look the same from here: 1 and 2
 * know one provider state by its name, 3 has messages in a list of their own, 4 tells interactions apart by their type.
 */
import { type Members, inline, isMembers, listOf, membersOf, textOf } from './json.ts'
import { type ShownPart, messagePart, requestPart, responsePart, synchronousParts } from './message-parts.ts'

export type Kind = 'http' | 'async-message' | 'sync-message'

export interface State {
  readonly name: string
  readonly params: readonly (readonly [name: string, value: string])[]
}

/** What a list of interactions shows of one; its parts are read when it is opened. */
export interface ReadInteraction {
  /** Where the results of the broker have it: interactions first, then messages. */
  readonly position: number
  /** Its place in the address. */
  readonly anchor: string
  readonly kind: Kind
  readonly description: string
  readonly states: readonly State[]
  readonly method: string | undefined
  readonly path: string | undefined
  readonly status: string | undefined
  /** Of specification 4: a failure of it is forgiven. */
  readonly pending: boolean
  readonly source: Members
}

export interface Plugin {
  readonly name: string
  readonly version: string | undefined
}

export interface ReadContract {
  readonly specification: string | undefined
  readonly writtenBy: string | undefined
  readonly plugins: readonly Plugin[]
  readonly interactions: readonly ReadInteraction[]
}

const kinds: Readonly<Record<string, Kind>> = {
  'Asynchronous/Messages': 'async-message',
  'Synchronous/Messages': 'sync-message',
}

function stateOf(value: unknown): readonly State[] {
  if (typeof value === 'string') return [{ name: value, params: [] }]
  const { name, params } = membersOf(value)
  if (typeof name !== 'string') return []
  return [{ name, params: Object.entries(membersOf(params)).map(([key, given]) => [key, inline(given)]) }]
}

function statesOf(source: Members): readonly State[] {
  const said = ['providerStates', 'providerState', 'provider_state', 'provider_states']
    .map((name) => source[name])
    .find((value) => value !== undefined && value !== null && value !== '')
  return Array.isArray(said) ? said.flatMap(stateOf) : stateOf(said)
}

function kindOf(source: Members, isMessage: boolean): Kind {
  return isMessage ? 'async-message' : (kinds[textOf(source['type']) ?? ''] ?? 'http')
}

function httpFacts(source: Members, kind: Kind) {
  if (kind !== 'http') return { method: undefined, path: undefined, status: undefined }
  const request = membersOf(source['request'])
  const { status } = membersOf(source['response'])
  return {
    method: (textOf(request['method']) ?? 'GET').toUpperCase(),
    path: inline(request['path'] ?? '/'),
    status: status === undefined ? undefined : inline(status),
  }
}

function readInteraction(source: Members, isMessage: boolean, position: number): ReadInteraction {
  const kind = kindOf(source, isMessage)
  const description = textOf(source['description']) ?? ''
  return {
    position,
    anchor: `interaction-${textOf(source['_id'])?.slice(0, 12) ?? position + 1}`,
    kind,
    description: description === '' ? 'Without a description' : description,
    states: statesOf(source),
    ...httpFacts(source, kind),
    pending: source['pending'] === true,
    source,
  }
}

/** The same interaction twice has two places. */
function withOwnAnchors(interactions: readonly ReadInteraction[]): readonly ReadInteraction[] {
  const taken = new Set<string>()
  return interactions.map((interaction) => {
    const { anchor, position } = interaction
    const own = taken.has(anchor) ? `${anchor}-${position + 1}` : anchor
    taken.add(own)
    return { ...interaction, anchor: own }
  })
}

function specificationOf(metadata: Members): string | undefined {
  const version =
    membersOf(metadata['pactSpecification'])['version'] ??
    membersOf(metadata['pact-specification'])['version'] ??
    metadata['pactSpecificationVersion']
  return version === undefined || version === null ? undefined : inline(version)
}

/** The library, where it says so: `{ "pact-js": { "version": "15.0.1" } }`. */
function writerOf(metadata: Members): string | undefined {
  const [found] = Object.entries(metadata).flatMap(([name, said]) => {
    const version = textOf(membersOf(said)['version'])
    const isWriter = version !== undefined && !/specification/i.test(name)
    return isWriter ? [`${name} ${version}`] : []
  })
  return found
}

export function readContract(document: Members): ReadContract {
  const metadata = membersOf(document['metadata'])
  const messages = listOf(document['messages']).filter(isMembers)
  const interactions = listOf(document['interactions']).filter(isMembers)
  return {
    specification: specificationOf(metadata),
    writtenBy: writerOf(metadata),
    plugins: listOf(metadata['plugins'])
      .map(membersOf)
      .map((plugin) => ({ name: inline(plugin['name']), version: textOf(plugin['version']) })),
    interactions: withOwnAnchors([
      ...interactions.map((source, index) => readInteraction(source, false, index)),
      ...messages.map((source, index) => readInteraction(source, true, interactions.length + index)),
    ]),
  }
}

/** What is sent, and what comes back. */
export function partsOf({ source, kind }: ReadInteraction): readonly ShownPart[] {
  const isVersion4 = textOf(source['type']) !== undefined
  if (kind === 'async-message') return [messagePart('Message', source, isVersion4)]
  if (kind === 'sync-message') return synchronousParts(source)
  return [
    requestPart(membersOf(source['request']), isVersion4),
    responsePart(membersOf(source['response']), isVersion4),
  ]
}

/** What people wrote beside an interaction, and how a plugin describes it. */
export function commentsOf({ source }: Pick<ReadInteraction, 'source'>): readonly string[] {
  const comments = membersOf(source['comments'])
  const markup = textOf(membersOf(source['interactionMarkup'])['markup'])
  const texts = listOf(comments['text']).map(inline)
  return [...texts, ...(markup ? [markup] : [])]
}
