import type { Contract } from '@tallystick/client/wire'

/** What the broker calls it, by a link of the contract. */
function nameBy(relation: string, contract: Contract | null): string | undefined {
  const link = contract?._links[relation]
  return link === undefined || Array.isArray(link) ? undefined : link.name
}

/** The version of the consumer that the contract is of. */
export const versionOf = (contract: Contract | null): string | undefined => nameBy('pb:consumer-version', contract)

/** The name of what it says. */
export const contentOf = (contract: Contract): string | undefined => nameBy('pb:pact-version', contract)
