import type { JsonValue } from './matching/expected.ts'
import { type Matcher, matcher } from './matching/matcher.ts'

/** How the core names the kinds of JSON, when it puts a value in the place of an example. */
function dataType(example: JsonValue): string {
  if (typeof example === 'number') return Number.isInteger(example) ? 'INTEGER' : 'DECIMAL'
  return typeof example === 'boolean' ? 'BOOLEAN' : 'STRING'
}

/**
 * A value that the provider knows and the consumer does not, such as the id of what a provider state made. In the
 * consumer's test it is the example; when the contract is replayed, it is what the state's handler returned.
 *
 * @param expression The names of returned values in `${…}`: `'/orders/${id}'`.
 * @param example The value in the consumer's test. Where a reply has it, any value of its type does.
 * @example
 * fromState('/orders/${id}', '/orders/1').example // → '/orders/1'
 */
export function fromState(expression: string, example: string): Matcher<string>
export function fromState(expression: string, example: number): Matcher<number>
export function fromState(expression: string, example: boolean): Matcher<boolean>
export function fromState(expression: string, example: string | number | boolean): Matcher {
  return matcher({
    example,
    rules: { $: { combine: 'AND', matchers: [{ match: 'type' }] } },
    generators: { $: { type: 'ProviderState', expression, dataType: dataType(example) } },
    notes: [],
  })
}
