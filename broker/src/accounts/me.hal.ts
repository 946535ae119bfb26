import { type Role, paths } from '@tallystick/client/wire'
import { isUnlimited } from './access.ts'
import { type Caller, type Grant, allScopes } from './caller.ts'
import { grantText } from './grant-text.ts'
import type { Links } from '../kernel/hal.ts'
import type { TeamReference } from './teams.sql.ts'

interface Known {
  readonly caller: Caller
  /** Whether the broker asks who calls. */
  readonly accounts: boolean
  readonly email: string | null
  readonly memberships: readonly { readonly uuid: string; readonly name: string; readonly role: Role }[]
  /** Those in the caller's grants. */
  readonly teams: readonly TeamReference[]
}

/** `teams`: those in the grants. */
export function grantsHal(grants: readonly Grant[], teams: readonly TeamReference[]) {
  return grants.map(({ scopes, reach }) => {
    if (reach === 'everything') return { scopes, reach, says: grantText({ scopes, reach }) }
    const named = teams.filter(({ id }) => reach.teams.includes(id)).map(({ uuid, name }) => ({ uuid, name }))
    const reached = { teams: named, applications: [...reach.applications] }
    return { scopes, reach: reached, says: grantText({ scopes, reach: reached }) }
  })
}

export function meHal(links: Links, { caller, accounts, email, memberships, teams }: Known) {
  return {
    kind: caller.kind,
    name: caller.name,
    uuid: caller.uuid ?? null,
    email,
    accounts,
    administrator: allScopes.every((scope) => isUnlimited(caller, scope)),
    teams: memberships,
    grants: grantsHal(caller.grants, teams),
    _links: {
      self: { title: 'Who asks', href: links.href(paths.me) },
      'pb:teams': { title: 'Teams', href: links.href(paths.teams) },
      'pb:tokens': { title: 'Tokens', href: links.href(paths.tokens) },
      curies: links.curies('me'),
    },
  }
}
