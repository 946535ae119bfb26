import { useMay } from '../../data/use-may.ts'

interface Sides {
  readonly consumer?: { readonly name?: string | undefined } | null | undefined
  readonly provider?: { readonly name?: string | undefined } | null | undefined
}

/** Why the one who looks may not change a webhook between these: of those that it names, the word of one is enough. */
export function useMayChange({ consumer, provider }: Sides): string | undefined {
  const either = [consumer?.name, provider?.name].flatMap((name) => (name === undefined ? [] : [name]))
  return useMay('administer', either.length > 0 ? { either } : 'everything')
}
