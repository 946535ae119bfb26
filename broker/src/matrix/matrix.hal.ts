import { type Reason, paths } from '@tallystick/client/wire'
import { encodeMetadata } from '../contracts/metadata.ts'
import { type Links, formatTime, timestamps } from '../kernel/hal.ts'
import type { Result, Version } from './facts.ts'
import { noticesOf } from './reasons.ts'
import { type Row, outcomeOf } from './rows.ts'
import { textTable } from './text-table.ts'
import type { Verdict } from './verdict.ts'
import type { EnvironmentOfVersion, VersionDetails } from './version-details.sql.ts'

/** An answer, with what its representation shows of the rows. */
export interface Answer {
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
  readonly hasIgnoreSelectors: boolean
  /** How many rows to show; the verdict is about all of them. */
  readonly limit: number
}

const deployable = { yes: true, no: false, unknown: null } as const

/** The rows that are shown: those that count first. */
export function shownRows({ verdict, limit }: Answer): readonly { readonly row: Row; readonly isIgnored: boolean }[] {
  return [
    ...verdict.considered.map((row) => ({ row, isIgnored: false })),
    ...verdict.ignored.map((row) => ({ row, isIgnored: true })),
  ].slice(0, limit)
}

function byVersion<Detail extends { readonly versionId: number }>(
  details: readonly Detail[],
): ReadonlyMap<number, readonly Detail[]> {
  return Map.groupBy(details, ({ versionId }) => versionId)
}

function environmentHal(links: Links, { uuid, name, displayName, production, ...times }: EnvironmentOfVersion) {
  const href = links.href(paths.environment, { environment: uuid })
  return {
    uuid,
    name,
    displayName,
    production,
    ...timestamps({ createdAt: new Date(times.createdAt), updatedAt: new Date(times.updatedAt) }),
    _links: { self: { title: 'Environment', name, href } },
  }
}

/** Builds each version once, however many rows it is in. */
function versionRepresentations(links: Links, details: VersionDetails) {
  const branches = byVersion(details.branches)
  const tags = byVersion(details.tags)
  const environments = byVersion(details.environments)
  const built = new Map<number, unknown>()

  function build(pacticipant: string, { id, number }: Version) {
    const at = { pacticipant, version: number }
    const branchVersions = (branches.get(id) ?? []).map(({ name, isHead }) => {
      const href = links.href(paths.branchVersion, { ...at, branch: name })
      return { name, latest: isHead, _links: { self: { title: 'Branch version', name, href } } }
    })
    return {
      number,
      branch: branchVersions.at(-1)?.name ?? null,
      branches: branchVersions,
      branchVersions,
      environments: (environments.get(id) ?? []).map((environment) => environmentHal(links, environment)),
      _links: { self: { href: links.href(paths.version, at) } },
      tags: (tags.get(id) ?? []).map(({ name, isLatest }) => ({
        name,
        latest: isLatest,
        _links: { self: { href: links.href(paths.versionTag, { ...at, tag: name }) } },
      })),
    }
  }

  return (pacticipant: string, version: Version): unknown => {
    const known = built.get(version.id) ?? build(pacticipant, version)
    built.set(version.id, known)
    return known
  }
}

function resultHal(links: Links, row: Row, result: Result) {
  const { consumer, provider } = row.pair
  const metadata = encodeMetadata({ consumerVersionNumber: row.consumerVersion.number })
  const at = { consumer, provider, sha: row.sha, metadata, number: String(result.number) }
  return {
    success: result.success,
    verifiedAt: formatTime(result.verifiedAt),
    _links: { self: { href: links.href(paths.verificationResultWithMetadata, at) } },
  }
}

export function matrixHal(links: Links, answer: Answer, details: VersionDetails) {
  const { verdict, reasons, hasIgnoreSelectors } = answer
  const versionOf = versionRepresentations(links, details)
  const pacticipant = (name: string) => ({ self: { href: links.href(paths.pacticipant, { pacticipant: name }) } })
  const notices = noticesOf(reasons)
  return {
    summary: {
      deployable: deployable[verdict.answer],
      reason: notices.map(({ text }) => text).join('\n'),
      ...verdict.counts,
      ...(hasIgnoreSelectors ? { ignored: verdict.ignored.length } : {}),
    },
    notices,
    reasons,
    matrix: shownRows(answer).map(({ row, isIgnored }) => {
      const { pair, result, consumerVersion } = row
      const { consumer, provider } = pair
      return {
        consumer: { name: consumer, version: versionOf(consumer, consumerVersion), _links: pacticipant(consumer) },
        provider: {
          name: provider,
          version: result ? versionOf(provider, result.providerVersion) : null,
          _links: pacticipant(provider),
        },
        pact: {
          createdAt: formatTime(row.publishedAt),
          _links: {
            self: { href: links.href(paths.pact, { consumer, provider, version: consumerVersion.number }) },
          },
        },
        verificationResult: result ? resultHal(links, row, result) : null,
        ...(isIgnored ? { ignored: true } : {}),
      }
    }),
  }
}

const headings = ['CONSUMER', 'C_VERSION', 'REVISION', 'PROVIDER', 'P_VERSION', 'NUMBER', 'SUCCESS']
const successText = { success: 'true', failed: 'false', unknown: '' } as const

/** The same for terminals. */
export function matrixText(answer: Answer): string {
  const rows = shownRows(answer).map(({ row }) => [
    row.pair.consumer,
    row.consumerVersion.number,
    String(row.revision),
    row.pair.provider,
    row.result?.providerVersion.number ?? '',
    row.result ? String(row.result.number) : '',
    successText[outcomeOf(row)],
  ])
  const reason = noticesOf(answer.reasons)
    .map(({ text }) => text)
    .join('\n')
  return `${textTable(headings, rows)}\n\nDeployable: ${String(deployable[answer.verdict.answer] ?? 'nil')}\nReason: ${reason}\n`
}
