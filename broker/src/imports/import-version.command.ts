import type { VersionRecord } from '@tallystick/client/wire'
import type { Connection } from '../context.ts'
import type { Part } from '../contracts/accepted-parts.ts'
import { type Identity, contractOf } from '../contracts/contract.ts'
import { readJson } from '../contracts/read-json.ts'
import { identityOf, storeContracts } from '../contracts/store-contracts.command.ts'
import { recordNamedVersion } from '../versions/versions.command.ts'
import { dateBackVersion, makeHead } from './date-back.sql.ts'
import { importDeployment, importRelease } from './import-presence.command.ts'
import { unreadable } from './refusal.ts'
import type { SilentContext } from './silent.ts'

function partOf({ provider, content }: VersionRecord['contracts'][number], identity: Identity): Part {
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
  const { application, number, branches, tags, contracts, createdAt } = record
  const [first, ...others] = branches.map(({ name }) => name)
  const parts = contracts.map((contract) => partOf(contract, identityOf(context)))
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
  await dateBackVersion(trx, {
    versionId: version.id,
    createdAt,
    branches: branches.map(({ name, createdAt: begun = null }) => ({ name, createdAt: begun })),
    contracts: stored.flatMap(({ integrationId }, index) => {
      const contract = contracts[index]
      return contract ? [{ integrationId, createdAt: contract.createdAt }] : []
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
