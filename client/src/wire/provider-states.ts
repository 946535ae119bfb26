import { z } from 'zod'
import { text } from './text.ts'

/**
 * What a provider has to be in for some interaction, with the consumers that expect it.
 *
 * @example
 * providerState.parse({ name: 'there is an item', params: { id: 1 }, consumers: ['Shop'] }).consumers // → ['Shop']
 */
export const providerState = z.object({
  name: text,
  params: z.unknown().optional(),
  consumers: z.array(text),
})
/** What a provider has to be in for some interaction. */
export type ProviderState = z.infer<typeof providerState>

/**
 * The states that a provider has to be in, by name; one is there more than once where its parameters differ.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/provider-states')
 * providerStates.parse(await reply.json()).providerStates // → []
 */
export const providerStates = z.object({ providerStates: z.array(providerState) })
/** The states that a provider has to be in. */
export type ProviderStates = z.infer<typeof providerStates>
