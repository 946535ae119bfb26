/**
 * Where callers have to show who they are, somebody must be able to let the others in. As long as nobody is, a start
 * offers it to who can read the broker's output.
 */
import type { Context } from '../context.ts'
import type { Config } from '../kernel/config.ts'
import { transaction } from '../kernel/transaction.ts'
import { keepsAccounts } from './credentials.ts'
import { makeLink } from './people.command.ts'
import { hasAdministrator, hasFirstLinkSince, lockFirstAdministrator } from './sign-in-links.sql.ts'

const LINK_HOURS = 1

/** Brokers that start together offer it once. */
const TOGETHER_MS = 60_000

/** Whether the configuration itself says who administers. */
function namesAdministrator({ basicAuth, token, oidcIssuer, oidcAdminGroup }: Config): boolean {
  const hasGroup = oidcIssuer !== undefined && oidcAdminGroup !== undefined
  return basicAuth !== undefined || token !== undefined || hasGroup
}

/** Prints the link of the first administrator, where there is none and nobody could make one. */
export async function offerFirstAdministrator(context: Context): Promise<void> {
  const { config, db, clock, log } = context
  if (!keepsAccounts(config) || namesAdministrator(config)) return
  const link = await transaction(db, async (trx) => {
    await lockFirstAdministrator(trx)
    const since = new Date(clock().getTime() - TOGETHER_MS)
    if ((await hasAdministrator(trx)) || (await hasFirstLinkSince(trx, since))) return undefined
    return makeLink(trx, context, { personId: null, hours: LINK_HOURS })
  })
  if (!link) return
  log.warn(`Nobody administers this broker yet. Within an hour, this link makes whoever opens it do so: ${link.url}`)
}
