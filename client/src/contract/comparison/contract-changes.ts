/**
 * What a newer contract says otherwise than an older one, interaction by interaction, each change judged from the side of
 * the provider that keeps the older one: does it keep the newer one too?
 *
 * An interaction that is new is breaking, since the provider may not do it yet; one that is gone is safe. What the provider
 * has to give is breaking where it becomes more or less does, and safe where it becomes less or more does (see judges.ts).
 * What the provider is sent is unknown where it becomes other, more or less, and breaking where it is another call or
 * another type. A provider state that is new, gone, or has other parameters is unknown: the provider must know it. So is the
 * name of a message, by which providers choose what they give; the name of a call is safe. What is pending fails nothing, so
 * each of its changes is safe, until it is no longer pending.
 *
 * Interactions belong together by kind, states and description; of those that are left, by kind and description, and then
 * by all that they say but how they are called. Their order, comments and what the broker adds are no change. No value is
 * breaking by itself: a provider may give already what a consumer has only begun to expect. Only a verification tells.
 */
import { messagesOf } from '../../lint/parts.ts'
import { BESIDE, keyOf } from '../../lint/names.ts'
import { type Interaction, interactionsIn } from '../../provider/document.ts'
import { objectOf, textIn } from '../../provider/json-parts.ts'
import { type JsonObject, canonical, isJsonObject } from '../json.ts'
import { type Change, type Effect, effects, worst } from './change.ts'
import { interactionChanges } from './interaction-changes.ts'
import { breaking, safe, unknown } from './judges.ts'

/** An interaction that is new, gone, or says something else. */
export interface InteractionChanges {
  readonly kind: Change['kind']
  /** What matters most of its changes. */
  readonly effect: Effect
  readonly description: string
  /** The names of its provider states. */
  readonly states: readonly string[]
  /** The call, where it is one: `GET /orders/1`. */
  readonly call: string | undefined
  /** What matters most comes first. */
  readonly changes: readonly Change[]
  /** The interaction in the older contract; undefined where it was added. */
  readonly before: JsonObject | undefined
  /** The interaction in the newer contract; undefined where it was removed. */
  readonly after: JsonObject | undefined
}

/** What a newer contract says otherwise than an older one. */
export interface ContractChanges {
  /** What matters most of all changes. */
  readonly effect: Effect
  /** How many changes are what to the provider. */
  readonly counts: Readonly<Record<Effect, number>>
  /** Of the contract as a whole. */
  readonly changes: readonly Change[]
  /** Those that changed; what matters most comes first. */
  readonly interactions: readonly InteractionChanges[]
  /** How many interactions say the same in both. */
  readonly same: number
}

interface Couple {
  readonly before: Interaction | undefined
  readonly after: Interaction | undefined
}

const IDENTIFYING = new Set(['description', 'providerState', 'providerStates', 'provider_state', 'provider_states'])

function contentKey({ kind, source }: Interaction): string {
  const rest = Object.entries(source).filter(([name]) => !BESIDE.has(name) && !IDENTIFYING.has(name))
  return canonical([kind, Object.fromEntries(rest)])
}

/** From the most to the least that has to agree. */
const keys: readonly ((interaction: Interaction) => string)[] = [
  (interaction) => keyOf(interaction),
  ({ kind, description }) => canonical([kind, description]),
  contentKey,
]

function couplesOf(before: readonly Interaction[], after: readonly Interaction[]): readonly Couple[] {
  const partners = new Map<Interaction, Interaction>()
  const taken = new Set<Interaction>()
  for (const key of keys) {
    const left = Map.groupBy(
      after.filter((one) => !taken.has(one)),
      key,
    )
    for (const one of before.filter((other) => !partners.has(other))) {
      const partner = left.get(key(one))?.shift()
      if (!partner) continue
      partners.set(one, partner)
      taken.add(partner)
    }
  }
  const olderOf = new Map([...partners].map(([older, newer]) => [newer, older]))
  return [
    ...after.map((newer): Couple => ({ before: olderOf.get(newer), after: newer })),
    ...before.filter((older) => !partners.has(older)).map((older): Couple => ({ before: older, after: undefined })),
  ]
}

