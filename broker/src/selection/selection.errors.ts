import { type BrokerError, invalid } from '../kernel/broker-error.ts'

/** `names`: the environment of each selector, by its position. */
export function environmentsNotFound(names: readonly (readonly [index: number, name: string])[]): BrokerError {
  return invalid({
    consumerVersionSelectors: names.map(
      ([index, name]) => `environment with name '${name}' does not exist (at index ${index})`,
    ),
  })
}
