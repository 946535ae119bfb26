import { verifySuite as verifySuiteOf } from '../provider/suite.ts'
import type { VerifyOptions } from '../provider/verify.ts'

/**
 * Makes one test of vitest of each interaction that the provider must keep, in a `describe` for each contract. Await it at
 * the top of a test file: the tests are made when the contracts are loaded. In an async `describe` of its own, the results
 * are published before the tests after that.
 *
 * @example
 * // stock.provider.test.ts
 * const run = () =>
 *   verifySuite({
 *     provider: 'Stock',
 *     app: (request: Request) => new Response(),
 *     states: { 'there is an item': () => undefined },
 *   })
 */
export async function verifySuite(options: VerifyOptions): Promise<void> {
  // Not at the top: the same entry is used in configurations, where vitest's functions do not exist.
  const { afterAll, describe, test } = await import('vitest')
  await verifySuiteOf({ testFramework: 'vitest', ...options }, { afterAll, describe, test })
}