function wholeChange({ before, after }: Couple): Change {
  const about = { part: 'Interaction', path: '' } as const
  if (!after) {
    const why = 'The consumer no longer expects this of the provider.'
    return { ...about, kind: 'removed', before: before?.description, after: undefined, ...safe(why) }
  }
  const judgement = after.isPending
    ? safe('The consumer announces it as pending: nothing fails while the provider does not do it.')
    : breaking('The consumer expects this now, and a provider that does not do it yet does not keep the contract.')
  return { ...about, kind: 'added', before: undefined, after: after.description, ...judgement }
}

function callOf(interaction: Interaction): string | undefined {
  if (interaction.kind !== 'http') return undefined
  const [request] = messagesOf(interaction)
  const [method, path] = ['method', 'path'].map((name) => textIn(request?.source ?? {}, name))
  return path === undefined ? undefined : `${method?.toUpperCase() ?? ''} ${path}`.trim()
}

const byWeight = (one: { readonly effect: Effect }, other: { readonly effect: Effect }) =>
  effects.indexOf(one.effect) - effects.indexOf(other.effect)

function changesOf({ before, after }: Couple): readonly InteractionChanges[] {
  const shown = after ?? before
  if (!shown) return []
  const found = before && after ? interactionChanges(before, after) : [wholeChange({ before, after })]
  const changes = found.toSorted(byWeight)
  if (changes.length === 0) return []
  return [
    {
      kind: before ? (after ? 'changed' : 'removed') : 'added',
      effect: worst(changes),
      description: shown.description,
      states: shown.states.map(({ name }) => name),
      call: callOf(shown),
      changes,
      before: before?.source,
      after: after?.source,
    },
  ]
}

function specificationOf(contract: JsonObject): string | undefined {
  const metadata = objectOf(contract['metadata'])
  const named = objectOf(metadata['pactSpecification'] ?? metadata['pact-specification'])['version']
  const version = named ?? metadata['pactSpecificationVersion']
  return typeof version === 'string' ? version : undefined
}

function specificationChanges(older: JsonObject, newer: JsonObject): readonly Change[] {
  const [before, after] = [specificationOf(older), specificationOf(newer)]
  if (before === after) return []
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  const judgement = unknown('The tools of the provider must be able to read this version of the specification.')
  return [{ kind, part: 'Pact specification', path: '', before, after, ...judgement }]
}

/**
 * What a newer contract says otherwise than an older one, and what each change is to the provider: breaking, unknown or
 * safe, with the reason.
 *
 * @example
 * const request = { method: 'GET', path: '/stock/1' }
 * const of = (body: object) => ({ interactions: [{ description: 'stock', request, response: { status: 200, body } }] })
 * const { counts, interactions } = contractChanges(of({ count: 3 }), of({ count: 3, unit: 'piece' }))
 * counts // → { breaking: 1, unknown: 0, safe: 0 }
 * interactions[0].changes[0].path // → '$.unit'
 *
 * @param before The older contract, as parsed JSON.
 * @param after The newer contract.
 */
export function contractChanges(before: object, after: object): ContractChanges {
  const [older, newer] = [before, after].map((contract): JsonObject => (isJsonObject(contract) ? contract : {}))
  const couples = couplesOf(interactionsIn(older ?? {}), interactionsIn(newer ?? {}))
  const interactions = couples.flatMap(changesOf).toSorted(byWeight)
  const changes = specificationChanges(older ?? {}, newer ?? {})
  const all = [...changes, ...interactions.flatMap((one) => one.changes)]
  const count = (effect: Effect) => all.filter((change) => change.effect === effect).length
  return {
    effect: worst(all),
    counts: { breaking: count('breaking'), unknown: count('unknown'), safe: count('safe') },
    changes,
    interactions,
    same: couples.length - interactions.length,
  }
}

const counted = (counts: ContractChanges['counts'], effect: Effect) =>
  counts[effect] === 0 ? [] : [`${counts[effect]} ${effect}`]

/**
 * The changes in a sentence.
 *
 * @example
 * changesSummary({ breaking: 2, unknown: 1, safe: 3 }) // → '2 breaking, 1 unknown, 3 safe changes'
 */
export function changesSummary(counts: ContractChanges['counts']): string {
  const texts = effects.flatMap((effect) => counted(counts, effect))
  if (texts.length === 0) return 'No changes'
  const last = effects.findLast((effect) => counts[effect] > 0) ?? 'safe'
  return `${texts.join(', ')} change${counts[last] === 1 ? '' : 's'}`
}
