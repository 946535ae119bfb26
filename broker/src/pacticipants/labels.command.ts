import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { type LabelAddress, deleteLabel, insertLabel } from './labels.sql.ts'
import { ensurePacticipants } from './pacticipants.sql.ts'

/** Labels a pacticipant, creating it when it is new. */
export async function addLabel({ db }: Context, { pacticipant, label }: LabelAddress): Promise<'created' | 'present'> {
  return transaction(db, async (trx) => {
    const found = (await ensurePacticipants(trx, [pacticipant])).get(pacticipant)
    if (!found) throw new Error(`Pacticipant ${pacticipant} was neither found nor created`)
    return (await insertLabel(trx, { pacticipantId: found.id, label })) ? 'created' : 'present'
  })
}

/** False when the pacticipant had no such label. */
export async function removeLabel({ db }: Context, address: LabelAddress): Promise<boolean> {
  return transaction(db, (trx) => deleteLabel(trx, address))
}
