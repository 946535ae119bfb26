import type { Pair } from '../contract/contract-file.ts'
import type { Miscall, Mismatch } from './mismatch.ts'

function valueLine(name: string, value: string | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : [`      ${name} ${value}`]
}

function mismatchLines({ part, path, expected, actual, says }: Mismatch): readonly string[] {
  return [
    `    ${part} ${path}`.trimEnd(),
    ...valueLine('expected', expected),
    ...valueLine('actual  ', actual),
    `      ${says}`,
  ]
}

/** A call over HTTP is called, a message is sent. */
const verbOf = (call: string) => (call === '' ? 'sent' : 'called')

function miscallLines(miscall: Miscall): readonly string[] {
  const verb = verbOf(miscall.call)
  const what = miscall.call === '' ? 'The message' : miscall.call
  switch (miscall.kind) {
    case 'different':
      return [`  ${what} was ${verb}, but not as it is declared:`, ...miscall.mismatches.flatMap(mismatchLines)]
    case 'unexpected':
      return [`  ${what} was ${verb}, and is not declared.`]
    case 'missing':
      return [`  ${what} is declared, and was not ${verb}.`]
  }
}

/** What was expected of whom. */
export interface Expectant extends Pair {
  readonly description: string
}

export function titleOf({ consumer, provider, description }: Expectant): string {
  return `${consumer} → ${provider}: "${description}"`
}

/**
 * The consumer did not make the call that is declared, or made another. `cause` is what the test threw because of the
 * answer that it got instead: the mock answers 500.
 *
 * @example
 * const orders = contract({ consumer: 'shop', provider: 'orders' })
 * const order = orders.http({ description: 'an order', request: { path: '/orders/1' }, response: {} })
 * const error = await order.run(({ fetch }) => fetch('/orders/2')).catch((thrown) => thrown)
 * error.miscalls.map(({ kind, call }) => [kind, call]) // → [['unexpected', 'GET /orders/2'], ['missing', 'GET /orders/1']]
 */
export class CaptureError extends Error {
  readonly miscalls: readonly Miscall[]

  constructor(expectant: Expectant, miscalls: readonly Miscall[], cause?: unknown) {
    const lines = [`${titleOf(expectant)} does not hold.`, ...miscalls.flatMap(miscallLines)]
    super(lines.join('\n'), cause === undefined ? undefined : { cause })
    this.name = 'CaptureError'
    this.miscalls = miscalls
  }

  /** Test frameworks print all that is here, and the message has said the miscalls. */
  toJSON() {
    const { name, message, stack, cause } = this
    return { name, message, stack, cause }
  }
}
