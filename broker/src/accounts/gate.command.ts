import type { Request } from 'express'
import type { Context } from '../context.ts'
import type { Access, Concern, Scope } from '../kernel/endpoint.ts'
import { addressOf } from '../kernel/http/origin.ts'
import type { Gate } from '../kernel/http/router.ts'
import { type Openness, isAllowed, isRefused, isUnlimited, namesIn, reachesTeam, refusals } from './access.ts'
import { type Shown, forbidden, notYourTeam, notYours, unauthorized } from './accounts.errors.ts'
import { type Caller, everybody } from './caller.ts'
import { configuredFinder, keepsAccounts } from './credentials.ts'
import { listOwned } from './owners.sql.ts'
import { findTeam } from './teams.sql.ts'
import { findTokenCaller } from './tokens.command.ts'
import { openVisitors } from './visitors.command.ts'
import { workloadFinder } from './workloads.command.ts'

/** Lets requests through whose sender may do what they ask for. */
export function openGate(context: Pick<Context, 'config' | 'db' | 'clock' | 'log' | 'limits'>): Gate {
  const { config, db, clock, log, limits } = context
  const isOpen = !keepsAccounts(config)
  const open: Openness = {
    publicRead: config.allowPublicRead,
    publicHeartbeat: config.publicHeartbeat,
    publicBadges: config.enablePublicBadgeAccess,
  }
  const findConfigured = configuredFinder(config)
  const findWorkload = workloadFinder({ config, db, clock, log })
  const visitors = openVisitors(context)
  const takesPasswords = config.basicAuth !== undefined || config.basicAuthReadOnly !== undefined

  /** What a request says explicitly counts, and not the cookie that goes with it. */
  async function identify(request: Request): Promise<Caller> {
    if (isOpen) return everybody
    const { authorization: shown } = request.headers
    if (shown === undefined) return visitors.identify(request)
    const known = (await findTokenCaller(context, shown)) ?? (await findWorkload(shown))
    if (known) return known
    // What people have thought of can be guessed.
    const address = addressOf(request)
    limits.assertMaySignIn(address)
    const configured = findConfigured(shown)
    if (configured.kind === 'anybody') await limits.countFailedSignIn(address, shown)
    return configured
  }

  function count(request: Request, caller: Caller, access: Access): void {
    limits.countRequest({ caller, access, address: () => addressOf(request) })
  }

  function shownBy(request: Request): Shown {
    if (request.headers.authorization !== undefined) return 'credentials'
    return visitors.sessionOf(request) === undefined ? 'nothing' : 'session'
  }

  /** Our pages show how one signs in; where only passwords are known, the browser's dialog does. */
  function challenges(request: Request, shown: Shown): boolean {
    const hasDialog = takesPasswords && config.oidcIssuer === undefined && shown !== 'session'
    return hasDialog || !visitors.isAskedByPage(request)
  }

  function assertAllowed(caller: Caller, access: Access, request: Request): void {
    if (isOpen || isAllowed(caller, access, open)) return
    // Existing clients of the Pact Broker expect 401 where the user of the configuration may only read.
    if (caller.kind === 'anybody' || caller.kind === 'user') {
      const shown = shownBy(request)
      throw unauthorized(caller, shown, challenges(request, shown))
    }
    throw forbidden(caller, access)
  }

  async function permit(caller: Caller, scope: Scope, concern: Concern): Promise<void> {
    if (isUnlimited(caller, scope)) return
    if (concern === 'everything') throw forbidden(caller, scope)
    if ('team' in concern) {
      const team = await findTeam(db, concern.team)
      if (!team || !reachesTeam(caller, scope, team.id)) throw notYourTeam(caller, team?.name ?? concern.team)
    }
    const refused = refusals(caller, scope, await listOwned(db, namesIn(concern)))
    if (isRefused(concern, refused)) throw notYours(caller, scope, refused)
  }

  return { identify, count, assertAllowed, permit }
}
