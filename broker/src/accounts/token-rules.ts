/**
 * Nobody can create a token that may more than they do, or for longer. A token of the system is made by who administers
 * all that it reaches, and has each of its scopes there; an application that belongs to nobody has to be taken into a
 * team first, since a token by its name would outlast that. A token of a person is made by that person, signed in: a
 * token that could make others like it could not be taken back. What it may is looked at anew with each request, and is
 * never more than the person may then.
 */
import type { Scope } from '../kernel/endpoint.ts'
import { type Owned, isUnlimited, reaches, reachesTeam, refusals } from './access.ts'
import { type Caller, type Grant, type Reach, allScopes, personOf } from './caller.ts'

/** What a token is to reach, looked up. */
export type WantedReach =
  | 'everything'
  | {
      readonly teams: readonly { readonly id: number; readonly name: string }[]
      readonly applications: readonly Owned[]
    }

export interface WantedToken {
  readonly kind: 'personal' | 'system'
  readonly scopes: readonly Scope[]
  readonly reach: WantedReach
  readonly expiresAt: Date | null
}

/** Each scope once, in their order; reading is always among them. */
export function withReading(scopes: readonly Scope[]): readonly Scope[] {
  return allScopes.filter((scope) => scope === 'read' || scopes.includes(scope))
}

/** Whether an application is of a team of theirs, or named in what they reach: that it is nobody's is not enough. */
function isTheirs({ grants }: Caller, scope: Scope, { name, teamId }: Owned): boolean {
  return grants.some(({ scopes, reach }) => {
    if (!scopes.includes(scope)) return false
    if (reach === 'everything' || reach.applications.includes(name)) return true
    return teamId !== null && reach.teams.includes(teamId)
  })
}

const everywhere = (scope: Scope) => `You may not ${scope} everything, so that what you create cannot.`
const there = (scope: Scope, where: string) => `You may not ${scope} ${where}, so that what you create cannot.`

function firstTooMuch(caller: Caller, scope: Scope, { kind, reach }: WantedToken): string | undefined {
  if (reach === 'everything') {
    if (kind === 'system') return isUnlimited(caller, scope) ? undefined : everywhere(scope)
    return caller.grants.some(({ scopes }) => scopes.includes(scope)) ? undefined : there(scope, 'anything')
  }
  const team = reach.teams.find(({ id }) => !reachesTeam(caller, scope, id))
  if (team) return there(scope, `for the team '${team.name}'`)
  const [refused] = refusals(caller, scope, reach.applications)
  if (refused) return there(scope, `for '${refused.name}'`)
  const nobodys = kind === 'system' && reach.applications.find((owned) => !isTheirs(caller, scope, owned))
  return nobodys ? `'${nobodys.name}' belongs to no team: take it into yours first.` : undefined
}

/** Why the caller cannot have this token; undefined: they can. `callersEnd`: when the caller's own token expires. */
export function tooMuch(caller: Caller, wanted: WantedToken, callersEnd: Date | null | undefined): string | undefined {
  if (wanted.kind === 'personal' && caller.kind !== 'person') {
    return 'Only somebody who has signed in can create a personal token; a pipeline has a token of the system.'
  }
  if (caller.kind === 'workload')
    return 'A build cannot create tokens or trust rules: it shows its own identity each time.'
  if (callersEnd && (wanted.expiresAt === null || wanted.expiresAt > callersEnd)) {
    return `Your token expires at ${callersEnd.toISOString()}: what it creates has to expire by then.`
  }
  const needed = wanted.kind === 'system' ? withReading([...wanted.scopes, 'administer']) : wanted.scopes
  for (const scope of needed) {
    const sentence = scope === 'read' ? undefined : firstTooMuch(caller, scope, wanted)
    if (sentence !== undefined) return sentence
  }
  return undefined
}

/**
 * Why the caller cannot have builds trusted so much: a trust rule is for those who could create such a token of the
 * system, and as it lasts it is not for a token that expires.
 */
export function ruleTooMuch(
  caller: Caller,
  wanted: Pick<WantedToken, 'scopes' | 'reach'>,
  callersEnd: Date | null | undefined,
): string | undefined {
  if (callersEnd) {
    return `Your token expires at ${callersEnd.toISOString()}, and a trust rule does not: say it when you have signed in.`
  }
  return tooMuch(caller, { ...wanted, kind: 'system', expiresAt: null }, undefined)
}

/** A token, as far as it matters who may see and revoke it. */
export interface HeldToken {
  readonly uuid: string
  /** The UUID of the person whose it is. */
  readonly person: string | null
  readonly reach: 'everything' | { readonly teams: readonly number[]; readonly applications: readonly Owned[] }
}

/**
 * Administrators revoke every token, and maintainers those of the system that reach something of their teams: nobody has
 * to wait for others to shut a door of theirs. Everybody revokes their own, and a token itself.
 */
export function mayRevoke(caller: Caller, { uuid, person, reach }: HeldToken): boolean {
  if (isUnlimited(caller, 'administer') || caller.uuid === uuid) return true
  if (person !== null) return caller.kind === 'person' && caller.uuid === person
  if (reach === 'everything') return false
  return (
    reach.teams.some((id) => reachesTeam(caller, 'administer', id)) ||
    reach.applications.some((owned) => isTheirs(caller, 'administer', owned))
  )
}

/** Who may revoke a token sees it, and by one of their tokens people see the others. */
export function maySee(caller: Caller, token: HeldToken): boolean {
  return mayRevoke(caller, token) || (token.person !== null && token.person === personOf(caller))
}

/** Whose tokens somebody sees, for a list of them. */
export interface Seen {
  readonly all: boolean
  readonly itself: string | undefined
  readonly person: string | undefined
  readonly teams: readonly number[]
  readonly applications: readonly string[]
}

export function seenBy(caller: Caller): Seen {
  const reaches = caller.grants.flatMap(({ scopes, reach }) =>
    reach === 'everything' || !scopes.includes('administer') ? [] : [reach],
  )
  return {
    all: isUnlimited(caller, 'administer'),
    itself: caller.uuid,
    person: personOf(caller),
    teams: reaches.flatMap(({ teams }) => teams),
    applications: reaches.flatMap(({ applications }) => applications),
  }
}

interface TokensReach {
  readonly teams: readonly number[]
  readonly applications: readonly Owned[]
}

function narrowed(reach: Reach, { teams, applications }: TokensReach): Reach {
  return {
    teams: reach === 'everything' ? teams : teams.filter((id) => reach.teams.includes(id)),
    applications: applications.filter((owned) => reaches(reach, owned)).map(({ name }) => name),
  }
}

/** The same, as far as a token of theirs reaches. */
export function withinReach(grants: readonly Grant[], reach: 'everything' | TokensReach): readonly Grant[] {
  if (reach === 'everything') return grants
  return grants.map((grant) => ({ ...grant, reach: narrowed(grant.reach, reach) }))
}
