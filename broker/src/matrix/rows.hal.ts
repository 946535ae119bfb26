/**
 * The rows of the matrix, as JSON text. A hundred rows are about a dozen versions and contracts: what rows share is
 * represented and written once, and the rows are put together from these texts.
 */
import { paths } from '@tallystick/client/wire'
import { encodeMetadata } from '../contracts/metadata.ts'
import { type Links, formatTime, timestamps } from '../kernel/hal.ts'
import type { ContractDetails, DetailsById, EnvironmentOfVersion, ResultDetails } from './details.ts'
import type { Version } from './facts.ts'
import { type Row, outcomeOf } from './rows.ts'

/** A row with what is known of it. */
export interface FullRow {
  readonly row: Row
  readonly isIgnored: boolean
  readonly contract: ContractDetails
  readonly consumerVersion: Version
  readonly verified: { readonly result: ResultDetails; readonly providerVersion: Version } | null
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

interface Place {
  readonly links: Links
  readonly details: DetailsById
}

function versionHal({ links, details }: Place, pacticipant: string, { id, number }: Version) {
  const at = { pacticipant, version: number }
  const branchVersions = (details.branches.get(id) ?? []).map(({ name, isHead }) => {
    const href = links.href(paths.branchVersion, { ...at, branch: name })
    return { name, latest: isHead, _links: { self: { title: 'Branch version', name, href } } }
  })
  return {
    number,
    branch: branchVersions.at(-1)?.name ?? null,
    branches: branchVersions,
    branchVersions,
    environments: (details.environments.get(id) ?? []).map((environment) => environmentHal(links, environment)),
    _links: { self: { href: links.href(paths.version, at) } },
    tags: (details.tags.get(id) ?? []).map(({ name, isLatest }) => ({
      name,
      latest: isLatest,
      _links: { self: { href: links.href(paths.versionTag, { ...at, tag: name }) } },
    })),
  }
}

/** Consumer and provider alike. */
function participantText(place: Place, name: string, version: Version | null): string {
  const href = place.links.href(paths.pacticipant, { pacticipant: name })
  return JSON.stringify({
    name,
    version: version && versionHal(place, name, version),
    _links: { self: { href } },
  })
}

/** What the rows of a contract share. */
interface ContractText {
  readonly pact: string
  /** The addresses of its results, up to their numbers. */
  readonly results: string
}

const NUMBER = '{number}'

function contractText(links: Links, { row, contract, consumerVersion }: FullRow): ContractText {
  const { consumer, provider } = row.pair
  const href = links.href(paths.pact, { consumer, provider, version: consumerVersion.number })
  const metadata = encodeMetadata({ consumerVersionNumber: consumerVersion.number })
  const results = links.href(paths.verificationResultWithMetadata, { consumer, provider, sha: contract.sha, metadata })
  return {
    pact: JSON.stringify({ createdAt: formatTime(new Date(contract.publishedAt)), _links: { self: { href } } }),
    results: results.slice(0, -NUMBER.length),
  }
}

/** Up to the address, which is another for each contract. */
function resultText(row: Row, { verifiedAt }: ResultDetails): string {
  return `{"success":${outcomeOf(row) === 'success'},"verifiedAt":"${formatTime(new Date(verifiedAt))}","_links":{"self":{"href":`
}

/** Makes a text once for each id. */
function once<Text>(): (id: number, make: () => Text) => Text {
  const texts = new Map<number, Text>()
  return (id, make) => {
    const known = texts.get(id)
    if (known !== undefined) return known
    const text = make()
    texts.set(id, text)
    return text
  }
}

export function rowTexts(links: Links, details: DetailsById, rows: readonly FullRow[]): readonly string[] {
  const place = { links, details }
  const versionOnce = once<string>()
  const providerOnce = once<string>()
  const contractOnce = once<ContractText>()
  const resultOnce = once<string>()
  const participant = (name: string, version: Version) =>
    versionOnce(version.id, () => participantText(place, name, version))

  return rows.map((full) => {
    const { row, verified } = full
    const { pair } = row
    const consumer = participant(pair.consumer, full.consumerVersion)
    const provider = verified
      ? participant(pair.provider, verified.providerVersion)
      : providerOnce(pair.providerId, () => participantText(place, pair.provider, null))
    const { pact, results } = contractOnce(row.contractId, () => contractText(links, full))
    const result = verified
      ? `${resultOnce(verified.result.id, () => resultText(row, verified.result))}${JSON.stringify(results + verified.result.number)}}}}`
      : 'null'
    const ignored = full.isIgnored ? ',"ignored":true' : ''
    return `{"consumer":${consumer},"provider":${provider},"pact":${pact},"verificationResult":${result}${ignored}}`
  })
}
