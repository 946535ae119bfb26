/**
 * Where a reader of events is: everything up to that place has been told. Events are ordered by transaction, then by
 * id. Written as `transaction.id`, such as `742.1033`, it is the id of an event in the stream.
 */

export interface Position {
  /** As text, since it may be larger than a number can be. */
  readonly transactionId: string
  readonly id: number
}

/** Before everything. */
export const BEGINNING: Position = { transactionId: '0', id: 0 }

const LARGEST_TRANSACTION = 2n ** 64n - 1n

export function formatPosition({ transactionId, id }: Position): string {
  return `${transactionId}.${id}`
}

/** Undefined for what is no position. */
export function parsePosition(text: string): Position | undefined {
  const [, transactionId, id] = /^(\d{1,20})\.(\d{1,15})$/.exec(text) ?? []
  if (transactionId === undefined || BigInt(transactionId) > LARGEST_TRANSACTION) return undefined
  return { transactionId, id: Number(id) }
}

export function isAfter(one: Position, other: Position): boolean {
  if (one.transactionId === other.transactionId) return one.id > other.id
  return BigInt(one.transactionId) > BigInt(other.transactionId)
}
