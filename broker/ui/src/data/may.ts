/**
 * Whether somebody may do something, by what `/me` says of them: so that pages do not offer what the broker would refuse,
 * and say why. A change needs a grant with its scope that reaches those whom it concerns; what belongs to no team is open
 * to every team. The broker decides all the same.
 */
import type { Me, Scope } from '@tallystick/client/wire'

/** An application, and to whom it belongs. */
export interface Owned {
  readonly name: string
  readonly team: { readonly uuid: string; readonly name: string } | undefined
}

/** Whom a change concerns. */
export type Concerned =
  /** The broker itself, or all applications. */
  | 'everything'
  /** Which application will be said later. */
  | 'something'
  | { readonly team: string }
  | { readonly all: readonly Owned[] }
  /** The word of one of them is enough. */
  | { readonly either: readonly Owned[] }

type Reach = Me['grants'][number]['reach']

/** What each scope is for, in words that go on after "may not". */
const deeds: Readonly<Record<Scope, string>> = {
  read: 'read this',
  publish: 'publish contracts and versions',
  verify: 'publish verification results',
  record: 'record deployments and releases',
  administer: 'change settings or delete',
}

function reaches(reach: Reach, { name, team }: Owned): boolean {
  if (reach === 'everything' || reach.applications.includes(name)) return true
  return team ? reach.teams.some(({ uuid }) => uuid === team.uuid) : reach.teams.length > 0
}

const whose = ({ name, team }: Owned) => (team ? `${name} of the team ${team.name}` : name)

/** Why they may not, as a sentence; undefined: they may. */
export function refusalOf(me: Me, scope: Scope, concerned: Concerned): string | undefined {
  const grants = me.grants.filter(({ scopes }) => scopes.includes(scope))
  if (grants.some(({ reach }) => reach === 'everything')) return undefined
  if (me.kind === 'anybody') return 'Sign in to do this.'
  if (concerned === 'everything') return 'Only administrators may do this.'
  if (grants.length === 0) return `You may not ${deeds[scope]}. A maintainer of your team can allow it.`
  if (concerned === 'something') return undefined
  if ('team' in concerned) {
    const isTheirs = grants.some(
      ({ reach }) => reach !== 'everything' && reach.teams.some(({ uuid }) => uuid === concerned.team),
    )
    return isTheirs ? undefined : 'Only maintainers of this team and administrators may do this.'
  }
  const asked = 'all' in concerned ? concerned.all : concerned.either
  const refused = asked.filter((owned) => !grants.some(({ reach }) => reaches(reach, owned)))
  const isRefused = 'all' in concerned ? refused.length > 0 : refused.length > 0 && refused.length === asked.length
  if (!isRefused) return undefined
  return `You may not ${deeds[scope]} for ${refused.map(whose).join(' and ')}. Its team can do it, or an administrator.`
}
