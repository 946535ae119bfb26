import type { Connection } from '../context.ts'
import type { BrokerError } from '../kernel/broker-error.ts'
import { notFoundBelow } from '../versions/not-found.sql.ts'
import type { RecordAddress } from './deployed-versions.sql.ts'
import { environmentNotFound } from './environments.errors.ts'
import { findEnvironment } from './environments.sql.ts'

/** Says which of the things that an address names is missing. */
export async function recordTargetNotFound(db: Connection, address: RecordAddress): Promise<BrokerError> {
  if (!(await findEnvironment(db, address.environment))) return environmentNotFound(address.environment)
  return notFoundBelow(db, address.pacticipant, `version '${address.version}'`)
}
