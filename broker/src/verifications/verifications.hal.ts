import { type VerificationResult, type VerificationSummary, paths } from '@tallystick/client/wire'
import { encodeMetadata } from '../contracts/metadata.ts'
import { type Links, formatTime } from '../kernel/hal.ts'
import type { VerificationRow, VersionContract } from './verifications.sql.ts'

function contractName({ consumer, consumerVersion, provider }: VerificationRow): string {
  const version = consumerVersion === null ? '' : ` (${consumerVersion})`
  return `Pact between ${consumer}${version} and ${provider}`
}

function verificationLinks(links: Links, row: VerificationRow) {
  const { provider, consumer, sha, consumerVersion } = row
  const at = { provider, consumer, sha, number: String(row.number) }
  const permalink =
    consumerVersion === null
      ? links.href(paths.pactVersionContent, at)
      : links.href(paths.pactVersionContentWithMetadata, {
          ...at,
          metadata: encodeMetadata({ consumerVersionNumber: consumerVersion }),
        })
  return {
    self: {
      title: 'Verification result',
      name: `Verification result ${row.number} for ${contractName(row)}`,
      href: links.href(paths.verificationResult, at),
    },
    'pb:pact-version': { title: 'Pact', name: contractName(row), href: permalink },
    'pb:triggered-webhooks': {
      title: 'Webhooks triggered by the publication of this verification result',
      href: links.href(paths.verificationTriggeredWebhooks, at),
    },
  }
}

export function verificationHal(links: Links, row: VerificationRow): VerificationResult {
  return {
    providerName: row.provider,
    providerApplicationVersion: row.providerVersion,
    success: row.success,
    verificationDate: formatTime(row.verifiedAt),
    ...(row.buildUrl === null ? {} : { buildUrl: row.buildUrl }),
    ...(row.testResults === null ? {} : { testResults: row.testResults }),
    verifiedBy: row.verifiedBy ?? {},
    _links: verificationLinks(links, row),
  }
}

export interface ProviderTag {
  readonly name: string
  readonly latest: boolean
}

/** With the tags of the provider version that verified. */
export function extendedVerificationHal(
  links: Links,
  row: VerificationRow,
  tags: readonly ProviderTag[],
): VerificationResult {
  const at = { pacticipant: row.provider, version: row.providerVersion }
  return {
    ...verificationHal(links, row),
    _embedded: {
      tags: tags.map(({ name, latest }) => ({
        name,
        latest,
        _links: { self: { title: 'Tag', name, href: links.href(paths.versionTag, { ...at, tag: name }) } },
      })),
    },
  }
}

/** A version is verified when each of its contracts is. */
export function verificationSummaryHal(
  links: Links,
  contracts: readonly VersionContract[],
  { consumer, version }: { readonly consumer: string; readonly version: string },
): VerificationSummary {
  const providers = (success: boolean | undefined) =>
    contracts.filter(({ verification }) => verification?.success === success).map(({ provider }) => provider)
  const results = contracts.map(({ verification }) => verification).filter((row) => row !== undefined)
  return {
    success: results.filter(({ success }) => success).length === contracts.length,
    providerSummary: { successful: providers(true), failed: providers(false), unknown: providers(undefined) },
    _embedded: { verificationResults: results.map((row) => verificationHal(links, row)) },
    _links: {
      self: {
        href: links.href(paths.verificationResultsForConsumerVersion, { consumer, version }),
        title: `Latest verification results for consumer ${consumer} version ${version}`,
      },
    },
  }
}
