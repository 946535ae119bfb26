import type { Config } from '../kernel/config.ts'
import type { Authorize } from '../kernel/http/router.ts'
import { type Openness, isAllowed } from './access.ts'
import { unauthorized } from './accounts.errors.ts'
import { callerFinder, hasCredentials } from './credentials.ts'

/** Refuses requests whose sender may not do what they ask for. */
export function authorizer(config: Config): Authorize {
  const callerOf = callerFinder(config)
  const open: Openness = {
    hasCredentials: hasCredentials(config),
    publicRead: config.allowPublicRead,
    publicHeartbeat: config.publicHeartbeat,
    publicBadges: config.enablePublicBadgeAccess,
  }
  return ({ headers }, access) => {
    if (!open.hasCredentials) return
    const caller = callerOf(headers.authorization)
    if (!isAllowed(caller, access, open)) throw unauthorized(caller, headers.authorization)
  }
}
