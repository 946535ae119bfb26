/**
 * What a role in a team may do, once: the API, the pages and the documentation read this table. A role counts for the
 * applications of its team, and for those of no team; an administrator may do everything everywhere.
 */
import type { Scope } from '../kernel/endpoint.ts'
import { type Grant, allScopes } from './caller.ts'

export const roles = {
  viewer: { scopes: ['read'], says: 'Sees everything.' },
  contributor: {
    scopes: ['read', 'publish', 'verify', 'record'],
    says: 'Publishes contracts and results, and records deployments and releases.',
  },
  maintainer: {
    scopes: allScopes,
    says: 'Changes and deletes what belongs to the team as well: applications, branches, webhooks, members, tokens.',
  },
} as const satisfies Readonly<Record<string, { readonly scopes: readonly Scope[]; readonly says: string }>>

export type Role = keyof typeof roles

interface Member {
  readonly isAdministrator: boolean
  readonly memberships: readonly { readonly teamId: number; readonly role: Role }[]
}

/** What somebody may do, by what they are. Whoever is known may read. */
export function grantsOf({ isAdministrator, memberships }: Member): readonly Grant[] {
  if (isAdministrator) return [{ scopes: allScopes, reach: 'everything' }]
  return [
    { scopes: ['read'], reach: 'everything' },
    ...memberships.map(({ teamId, role }) => ({
      scopes: roles[role].scopes,
      reach: { teams: [teamId], applications: [] },
    })),
  ]
}

/** The same with only these scopes: a token of somebody never may more than they do. */
export function within(grants: readonly Grant[], scopes: readonly Scope[]): readonly Grant[] {
  return grants.map((grant) => ({
    ...grant,
    scopes: grant.scopes.filter((scope) => scope === 'read' || scopes.includes(scope)),
  }))
}
