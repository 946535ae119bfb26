import { type MatrixCell, type MatrixGrid, paths } from '@tallystick/client/wire'
import { type Links, formatTime } from '../kernel/hal.ts'
import { verifyCommand } from '../verifications/verify-command.ts'
import type { CellLocator, CellRow } from './cell.sql.ts'
import type { GridContract, GridResult, GridSide, GridVersion } from './grid.sql.ts'

interface Grid {
  readonly consumer: string
  readonly provider: string
  readonly sides: { readonly consumer: GridSide; readonly provider: GridSide }
  readonly versions: readonly GridVersion[]
  readonly contracts: readonly GridContract[]
  readonly results: readonly GridResult[]
}

/** What was deleted between two look-ups is left out. */
export function matrixGridHal(links: Links, { consumer, provider, sides, ...found }: Grid, self: string): MatrixGrid {
  const versions = new Map(found.versions.map((version) => [version.id, version]))
  const contracts = new Map(found.contracts.map((contract) => [contract.versionId, contract]))
  const pick = (id: number) => {
    const version = versions.get(id)
    return version ? [{ number: version.number, branch: version.branch, environments: [...version.environments] }] : []
  }
  const withContract = (id: number) => {
    const contract = contracts.get(id)
    if (!contract) return []
    return pick(id).map((version) => ({
      ...version,
      sha: contract.sha,
      publishedAt: formatTime(contract.publishedAt),
    }))
  }
  const numberOf = (id: number) => versions.get(id)?.number
  return {
    consumer: { name: consumer, versions: sides.consumer.ids.flatMap(withContract), hasOlder: sides.consumer.hasOlder },
    provider: { name: provider, versions: sides.provider.ids.flatMap(pick), hasOlder: sides.provider.hasOlder },
    results: found.results.flatMap(({ consumerVersionId, providerVersionId, success }) => {
      const consumerVersion = numberOf(consumerVersionId)
      const providerVersion = numberOf(providerVersionId)
      if (consumerVersion === undefined || providerVersion === undefined) return []
      return [{ consumerVersion, providerVersion, success }]
    }),
    _links: {
      self: { title: 'Matrix as a grid', href: self },
      'pb:matrix': { title: 'Matrix', href: links.href(paths.matrixForPair, { consumer, provider }) },
    },
  }
}

function resultOf(row: CellRow): MatrixCell['result'] {
  const { number, success, verifiedAt, buildUrl } = row
  if (number === null || success === null || verifiedAt === null) return null
  return {
    number,
    success,
    verifiedAt: formatTime(verifiedAt),
    buildUrl,
    isReused: row.isReused === true,
    isPending: row.isPending === true && !success,
  }
}

export function matrixCellHal(
  links: Links,
  at: CellLocator,
  { row, self }: { row: CellRow; self: string },
): MatrixCell {
  const { consumer, provider, version } = at
  const content = { consumer, provider, sha: row.sha }
  const providerVersion = at.providerVersion ?? row.providerVersion
  const result = resultOf(row)
  const next = () => {
    if (result === null) return verifyCommand({ ...content, providerVersion: providerVersion ?? '<version>' }, links)
    return result.success ? null : verifyCommand(content, links)
  }
  return {
    consumer: { name: consumer, version },
    provider: { name: provider, version: providerVersion },
    contract: { sha: row.sha, publishedAt: formatTime(row.publishedAt), firstVersion: row.firstVersion },
    result,
    next: next(),
    _links: {
      self: { title: 'Matrix cell', href: self },
      'pb:pact-version': { title: 'Pact', href: links.href(paths.pact, { consumer, provider, version }) },
      ...(result && {
        'pb:verification-result': {
          title: 'Verification result',
          href: links.href(paths.verificationResult, { ...content, number: String(result.number) }),
        },
      }),
    },
  }
}
