import {
  type ContentResult,
  type ContentResults,
  type InteractionResults,
  type Page,
  type ResultDetails,
  paths,
} from '@tallystick/client/wire'
import { type Links, formatTime, pageLinks } from '../kernel/hal.ts'
import type { ContentResultRow, InteractionRow, NewestFindings, VersionOnBranch } from './content-results.sql.ts'
import type { ContentLocator } from './verifications.sql.ts'

function contractLink(links: Links, { consumer, provider, sha }: ContentLocator) {
  return {
    'pb:pact-version': {
      title: `The contract of ${consumer} with ${provider}`,
      href: links.href(paths.pactVersionContent, { consumer, provider, sha }),
    },
  }
}

function resultLink(links: Links, content: ContentLocator, number: number) {
  const { consumer, provider, sha } = content
  const at = { consumer, provider, sha, number: String(number) }
  return { title: 'Verification result', href: links.href(paths.verificationResult, at) }
}

function resultProperties(row: ContentResultRow) {
  const { number, success, pending, wip, buildUrl, providerVersion } = row
  const at = formatTime(row.verifiedAt)
  return { number, success, pending, wip, providerVersion, verifiedAt: at, buildUrl, verifiedBy: row.verifiedBy ?? {} }
}

interface ShownResults {
  readonly content: ContentLocator
  readonly rows: readonly ContentResultRow[]
  readonly page: Page
}

export function contentResultsHal(links: Links, { content, rows, page }: ShownResults): ContentResults {
  const self = links.href(paths.verificationResults, content)
  const result = (row: ContentResultRow): ContentResult => ({
    ...resultProperties(row),
    _links: { self: resultLink(links, content, row.number) },
  })
  return {
    _embedded: { verificationResults: rows.map(result) },
    page,
    _links: {
      self: { title: `Results of the contract of ${content.consumer} with ${content.provider}`, href: self },
      ...pageLinks(self, page),
      ...contractLink(links, content),
    },
  }
}

interface ShownDetails {
  readonly content: ContentLocator
  readonly row: ContentResultRow
  readonly consumerVersion: VersionOnBranch | null
  readonly interactions: ResultDetails['_embedded']['interactions']
}

export function resultDetailsHal(links: Links, shown: ShownDetails): ResultDetails {
  const { content, row, consumerVersion, interactions } = shown
  const at = { ...content, number: String(row.number) }
  return {
    ...resultProperties(row),
    consumerVersion,
    _embedded: { interactions: [...interactions] },
    _links: {
      self: { title: 'What was found for each interaction', href: links.href(paths.resultInteractions, at) },
      ...contractLink(links, content),
      'pb:triggered-webhooks': {
        title: 'Webhooks triggered by the publication of this verification result',
        href: links.href(paths.verificationTriggeredWebhooks, at),
      },
    },
  }
}

export function interactionResultsHal(
  links: Links,
  content: ContentLocator,
  rows: readonly InteractionRow<NewestFindings>[],
): InteractionResults {
  const interactions = rows.map(({ result, ...interaction }) => ({
    ...interaction,
    result: result && {
      ...result,
      mismatches: [...result.mismatches],
      verifiedAt: formatTime(new Date(result.verifiedAt)),
      _links: { self: resultLink(links, { ...content, sha: result.sha }, result.number) },
    },
  }))
  return {
    _embedded: { interactions },
    _links: {
      self: { title: 'The newest result of each interaction', href: links.href(paths.contentInteractions, content) },
      ...contractLink(links, content),
    },
  }
}
