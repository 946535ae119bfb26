import type { Reached } from '../wire/tokens.ts'

/** What something reaches, in a cell of a table. */
export function reachText(reach: Reached): string {
  if (reach === 'everything') return reach
  const names = [...reach.teams.map(({ name }) => `team ${name}`), ...reach.applications]
  return names.length === 0 ? 'nothing' : names.join(', ')
}
