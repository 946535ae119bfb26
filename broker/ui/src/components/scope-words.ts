import type { Reached, Scope } from '@tallystick/client/wire'

interface Words {
  readonly name: string
  readonly says: string
}

/** What the scopes of tokens are for. */
export const scopeWords: Readonly<Record<Scope, Words>> = {
  read: { name: 'Read', says: 'Sees everything. It is always among them.' },
  publish: { name: 'Publish', says: 'Contracts, versions, branches and tags.' },
  verify: { name: 'Verify', says: 'Verification results.' },
  record: { name: 'Record', says: 'Deployments and releases.' },
  administer: { name: 'Administer', says: 'Settings, webhooks, members and tokens; and deleting.' },
}

/** Everything, or the names of teams and applications. */
export function reachWords(reach: Reached): string {
  if (reach === 'everything') return 'Everything'
  const names = [...reach.teams.map(({ name }) => `Team ${name}`), ...reach.applications]
  return names.length === 0 ? 'Nothing any more' : names.join(', ')
}
