import { type Reason, paths } from '@tallystick/client/wire'
import { encodeMetadata } from '../contracts/metadata.ts'
import { type Links, formatTime, timestamps } from '../kernel/hal.ts'
import type { ContractDetails, DetailsById, EnvironmentOfVersion, ResultDetails } from './details.ts'
import type { Version } from './facts.ts'
import { noticesOf } from './reasons.ts'
import { type Row, outcomeOf } from './rows.ts'
import { textTable } from './text-table.ts'
import type { Verdict } from './verdict.ts'

/** A verdict in words, with the rows to show. */
export interface Answer {
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
  readonly rows: readonly ShownRow[]
  readonly details: DetailsById
  readonly hasIgnoreSelectors: boolean
}

export interface ShownRow {
  readonly row: Row
  readonly isIgnored: boolean
}

/** A row with what is known of it. */
interface FullRow extends ShownRow {
  readonly contract: ContractDetails
  readonly consumerVersion: Version
  readonly verified: { readonly result: ResultDetails; readonly providerVersion: Version } | null
}

const deployable = { yes: true, no: false, unknown: null } as const

/** Rows of what was deleted a moment ago are left out. */
function fullRows({ rows, details }: Answer): readonly FullRow[] {
  return rows.flatMap((shown): readonly FullRow[] => {
    const { contractId, consumerVersionId, result } = shown.row
    const contract = details.contracts.get(contractId)
    const consumerVersion = details.versions.get(consumerVersionId)
    if (!contract || !consumerVersion) return []
    if (result === null) return [{ ...shown, contract, consumerVersion, verified: null }]
    const found = details.results.get(result.verificationId)
    const providerVersion = details.versions.get(result.providerVersionId)
    return found && providerVersion
      ? [{ ...shown, contract, consumerVersion, verified: { result: found, providerVersion } }]
      : []
  })
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
function versionRepresentations(links: Links, { branches, tags, environments }: DetailsById) {
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

function resultHal(links: Links, { row, contract, consumerVersion }: FullRow, result: ResultDetails) {
  const { consumer, provider } = row.pair
  const metadata = encodeMetadata({ consumerVersionNumber: consumerVersion.number })
  const at = { consumer, provider, sha: contract.sha, metadata, number: String(result.number) }
  return {
    success: outcomeOf(row) === 'success',
    verifiedAt: formatTime(new Date(result.verifiedAt)),
    _links: { self: { href: links.href(paths.verificationResultWithMetadata, at) } },
  }
}

function rowsHal(links: Links, answer: Answer) {
  const versionOf = versionRepresentations(links, answer.details)
  const pacticipant = (name: string) => ({ self: { href: links.href(paths.pacticipant, { pacticipant: name }) } })
  return fullRows(answer).map((full) => {
    const { row, contract, consumerVersion, verified, isIgnored } = full
    const { consumer, provider } = row.pair
    const pact = links.href(paths.pact, { consumer, provider, version: consumerVersion.number })
    return {
      consumer: { name: consumer, version: versionOf(consumer, consumerVersion), _links: pacticipant(consumer) },
      provider: {
        name: provider,
        version: verified && versionOf(provider, verified.providerVersion),
        _links: pacticipant(provider),
      },
      pact: { createdAt: formatTime(new Date(contract.publishedAt)), _links: { self: { href: pact } } },
      verificationResult: verified && resultHal(links, full, verified.result),
      ...(isIgnored ? { ignored: true } : {}),
    }
  })
}

export function matrixHal(links: Links, answer: Answer) {
  const { verdict, reasons, hasIgnoreSelectors } = answer
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
    matrix: rowsHal(links, answer),
  }
}

const headings = ['CONSUMER', 'C_VERSION', 'REVISION', 'PROVIDER', 'P_VERSION', 'NUMBER', 'SUCCESS']
const successText = { success: 'true', failed: 'false', unknown: '' } as const

/** The same for terminals. */
export function matrixText(answer: Answer): string {
  const rows = fullRows(answer).map(({ row, contract, consumerVersion, verified }) => [
    row.pair.consumer,
    consumerVersion.number,
    String(contract.revision),
    row.pair.provider,
    verified?.providerVersion.number ?? '',
    verified ? String(verified.result.number) : '',
    successText[outcomeOf(row)],
  ])
  const reason = noticesOf(answer.reasons)
    .map(({ text }) => text)
    .join('\n')
  const isDeployable = String(deployable[answer.verdict.answer] ?? 'nil')
  return `${textTable(headings, rows)}\n\nDeployable: ${isDeployable}\nReason: ${reason}\n`
}
