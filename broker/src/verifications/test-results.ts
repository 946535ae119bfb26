/**
 * Which interactions of a contract passed, and what did not fit, from the test results that a verifier sends.
 *
 * Verifiers write them in two forms: a list with an item per interaction (`interactionId`, `success`, `mismatches`,
 * `exceptions`), or `{ tests: […] }` with an item per test, of which an interaction may have several (`status`,
 * `differences`, `exception`). An item belongs to the interaction whose `_id` it gives: ours, or the
 * one that the contract came with. Without one it belongs to the
 * interaction of that description and provider state; without a state, to the only interaction of that description.
 * Where this leaves a doubt the item says nothing: no result is better than one for the wrong interaction.
 * An interaction passed when every item that belongs to it passed.
 */

export interface KnownInteraction {
  readonly id: number
  readonly hash: string
  /** The `_id` that it came with, where that is another one. */
  readonly ownId?: string | undefined
  readonly description: string
  readonly providerStates: readonly { readonly name: string }[]
}

/** What did not fit: where, if the verifier said, and how. */
export interface Mismatch {
  readonly attribute?: string
  readonly identifier?: string
  readonly description: string
}

export interface InteractionResult {
  readonly interactionId: number
  readonly success: boolean
  readonly mismatches: readonly Mismatch[]
}

type Item = Readonly<Record<string, unknown>>

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listIn(value: unknown): readonly Item[] {
  return Array.isArray(value) ? value.filter(isItem) : []
}

function textIn(item: Item, name: string): string | undefined {
  const value = item[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function passed(item: Item): boolean | undefined {
  if (typeof item['success'] === 'boolean') return item['success']
  const status = textIn(item, 'status')
  return status === undefined ? undefined : status === 'passed'
}

function mismatch(item: Item): readonly Mismatch[] {
  const description = textIn(item, 'description') ?? textIn(item, 'mismatch')
  if (description === undefined) return []
  const attribute = textIn(item, 'attribute')
  const identifier = textIn(item, 'identifier')
  return [
    {
      ...(attribute === undefined ? {} : { attribute }),
      ...(identifier === undefined ? {} : { identifier }),
      description,
    },
  ]
}

function exception(item: Item): readonly Mismatch[] {
  const description = textIn(item, 'message')
  return description === undefined ? [] : [{ attribute: 'exception', description }]
}

function mismatches(item: Item): readonly Mismatch[] {
  return [
    ...[...listIn(item['mismatches']), ...listIn(item['differences'])].flatMap(mismatch),
    ...[...listIn(item['exceptions']), ...listIn([item['exception']])].flatMap(exception),
  ]
}

/** The one thing in the list, if there is exactly one. */
function only<Thing>(things: readonly Thing[]): Thing | undefined {
  return things.length === 1 ? things[0] : undefined
}

function interactionOf(item: Item, interactions: readonly KnownInteraction[]): KnownInteraction | undefined {
  const id = textIn(item, 'interactionId')
  const byId = id === undefined ? undefined : interactions.find(({ hash, ownId }) => hash === id || ownId === id)
  if (byId) return byId
  const described = interactions.filter(({ description }) => description === textIn(item, 'interactionDescription'))
  const state = textIn(item, 'interactionProviderState')
  if (state === undefined) return only(described)
  return only(described.filter(({ providerStates }) => only(providerStates)?.name === state))
}

function combined(results: readonly InteractionResult[]): readonly InteractionResult[] {
  const [first] = results
  if (first === undefined) return []
  const success = results.every((result) => result.success)
  return [{ ...first, success, mismatches: results.flatMap((result) => result.mismatches) }]
}

const itemsIn = (testResults: unknown) => listIn(isItem(testResults) ? testResults['tests'] : testResults)

/** Whether an item gives an `_id` that is none of these. */
export function givesOtherIds(testResults: unknown, interactions: readonly KnownInteraction[]): boolean {
  const known = new Set(interactions.map(({ hash }) => hash))
  return itemsIn(testResults).some((item) => {
    const id = textIn(item, 'interactionId')
    return id !== undefined && !known.has(id)
  })
}

export function interactionResults(
  testResults: unknown,
  interactions: readonly KnownInteraction[],
): readonly InteractionResult[] {
  const results = itemsIn(testResults).flatMap((item): readonly InteractionResult[] => {
    const interaction = interactionOf(item, interactions)
    const success = passed(item)
    if (interaction === undefined || success === undefined) return []
    return [{ interactionId: interaction.id, success, mismatches: mismatches(item) }]
  })
  return [...Map.groupBy(results, ({ interactionId }) => interactionId).values()].flatMap(combined)
}
