/**
 * A contract that cannot be replayed: there is none, it cannot be read, or it is another provider's. The message names it.
 *
 * @example
 * const verifyNothing = verify({ provider: 'Stock', app: 'http://127.0.0.1:4000', contracts: 'no/such/folder' })
 * const error = await verifyNothing.catch((reason: unknown) => reason)
 * error instanceof ContractError // → true
 */
export class ContractError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ContractError'
  }
}
