import type { Connection } from '../context.ts'
import { consumerNotFound, providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { type Pair, listKnownNames } from './contracts.sql.ts'

/** Refuses a pair of which one is not known. */
export async function assertPair(db: Connection, { consumer, provider }: Pair): Promise<void> {
  const known = await listKnownNames(db, [consumer, provider])
  if (!known.includes(consumer)) throw consumerNotFound(consumer)
  if (!known.includes(provider)) throw providerNotFound(provider)
}

/** Refuses a provider that is not known. */
export async function assertProvider(db: Connection, provider: string): Promise<void> {
  const [known] = await listKnownNames(db, [provider])
  if (known === undefined) throw providerNotFound(provider)
}
