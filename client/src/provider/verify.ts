import { ContractError } from './contract-error.ts'
import { reportLines } from './report.ts'
import { type SessionOptions, openSession } from './session.ts'
import type { Verification } from './verification.ts'

/** What is verified, against which contracts, and what becomes of the results. */
export type VerifyOptions = SessionOptions

/**
 * A provider that does not keep its contracts; the message says where, path by path, and `verification` for programs.
 *
 * @example
 * try {
 *   await verify({ provider: 'Stock', app: 'http://127.0.0.1:4000', contracts: { broker: 'http://127.0.0.1:9292' } })
 * } catch (error) {
 *   if (!(error instanceof VerificationError)) throw error
 *   for (const { description, mismatches } of error.verification.results) console.log(description, mismatches)
 * }
 */
export class VerificationError extends Error {
  readonly verification: Verification

  constructor(message: string, verification: Verification) {
    super(message)
    this.name = 'VerificationError'
    this.verification = verification
    // Where this was thrown says nothing about what failed.
    this.stack = `${this.name}: ${message}`
  }

  /** Test frameworks print all that is here, and the message has said it. */
  toJSON() {
    return { name: this.name, message: this.message }
  }
}

function noContracts(provider: string): string {
  return `There is no contract that '${provider}' must keep: is its name right, and is this the right broker or folder?`
}

/** Replays what a session has, and gives what was found, whether good or bad. */
export async function runVerification(options: SessionOptions): Promise<Verification> {
  const session = await openSession(options)
  try {
    if (session.contracts.length === 0 && !options.allowNoContracts)
      throw new ContractError(noContracts(options.provider))
    await session.replay(session.contracts.flatMap(({ planned }) => planned))
    return await session.finish()
  } finally {
    await session.close()
  }
}

/**
 * Replays the contracts of a provider's consumers against the provider, and publishes the results when this is a build.
 * Throws a `VerificationError` when an interaction fails that is not pending, a `BrokerCallError` when the broker does not
 * answer as asked, and a `ContractError` when there is no contract, or one cannot be read.
 *
 * @example
 * const stock = new Map()
 * const { success, publication } = await verify({
 *   provider: 'Stock',
 *   app: (request: Request) => Response.json(stock.get(new URL(request.url).pathname) ?? null),
 *   contracts: { broker: 'http://127.0.0.1:9292', selectors: [{ mainBranch: true }, { deployedOrReleased: true }] },
 *   states: {
 *     'there is an item': ({ id }) => void stock.set(`/items/${id}`, { id }),
 *   },
 *   publish: false,
 * })
 * success // → true
 * publication // → { publishes: false, because: 'it was told not to' }
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const verification = await runVerification(options)
  if (verification.success) return verification
  const report = reportLines(verification.contracts).map(({ text }) => text)
  throw new VerificationError(`The provider does not keep its contracts.\n${report.join('\n')}`, verification)
}
