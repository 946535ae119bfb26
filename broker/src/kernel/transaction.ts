import type { Kysely, Transaction } from 'kysely'

// Serialization failure and deadlock: PostgreSQL asks for exactly this, the same work once more. So does a foreign key
// that leads nowhere: what the work had read was deleted before it could be held.
const RETRYABLE = new Set(['40001', '40P01', '23503'])
const ATTEMPTS = 5

function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** The name of the constraint that a write broke, if that is what happened. */
export function brokenConstraint(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('constraint' in error)) return undefined
  return typeof error.constraint === 'string' ? error.constraint : undefined
}

const followUps = new WeakMap<object, (() => void)[]>()

/** Has something done as soon as the transaction is committed, and not at all when it is not. It must not fail. */
export function afterCommit<Tables>(trx: Kysely<Tables>, followUp: () => void): void {
  const known = followUps.get(trx)
  if (known) known.push(followUp)
  else followUps.set(trx, [followUp])
}

/** Runs `work` in one transaction, again when it lost a race that PostgreSQL could only settle by failing it. */
export async function transaction<Tables, Result>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const begun: { trx?: Transaction<Tables> } = {}
      const result = await db.transaction().execute((trx) => {
        begun.trx = trx
        return work(trx)
      })
      for (const followUp of (begun.trx && followUps.get(begun.trx)) ?? []) followUp()
      return result
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRYABLE.has(sqlState(error) ?? '')) throw error
    }
  }
}
