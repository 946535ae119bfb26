import type { Connection } from '../context.ts'
import { type BrokerError, notFound } from '../kernel/broker-error.ts'
import { pacticipantNotFound } from '../pacticipants/pacticipants.errors.ts'
import { findPacticipant } from '../pacticipants/pacticipants.sql.ts'

/** Says which part of an address leads nowhere: the pacticipant, or else what `missing` names of it. */
export async function notFoundBelow(db: Connection, pacticipant: string, missing: string): Promise<BrokerError> {
  if (!(await findPacticipant(db, pacticipant))) return pacticipantNotFound(pacticipant)
  return notFound(`No ${missing} found for pacticipant '${pacticipant}'`)
}

/** Refuses a pacticipant that does not exist. */
export async function assertPacticipant(db: Connection, name: string): Promise<void> {
  if (!(await findPacticipant(db, name))) throw pacticipantNotFound(name)
}
