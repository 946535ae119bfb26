import { paths } from '@tallystick/client/wire'
import { type Links, formatTime } from '../kernel/hal.ts'
import { textTable } from '../matrix/text-table.ts'
import { webhookStatus } from '../webhooks/webhook-status.ts'
import type { DashboardRow } from './dashboard.sql.ts'

/** Of the result that the content has; there is none when nobody has verified it. */
function verificationStatus({ success, pending }: DashboardRow) {
  if (success === null) return 'never'
  if (success) return 'success'
  return pending ? 'failed_pending' : 'failed'
}

function versionHal({ number, headBranches }: DashboardRow['consumerVersion']) {
  return { number, branch: headBranches.at(-1) ?? null, headBranchNames: headBranches }
}

function tagsHal(links: Links, version: { pacticipant: string; version: string }, tags: readonly string[]) {
  return tags.map((name) => ({
    name,
    latest: true,
    _links: { self: { href: links.href(paths.versionTag, { ...version, tag: name }) } },
  }))
}

const self = (href: string) => ({ self: { href } })

function itemHal(links: Links, row: DashboardRow) {
  const { consumer, provider, consumerVersion, providerVersion, verifiedAt } = row
  const published = { pacticipant: consumer, version: consumerVersion.number }
  const at = { consumer, provider, version: consumerVersion.number }
  return {
    consumer: {
      name: consumer,
      version: { ...versionHal(consumerVersion), _links: self(links.href(paths.version, published)) },
      _links: self(links.href(paths.pacticipant, published)),
    },
    provider: {
      name: provider,
      version: providerVersion && versionHal(providerVersion),
      _links: self(links.href(paths.pacticipant, { pacticipant: provider })),
    },
    pact: { createdAt: formatTime(row.publishedAt), _links: self(links.href(paths.pact, at)) },
    pactTags: tagsHal(links, published, row.tags),
    latestVerificationResult: verifiedAt && {
      success: row.success,
      verifiedAt: formatTime(verifiedAt),
      _links: self(links.href(paths.latestVerificationResultForPact, at)),
    },
    latestVerificationResultTags: providerVersion
      ? tagsHal(links, { pacticipant: provider, version: providerVersion.number }, row.providerTags)
      : [],
    verificationStatus: verificationStatus(row),
    webhookStatus: webhookStatus(row),
    latestWebhookExecution: row.triggeredAt && { triggeredAt: formatTime(row.triggeredAt) },
    _links: {
      'pb:webhook-status': {
        title: `Status of webhooks for ${consumer}/${provider} pact`,
        href: links.href(paths.pactWebhooksStatus, { consumer, provider }),
      },
    },
  }
}

export function dashboardHal(links: Links, rows: readonly DashboardRow[]) {
  return { items: rows.map((row) => itemHal(links, row)) }
}

const headings = ['CONSUMER_NAME', 'C_VERSION', 'C_TAGS', 'PROVIDER_NAME', 'P_VERSION', 'P_TAGS', 'SUCCESS']

/** The same for terminals. */
export function dashboardText(rows: readonly DashboardRow[]): string {
  const cells = rows.map((row) => [
    row.consumer,
    row.consumerVersion.number,
    row.tags.join(', '),
    row.provider,
    row.providerVersion?.number ?? '',
    row.providerTags.join(', '),
    verificationStatus(row),
  ])
  return `${textTable(headings, cells)}\n`
}
