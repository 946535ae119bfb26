/** What a grant allows, as a sentence: for people who ask what they may do, and why they may not. */
import type { Reached } from '@tallystick/client/wire'
import type { Scope } from '../kernel/endpoint.ts'
import { deeds } from './accounts.errors.ts'

const both = new Intl.ListFormat('en', { type: 'conjunction' })
const quoted = (name: string) => `'${name}'`

function places(reach: Reached): string {
  if (reach === 'everything') return 'everywhere'
  const { teams, applications } = reach
  const names = teams.map(({ name }) => quoted(name))
  const ofTeams = names.length === 0 ? [] : [`the applications of ${both.format(names)} and of no team`]
  return `for ${both.format([...ofTeams, ...applications.map(quoted)])}`
}

export function grantText({ scopes, reach }: { readonly scopes: readonly Scope[]; readonly reach: Reached }): string {
  const changes = scopes.filter((scope) => scope !== 'read').map((scope) => deeds[scope])
  const isNowhere = reach !== 'everything' && reach.teams.length + reach.applications.length === 0
  if (changes.length === 0 || isNowhere) return 'May read everything.'
  return `May read everything, and may ${both.format(changes)} ${places(reach)}.`
}
