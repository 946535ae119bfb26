/**
 * A contract that was published elsewhere before may come with the `_id`s that another broker gave to its interactions.
 * They stay in its text, so a verifier reports by them.
 */
import { type Json, memberOf, textOf } from '../contracts/exact-json.ts'
import { listInteractions } from '../contracts/interactions.ts'
import { readJson } from '../contracts/read-json.ts'
import type { KnownInteraction } from './test-results.ts'

const ownId = (json: Json) => (json.kind === 'object' ? textOf(memberOf(json, '_id')) : undefined)

/** The interactions of a content, in their order, with the ids that its text has for them. */
export function withOwnIds(interactions: readonly KnownInteraction[], text: string): readonly KnownInteraction[] {
  const document = readJson(text)
  if (document.kind !== 'object') return interactions
  const listed = [
    ...(listInteractions(document, 'interactions') ?? []),
    ...(listInteractions(document, 'messages') ?? []),
  ]
  const ids = new Map(listed.map(({ hash, json }) => [hash, ownId(json)]))
  return interactions.map((interaction) => ({ ...interaction, ownId: ids.get(interaction.hash) }))
}
