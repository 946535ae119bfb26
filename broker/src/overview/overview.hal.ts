import { type Page, integrationStates, paths } from '@tallystick/client/wire'
import { type Links, formatTime, neighbourLinks } from '../kernel/hal.ts'
import { webhookStatus } from '../webhooks/webhook-status.ts'
import type { countOverview, OverviewRow } from './overview.sql.ts'

const timeOf = (time: Date | null) => time && formatTime(time)

function itemHal(links: Links, row: OverviewRow) {
  const { consumer, provider, consumerVersion } = row
  const at = { consumer, provider, version: consumerVersion.number }
  return {
    consumer: { name: consumer, labels: row.consumerLabels, team: row.consumerTeam, version: consumerVersion },
    provider: { name: provider, labels: row.providerLabels, team: row.providerTeam, version: row.providerVersion },
    state: row.state,
    publishedAt: formatTime(row.publishedAt),
    verifiedAt: timeOf(row.verifiedAt),
    requestedAt: timeOf(row.requestedAt),
    webhookStatus: webhookStatus(row),
    _links: {
      'pb:pact-version': { title: 'The contract', href: links.href(paths.pact, at) },
      'pb:consumer': {
        title: 'Consumer',
        name: consumer,
        href: links.href(paths.pacticipant, { pacticipant: consumer }),
      },
      'pb:provider': {
        title: 'Provider',
        name: provider,
        href: links.href(paths.pacticipant, { pacticipant: provider }),
      },
      'pb:matrix': { title: 'Matrix', href: links.href(paths.matrixForPair, at) },
    },
  }
}

interface Shown {
  readonly rows: readonly OverviewRow[]
  readonly counts: Awaited<ReturnType<typeof countOverview>>
  readonly page: Page
  readonly url: string
  /** What was asked, without the question mark. */
  readonly search: string
}

export function overviewHal(links: Links, { rows, counts, ...shown }: Shown) {
  const states = Object.fromEntries(integrationStates.map((state) => [state, counts.get(state) ?? 0]))
  return {
    counts: { integrations: [...counts.values()].reduce((sum, count) => sum + count, 0), states },
    _embedded: { integrations: rows.map((row) => itemHal(links, row)) },
    page: shown.page,
    _links: neighbourLinks(shown),
  }
}
