import type { Context } from '../context.ts'
import { requestEvent } from '../contracts/request-events.ts'
import { markOverdue } from '../contracts/verification-requests.sql.ts'
import { transaction } from '../kernel/transaction.ts'
import { raiseEvents } from '../webhooks/raise-events.command.ts'
import { closeNeedlessRequests, deleteDoneRequests } from './overdue.sql.ts'

const BATCH = 200
const DONE_KEPT_DAYS = 30

/** Tells of the requests that nothing has come of in time; those that nobody needs any more are closed before. */
export async function tellOverdue(context: Context): Promise<void> {
  await closeNeedlessRequests(context.db)
  let count = BATCH
  while (count === BATCH) {
    count = await transaction(context.db, async (trx) => {
      const overdue = await markOverdue(trx, BATCH)
      await raiseEvents(
        trx,
        context,
        overdue.map((facts) => requestEvent('verification_overdue', facts)),
      )
      return overdue.length
    })
  }
}

/** Forgets requests that were done long ago. */
export async function forgetDoneRequests({ db }: Context): Promise<void> {
  while ((await deleteDoneRequests(db, { days: DONE_KEPT_DAYS, size: BATCH })) === BATCH);
}
