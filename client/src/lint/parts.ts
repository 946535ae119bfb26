/**
 * An interaction taken apart into the values that it compares: where each is, what it is to the provider, and whether a
 * matching rule takes others in its place. All versions of the specification look the same from here.
 */
import { type JsonObject, type JsonValue, isJsonObject } from '../contract/json.ts'
import type { Interaction } from '../provider/document.ts'
import { objectOf, textIn } from '../provider/json-parts.ts'
import type { JsonPath } from './json-path.ts'
import { type Leaf, leavesOf } from './leaves.ts'
import { type MatchingRules, type RuledPart, isPartRuled, isRuled, readMatchingRules } from './matching-rules.ts'

/** A part of the name of the interaction · what the provider is given · what it has to give back. */
export type Role = 'name' | 'given' | 'expected'

export interface PartLeaf extends Leaf {
  readonly role: Role
  readonly isRuled: boolean
}

export interface Body {
  readonly path: JsonPath
  readonly content: JsonValue
}

interface Message {
  readonly role: Role
  readonly path: JsonPath
  readonly source: JsonObject
}

const isV4 = ({ source }: Interaction) => textIn(source, 'type') !== undefined

/** The requests, responses and messages of an interaction. Paths begin at the interaction. */
export function messagesOf(interaction: Interaction): readonly Message[] {
  const { kind, source } = interaction
  if (kind === 'message') return [{ role: 'expected', path: [], source }]
  const responses = source['response']
  const many = Array.isArray(responses) ? responses : [responses]
  return [
    { role: 'given', path: ['request'], source: objectOf(source['request']) },
    ...many.map((response: JsonValue | undefined, index): Message => ({
      role: 'expected',
      path: Array.isArray(responses) ? ['response', index] : ['response'],
      source: objectOf(response),
    })),
  ]
}

function bodyOf(message: Message, isVersion4: boolean): Body | undefined {
  const name = message.source['contents'] === undefined ? 'body' : 'contents'
  const body = message.source[name]
  if (body === undefined || body === null) return undefined
  if (!isVersion4) return { path: [...message.path, name], content: body }
  const { content, encoded } = objectOf(body)
  // Of bytes nothing can be said.
  if (content === undefined || encoded === 'base64' || encoded === true) return undefined
  return { path: [...message.path, name, 'content'], content }
}

/** The bodies of an interaction that are text or JSON. */
export function bodiesOf(interaction: Interaction): readonly Body[] {
  return messagesOf(interaction).flatMap((message) => bodyOf(message, isV4(interaction)) ?? [])
}

const MEMBERS = {
  path: 'path',
  query: 'query',
  headers: 'header',
  metadata: 'metadata',
  metaData: 'metadata',
} as const satisfies Readonly<Record<string, RuledPart>>

function bodyLeaves(message: Message, body: Body, rules: MatchingRules): readonly PartLeaf[] {
  const isText = !isJsonObject(body.content) && !Array.isArray(body.content)
  return leavesOf(body.content, body.path).map((leaf) => ({
    ...leaf,
    role: message.role,
    isRuled: isText ? isPartRuled(rules, 'body') : isRuled(rules, 'body', leaf.path.slice(body.path.length)),
  }))
}

function messageLeaves(message: Message, isVersion4: boolean): readonly PartLeaf[] {
  const rules = readMatchingRules(message.source['matchingRules'])
  const body = bodyOf(message, isVersion4)
  const others = Object.entries(MEMBERS).flatMap(([member, part]) => {
    const path = [...message.path, member]
    return leavesOf(message.source[member], path).map((leaf) => ({
      ...leaf,
      role: message.role,
      isRuled: isRuled(rules, part, leaf.path.slice(path.length)),
    }))
  })
  return [...others, ...(body ? bodyLeaves(message, body, rules) : [])]
}

const named = (path: JsonPath, value: string): PartLeaf => ({
  path,
  value,
  isName: false,
  role: 'name',
  isRuled: false,
})

function stateLeaves(source: JsonObject): readonly PartLeaf[] {
  const name = ['providerStates', 'provider_states', 'providerState', 'provider_state'].find(
    (one) => (source[one] ?? null) !== null,
  )
  const states = name === undefined ? undefined : source[name]
  if (name === undefined || states === undefined) return []
  if (typeof states === 'string') return [named([name], states)]
  const list: readonly JsonValue[] = Array.isArray(states) ? states : []
  return list.flatMap((state, index) => {
    const { name: text, params } = objectOf(state)
    const given = leavesOf(params, [name, index, 'params'])
    return [
      ...(typeof text === 'string' ? [named([name, index, 'name'], text)] : []),
      ...given.map((leaf): PartLeaf => ({ ...leaf, role: 'given', isRuled: false })),
    ]
  })
}

/** Every value of an interaction, with its path from the interaction. */
export function partLeaves(interaction: Interaction): readonly PartLeaf[] {
  return [
    named(['description'], interaction.description),
    ...stateLeaves(interaction.source),
    ...messagesOf(interaction).flatMap((message) => messageLeaves(message, isV4(interaction))),
  ]
}
