import { paths } from '@tallystick/client/wire'
import type { Links } from '../kernel/hal.ts'
import type { Restored } from './restore-deletion.command.ts'

const camelCase = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

function countsHal(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].map(([table, count]) => [camelCase(table), count]))
}

function linksTo(links: Links, { kind, name, pairs, environments }: Restored) {
  const pacticipant = (name: string) => ({ name, href: links.href(paths.pacticipant, { pacticipant: name }) })
  const [environment] = environments
  const [pair] = pairs
  switch (kind) {
    case 'pacticipant':
      return { 'pb:pacticipant': { title: 'Pacticipant', ...pacticipant(name) } }
    case 'environment':
      if (environment === undefined) return {}
      return { 'pb:environment': { title: 'Environment', name, href: links.href(paths.environment, { environment }) } }
    case 'integration':
      if (pair === undefined) return {}
      return {
        'pb:consumer': { title: 'Consumer', ...pacticipant(pair.consumer) },
        'pb:provider': { title: 'Provider', ...pacticipant(pair.provider) },
        'pb:dashboard': { title: 'Dashboard of the pair', href: links.href(paths.dashboardForPair, pair) },
      }
  }
}

export function restorationHal(links: Links, restored: Restored) {
  return {
    kind: restored.kind,
    name: restored.name,
    restored: countsHal(restored.restored),
    leftOut: countsHal(restored.leftOut),
    _links: {
      ...linksTo(links, restored),
      'pb:deletions': { title: 'Deletions that can be undone', href: links.href(paths.deletions) },
    },
  }
}
