/**
 * Who may do what. Reading is open to everybody who is known, and to strangers where a setting says so: teams keep
 * contracts with one another, and cannot while they do not see them. A change needs a grant with its scope that reaches
 * those whom it concerns. What belongs to no team is open to every team, so that new applications need no ceremony.
 */
import type { Access, Concern, Scope } from '../kernel/endpoint.ts'
import type { Caller, Grant, Reach } from './caller.ts'

export interface Openness {
  readonly publicRead: boolean
  readonly publicHeartbeat: boolean
  readonly publicBadges: boolean
}

/** The scope that an access needs; undefined: none. */
function neededScope(access: Exclude<Access, 'own'>, open: Openness): Scope | undefined {
  switch (access) {
    case 'public':
      return undefined
    case 'heartbeat':
      return open.publicHeartbeat || open.publicRead ? undefined : 'read'
    case 'badge':
      return open.publicBadges || open.publicRead ? undefined : 'read'
    case 'read':
      return open.publicRead ? undefined : 'read'
    case 'publish':
    case 'verify':
    case 'record':
    case 'administer':
      return access
    default:
      return access satisfies never
  }
}

const holds = (scope: Scope) => (grant: Grant) => scope === 'read' || grant.scopes.includes(scope)

/** Whether the caller may do such things at all: everything, or something. */
export function isAllowed({ grants }: Caller, access: Access, open: Openness): boolean {
  if (access === 'own') return grants.length > 0
  const scope = neededScope(access, open)
  return scope === undefined || grants.some(holds(scope))
}

/** An application that somebody is about to change. */
export interface Owned {
  readonly name: string
  readonly teamId: number | null
}

export function reaches(reach: Reach, { name, teamId }: Owned): boolean {
  if (reach === 'everything' || reach.applications.includes(name)) return true
  return teamId === null ? reach.teams.length > 0 : reach.teams.includes(teamId)
}

/** Whether the caller may do it to everything, so that nobody needs to look whose it is. */
export function isUnlimited({ grants }: Caller, scope: Scope): boolean {
  return grants.some((grant) => grant.reach === 'everything' && holds(scope)(grant))
}

/** Those that the caller may not change so, of those whom the change concerns; none: it is allowed. */
export function refusals<One extends Owned>(caller: Caller, scope: Scope, concerned: readonly One[]): readonly One[] {
  const grants = caller.grants.filter(holds(scope))
  return concerned.filter((owned) => !grants.some(({ reach }) => reaches(reach, owned)))
}

/** Whether the caller may do it to the team itself: its name, its members, its tokens. */
export function reachesTeam({ grants }: Caller, scope: Scope, teamId: number): boolean {
  return grants.some(
    (grant) => holds(scope)(grant) && (grant.reach === 'everything' || grant.reach.teams.includes(teamId)),
  )
}

export function namesIn(concern: Exclude<Concern, 'everything'>): readonly string[] {
  return 'all' in concern ? concern.all : concern.either
}

/** Whether so many refusals keep the change from being made. */
export function isRefused(concern: Exclude<Concern, 'everything'>, refused: readonly Owned[]): boolean {
  return 'all' in concern ? refused.length > 0 : refused.length > 0 && refused.length === concern.either.length
}
