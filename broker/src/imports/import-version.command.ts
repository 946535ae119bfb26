import type { VersionRecord } from '@tallystick/client/wire'
import type { Connection } from '../context.ts'
import type { Part } from '../contracts/accepted-parts.ts'
import { type Identity, contractOf } from '../contracts/contract.ts'
import { readJson } from '../contracts/read-json.ts'
import { identityOf, storeContracts } from '../contracts/store-contracts.command.ts'
import { recordNamedVersion } from '../versions/versions.command.ts'
import { dateBackVersion } from './date-back.sql.ts'
import { listHeads, makeHead, restoreHeads } from './heads.sql.ts'
import { importDeployment, importRelease } from './import-presence.command.ts'
import { noSuchContract, unreadable } from './refusal.ts'
import { findContentText } from './results.sql.ts'
import type { SilentContext } from './silent.ts'

type GivenContract = VersionRecord['contracts'][number]

/** The text of a contract, which an earlier version may have brought. */
async function textOf(trx: Connection, consumer: string, { provider, content, sameAs = '' }: GivenContract) {
  if (content !== undefined) return content
  const text = await findContentText(trx, { consumer, consumerVersion: sameAs, provider })
  if (text === undefined) throw noSuchContract(consumer, sameAs, provider)
  return text
}

function partOf(provider: string, content: string, identity: Identity): Part {
  try {
    const document = readJson(content)
    if (document.kind !== 'object') throw new SyntaxError('it is not a JSON object')
    return { provider, contract: contractOf(document, identity), mode: 'publish' }
  } catch (error) {
    throw unreadable(provider, error instanceof Error ? error.message : String(error))
  }
}

/** A version with its branches, tags and contracts, and where it was. What is there already stays. */
export async function importVersion(
  trx: Connection,
  context: SilentContext,
  record: VersionRecord,
): Promise<'created' | 'changed' | 'present'> {
  const { application, number, branches, contracts, createdAt } = record
  const [first, ...others] = branches.map(({ name }) => name)
  const parts: Part[] = []
  for (const contract of contracts) {
    parts.push(partOf(contract.provider, await textOf(trx, application, contract), identityOf(context)))
  }
  const tags = record.tags.map((tag) => (typeof tag === 'string' ? tag : tag.name))
  const keptHeads = await listHeads(trx, {
    application,
    branches: branches.flatMap(({ name, isHead }) => (isHead === false ? [name] : [])),
  })
  const buildUrl = record.buildUrl ?? undefined
  const publication = { consumer: application, version: number, branch: first, tags, buildUrl, parts }
  const { version, contracts: stored } = await storeContracts(trx, context, publication)
  let isChanged = version.isNewOnBranch || version.newTags.length > 0 || stored.some((one) => one.isChanged)
  for (const branch of others) {
    const address = { pacticipant: application, number }
    isChanged = (await recordNamedVersion(trx, context, { address, facts: { branch } })).isNewOnBranch || isChanged
  }
  const headOf = branches.flatMap(({ name, isHead }) => (isHead ? [name] : []))
  isChanged = (await makeHead(trx, { versionId: version.id, branches: headOf })) || isChanged
  await restoreHeads(trx, keptHeads)
  await dateBackVersion(trx, {
    versionId: version.id,
    createdAt,
    branches,
    tags: record.tags.flatMap((tag) => (typeof tag === 'string' ? [] : [tag])),
    contracts: stored.flatMap(({ integrationId }, index) => {
      const contract = contracts[index]
      return contract ? [{ integrationId, createdAt: contract.createdAt, updatedAt: contract.updatedAt }] : []
    }),
  })
  const there = { application, version: number } as const
  for (const one of record.deployments) {
    isChanged = (await importDeployment(trx, { ...one, ...there, kind: 'deployment' })) !== 'present' || isChanged
  }
  for (const one of record.releases) {
    isChanged = (await importRelease(trx, { ...one, ...there, kind: 'release' })) !== 'present' || isChanged
  }
  if (version.isNew) return 'created'
  return isChanged ? 'changed' : 'present'
}
