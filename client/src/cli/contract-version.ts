import type { Contract } from '../wire/contracts.ts'

/** Which version of the consumer the contract is of, as the broker links it. */
export function contractVersion({ _links }: Contract): string | undefined {
  const link = _links['pb:consumer-version']
  return link === undefined || Array.isArray(link) ? undefined : link.name
}
