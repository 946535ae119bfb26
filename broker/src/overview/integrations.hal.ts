import { type Page, paths } from '@tallystick/client/wire'
import { type Links, pageLinks } from '../kernel/hal.ts'
import type { IntegrationRow } from './integrations.sql.ts'

function integrationHal(links: Links, { consumer, provider }: IntegrationRow) {
  const pair = { consumer, provider }
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    _links: {
      'pb:dashboard': {
        title: 'BETA: Pacts to show on the dashboard',
        href: links.href(paths.dashboardForPair, pair),
      },
      'pb:matrix': {
        title: `Matrix of pacts/verification results for ${consumer} and ${provider}`,
        href: links.href(paths.matrixForPair, pair),
      },
      'pb:group': {
        title: `Everything that is connected with ${consumer}`,
        href: links.href(paths.group, { pacticipant: consumer }),
        type: 'text/csv',
      },
      'pb:delete_integration': {
        title: `Delete the integration between ${consumer} and ${provider}`,
        href: links.href(paths.integration, pair),
      },
    },
  }
}

interface IntegrationList {
  readonly rows: readonly IntegrationRow[]
  readonly page: Page | undefined
  readonly query: string | undefined
}

export function integrationsHal(links: Links, { rows, page, query }: IntegrationList) {
  const url = links.href(paths.integrations)
  return {
    ...(page ? { page } : {}),
    _embedded: { integrations: rows.map((row) => integrationHal(links, row)) },
    _links: {
      self: { href: url, title: 'All integrations' },
      ...(page ? pageLinks(url, page, query) : {}),
    },
  }
}

const quoted = (name: string) => `"${name.replaceAll('\\', '\\\\').replaceAll('"', String.raw`\"`)}"`

/** The integrations as a graph in the language of Graphviz. */
export function integrationsDot(rows: readonly IntegrationRow[]): string {
  const edges = rows.map(({ consumer, provider }) => `  ${quoted(consumer)} -> ${quoted(provider)}`)
  const settings = 'ranksep=3; ratio=auto; overlap=false; node [ shape = plaintext, fontname = Helvetica ];'
  return [`digraph { ${settings}`, ...edges, '}', ''].join('\n')
}
