// What is looked up of those who create something that may call, and of what it is to reach; in their transaction.

import type { TokenDetails } from '@tallystick/client/wire'
import type { Connection } from '../context.ts'
import { teamsAreMissing, unauthorized } from './accounts.errors.ts'
import type { Caller } from './caller.ts'
import { findTokenEnd, listNamedTeams } from './create-token.sql.ts'
import { listOwned } from './owners.sql.ts'
import type { WantedReach } from './token-rules.ts'

export async function lookUpReach(trx: Connection, reach: TokenDetails['reach']): Promise<WantedReach> {
  if (reach === 'everything') return reach
  const { teams: keys = [], applications = [] } = reach
  const teams = await listNamedTeams(trx, keys)
  const missing = keys.filter((key) => !teams.some((team) => team.key === key))
  if (missing.length > 0) throw teamsAreMissing(missing)
  return { teams, applications: await listOwned(trx, applications) }
}

/** When the token that calls expires, held as it is; undefined where no token calls. */
export async function endOfCaller(trx: Connection, caller: Caller): Promise<Date | null | undefined> {
  if (caller.kind !== 'token' || caller.uuid === undefined) return undefined
  const end = await findTokenEnd(trx, caller.uuid)
  if (end === undefined) throw unauthorized(caller, 'credentials')
  return end
}
