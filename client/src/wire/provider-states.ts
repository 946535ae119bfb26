import { z } from 'zod'
import { text } from './text.ts'

/** What a provider has to be in for some interaction, with the consumers that expect it. */
export const providerState = z.object({
  name: text,
  params: z.unknown().optional(),
  consumers: z.array(text),
})
export type ProviderState = z.infer<typeof providerState>

/** By name; one name is there more than once where its parameters differ. */
export const providerStates = z.object({ providerStates: z.array(providerState) })
export type ProviderStates = z.infer<typeof providerStates>
