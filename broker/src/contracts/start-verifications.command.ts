import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { type Raising, raiseEvents } from '../webhooks/raise-events.command.ts'
import { requestEvent } from './request-events.ts'
import { isAnyRequested, startVerificationRequests } from './verification-requests.sql.ts'

/** Contents were handed out for verification: where somebody waits for that, it is told that it has begun. */
export async function startVerifications(
  context: Raising & Pick<Context, 'db'>,
  contentIds: readonly number[],
): Promise<void> {
  if (!(await isAnyRequested(context.db, contentIds))) return
  await transaction(context.db, async (trx) => {
    const started = await startVerificationRequests(trx, contentIds)
    await raiseEvents(
      trx,
      context,
      started.map((facts) => requestEvent('verification_started', facts)),
    )
  })
}
