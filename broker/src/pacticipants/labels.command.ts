import { recordAudit } from '../accounts/audit.command.ts'
import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { type LabelAddress, deleteLabel, insertLabel } from './labels.sql.ts'
import { ensurePacticipants } from './pacticipants.sql.ts'

/** Labels a pacticipant, creating it when it is new. */
export async function addLabel(context: Context, { pacticipant, label }: LabelAddress): Promise<'created' | 'present'> {
  return transaction(context.db, async (trx) => {
    const found = (await ensurePacticipants(trx, [pacticipant])).get(pacticipant)
    if (!found) throw new Error(`Pacticipant ${pacticipant} was neither found nor created`)
    if (!(await insertLabel(trx, { pacticipantId: found.id, label }))) return 'present'
    const subject = { kind: 'pacticipant', name: pacticipant } as const
    await recordAudit(trx, context, { action: 'label-added', subject, after: { label } })
    return 'created'
  })
}

/** False when the pacticipant had no such label. */
export async function removeLabel(context: Context, address: LabelAddress): Promise<boolean> {
  return transaction(context.db, async (trx) => {
    if (!(await deleteLabel(trx, address))) return false
    const subject = { kind: 'pacticipant', name: address.pacticipant } as const
    await recordAudit(trx, context, { action: 'label-removed', subject, before: { label: address.label } })
    return true
  })
}
