import type { Connection, Context } from '../context.ts'
import { type PacticipantReference, ensurePacticipants } from '../pacticipants/pacticipants.sql.ts'
import { promoteContractHeads } from '../versions/facts.sql.ts'
import { type RecordedVersion, recordVersion } from '../versions/record-version.command.ts'
import type { Raising } from '../webhooks/raise-events.command.ts'
import { type AcceptedPart, type Part, contentsToCompare, judgeParts } from './accepted-parts.ts'
import { ensureContents } from './contents.sql.ts'
import type { Identity } from './contract.ts'
import { type Conflict, ContractConflict } from './contracts.errors.ts'
import { listOtherNames } from './contracts.sql.ts'
import { createIntegrations } from './integrations.sql.ts'
import { similarNames } from './similar-names.ts'
import {
  type Precedent,
  type Situation,
  type SituationRow,
  listContentTexts,
  lockSituations,
  putContracts,
} from './store-contracts.sql.ts'

export interface Publication {
  readonly consumer: string
  readonly version: string
  readonly branch?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly buildUrl?: string | null | undefined
  readonly parts: readonly Part[]
}

export interface StoredContract {
  readonly provider: PacticipantReference
  readonly integrationId: number
  readonly contentId: number
  readonly sha: string
  readonly outcome: AcceptedPart['outcome']
  /** Whether the version says something else now than before. */
  readonly isChanged: boolean
  readonly precedents: readonly Precedent[]
}

export interface StoredContracts {
  readonly version: RecordedVersion
  /** One for each part, in order. */
  readonly contracts: readonly StoredContract[]
}

type Configured = Pick<Context, 'config'>
type Participants = Awaited<ReturnType<typeof ensurePacticipants>>

export function identityOf({ config }: Configured): Identity {
  return config.baseEqualityOnlyOnContentThatAffectsVerificationResults ? 'verifiable-content' : 'document'
}

function found<Key, Value>(values: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = values.get(key)
  if (value === undefined) throw new Error(`Nothing was stored for ${String(key)}`)
  return value
}

async function nameConflicts(
  trx: Connection,
  { config }: Configured,
  newNames: readonly string[],
): Promise<readonly Conflict[]> {
  if (newNames.length === 0 || !config.checkForPotentialDuplicatePacticipantNames) return []
  const existing = await listOtherNames(trx, newNames)
  return newNames.flatMap((name) => {
    const similar = similarNames(name, existing)
    return similar.length > 0 ? [{ kind: 'similar-name' as const, name, similar }] : []
  })
}

interface Placing {
  readonly publication: Publication
  readonly participants: Participants
  readonly version: RecordedVersion
}

/** Locks the pairs, creating those that are new, and reads what is there for each part. */
async function findSituations(
  trx: Connection,
  { publication, participants, version }: Placing,
): Promise<readonly Situation[]> {
  const consumerId = found(participants, publication.consumer).id
  const contents = publication.parts.map(({ contract, provider }) => ({
    providerId: found(participants, provider).id,
    sha: contract.sha,
  }))
  const rows = await lockSituations(trx, { consumerId, consumerVersionId: version.id, contents })
  const missing = contents.flatMap(({ providerId }, index) => (rows[index]?.integrationId === null ? [providerId] : []))
  if (missing.length === 0) return rows.filter(isSituation)
  const created = await createIntegrations(trx, { consumerId, providerIds: [...new Set(missing)] })
  return rows.map((row, index) => ({
    ...row,
    integrationId: row.integrationId ?? found(created, contents[index]?.providerId ?? 0),
  }))
}

function isSituation(row: SituationRow): row is Situation {
  return row.integrationId !== null
}

async function judge(trx: Connection, { config }: Configured, placing: Placing) {
  const { publication } = placing
  const situations = await findSituations(trx, placing)
  const texts = await listContentTexts(trx, contentsToCompare(publication.parts, situations))
  const rules = { identity: identityOf({ config }), mayModify: config.allowDangerousContractModification }
  return judgeParts(publication, { situations, texts }, rules)
}

/** Stores what the version says in the end; gives the ids of the contents by integration. */
async function storeParts(
  trx: Connection,
  version: RecordedVersion,
  accepted: readonly AcceptedPart[],
): Promise<ReadonlyMap<number, number>> {
  const last = [...new Map(accepted.map((part) => [part.situation.integrationId, part])).values()]
  const unknown = last
    .filter((part) => part.contentId === undefined)
    .map(({ situation, contract }) => ({ integrationId: situation.integrationId, contract }))
  const ensured = await ensureContents(trx, unknown)
  const contracts = last.flatMap(({ situation: { integrationId, existing }, contentId }) => {
    const id = contentId ?? ensured.get(integrationId)
    return id === undefined ? [] : [{ integrationId, contentId: id, isChanged: id !== existing?.contentId }]
  })
  const changed = contracts.filter(({ isChanged }) => isChanged)
  await putContracts(trx, { consumerVersionId: version.id, contracts: changed })
  // Last of all: heads are shared with other versions, and whoever holds one must not wait for a pair.
  if (changed.length > 0 || version.isNewOnBranch || version.newTags.length > 0) {
    await promoteContractHeads(trx, { versionId: version.id })
  }
  return new Map(contracts.map(({ integrationId, contentId }) => [integrationId, contentId]))
}

/**
 * Records a consumer version with its contracts. Everything is created that is missing, and locked in one order:
 * pacticipants by name, the version, pairs by id, heads. Throws a ContractConflict, after which nothing may be kept.
 */
export async function storeContracts(
  trx: Connection,
  context: Raising,
  publication: Publication,
): Promise<StoredContracts> {
  const { consumer, version: number, parts, ...facts } = publication
  const names = [...new Set([consumer, ...parts.map((part) => part.provider)])]
  const participants = await ensurePacticipants(trx, names)
  const newNames = names.filter((name) => found(participants, name).isNew)
  const similar = await nameConflicts(trx, context, newNames)
  const pacticipant = found(participants, consumer)
  const promotesContracts = parts.length > 0
  const version = await recordVersion(trx, context, { pacticipant, number, ...facts, promotesContracts })
  const { accepted, conflicts } =
    parts.length > 0
      ? await judge(trx, context, { publication, participants, version })
      : { accepted: [], conflicts: [] }
  if (conflicts.length + similar.length > 0) throw new ContractConflict([...conflicts, ...similar])
  if (accepted.length === 0) return { version, contracts: [] }
  const contentIds = await storeParts(trx, version, accepted)
  const contracts = accepted.map(({ provider, situation, outcome, contract }) => ({
    provider: found(participants, provider),
    integrationId: situation.integrationId,
    contentId: found(contentIds, situation.integrationId),
    sha: contract.sha,
    outcome,
    isChanged: contract.sha !== situation.existing?.sha,
    precedents: situation.precedents,
  }))
  return { version, contracts }
}
