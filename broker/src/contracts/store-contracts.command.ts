import type { Connection, Context } from '../context.ts'
import { type PacticipantReference, ensurePacticipants } from '../pacticipants/pacticipants.sql.ts'
import { promoteContractHeads } from '../versions/facts.sql.ts'
import { type RecordedVersion, recordVersion } from '../versions/record-version.command.ts'
import { ensureContents } from './contents.sql.ts'
import { type Contract, type Identity, contractOf } from './contract.ts'
import { type Conflict, ContractConflict } from './contracts.errors.ts'
import { listOtherNames } from './contracts.sql.ts'
import { readJson } from './exact-json.ts'
import { ensureIntegrations } from './integrations.sql.ts'
import { type Existing, type Placement, placementOf } from './placement.ts'
import { similarNames } from './similar-names.ts'
import {
  type Precedent,
  type Situation,
  listContentTexts,
  listSituations,
  putContracts,
} from './store-contracts.sql.ts'

/** A contract that is to become the one, or part of the one, of a version with a provider. */
export interface Part {
  readonly provider: string
  readonly contract: Contract
  readonly mode: 'publish' | 'merge'
}

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
  readonly outcome: 'published' | 'unchanged' | 'merged' | 'overwritten'
  /** Whether the version says something else now than before. */
  readonly isChanged: boolean
  readonly precedents: readonly Precedent[]
}

export interface StoredContracts {
  readonly consumer: PacticipantReference
  readonly version: RecordedVersion
  /** One for each part, in order. */
  readonly contracts: readonly StoredContract[]
}

export function identityOf({ config }: Pick<Context, 'config'>): Identity {
  return config.baseEqualityOnlyOnContentThatAffectsVerificationResults ? 'verifiable-content' : 'document'
}

/** Reads what the broker itself stored. */
function storedContract(text: string | undefined, identity: Identity): Contract {
  const json = readJson(text ?? '')
  if (json.kind !== 'object') throw new Error('A stored contract is not a JSON object')
  return contractOf(json, identity)
}

async function nameConflicts(
  trx: Connection,
  { config }: Pick<Context, 'config'>,
  newNames: readonly string[],
): Promise<readonly Conflict[]> {
  if (newNames.length === 0 || !config.checkForPotentialDuplicatePacticipantNames) return []
  const existing = await listOtherNames(trx, newNames)
  return newNames.flatMap((name) => {
    const similar = similarNames(name, existing)
    return similar.length > 0 ? [{ kind: 'similar-name' as const, name, similar }] : []
  })
}

interface PlacedPart {
  readonly part: Part
  readonly situation: Situation
  readonly placement: Placement
}

/** The texts of those contracts that must be compared with a part. */
async function readExisting(
  trx: Connection,
  parts: readonly Part[],
  situations: readonly Situation[],
): Promise<ReadonlyMap<number, string>> {
  const ids = situations.flatMap(({ existing }, index) =>
    existing && existing.sha !== parts[index]?.contract.sha ? [existing.contentId] : [],
  )
  return listContentTexts(trx, ids)
}

/** Decides on the parts one after the other: the second part for a provider finds the first. */
async function placeParts(
  trx: Connection,
  { config }: Pick<Context, 'config'>,
  { parts, situations }: { readonly parts: readonly Part[]; readonly situations: readonly Situation[] },
): Promise<readonly PlacedPart[]> {
  const rules = { identity: identityOf({ config }), mayModify: config.allowDangerousContractModification }
  const texts = await readExisting(trx, parts, situations)
  const current = new Map<number, Existing>()
  return situations.flatMap((situation, index) => {
    const part = parts[index]
    if (!part) return []
    const { integrationId, existing } = situation
    const stored = existing && {
      sha: existing.sha,
      contract: () => storedContract(texts.get(existing.contentId), rules.identity),
    }
    const placement = placementOf(part, current.get(integrationId) ?? stored ?? undefined, rules)
    if ('contract' in placement) {
      const { contract } = placement
      current.set(integrationId, { sha: contract.sha, contract: () => contract })
    }
    return [{ part, situation, placement }]
  })
}

interface AcceptedPart {
  readonly situation: Situation
  readonly outcome: StoredContract['outcome']
  readonly contract: Contract
  /** Where the content is stored already. */
  readonly contentId: number | undefined
}

function knownContent({ part, situation }: PlacedPart, contract: Contract): number | undefined {
  if (contract.sha === situation.existing?.sha) return situation.existing.contentId
  return contract.sha === part.contract.sha ? (situation.contentId ?? undefined) : undefined
}

/** The parts with what becomes of them. Throws when any is in conflict. */
function acceptedParts(
  placed: readonly PlacedPart[],
  publication: Publication,
  otherConflicts: readonly Conflict[],
): readonly AcceptedPart[] {
  const { consumer, version } = publication
  const conflicts: Conflict[] = []
  const accepted: AcceptedPart[] = []
  for (const one of placed) {
    const { part, situation, placement } = one
    const contract = { consumer, version, provider: part.provider }
    if (placement.outcome === 'changed') {
      conflicts.push({ kind: 'changed', contract, difference: placement.difference })
    } else if (placement.outcome === 'unmergeable') {
      conflicts.push({ kind: 'unmergeable', contract, reasons: placement.reasons })
    } else accepted.push({ situation, ...placement, contentId: knownContent(one, placement.contract) })
  }
  if (conflicts.length + otherConflicts.length > 0) throw new ContractConflict([...conflicts, ...otherConflicts])
  return accepted
}

/** Stores what the version says in the end; gives the ids of the contents by integration. */
async function storeParts(
  trx: Connection,
  versionId: number,
  accepted: readonly AcceptedPart[],
): Promise<ReadonlyMap<number, number>> {
  const last = [...new Map(accepted.map((part) => [part.situation.integrationId, part])).values()]
  const unknown = last
    .filter((part) => part.contentId === undefined)
    .map(({ situation, contract }) => ({ integrationId: situation.integrationId, contract }))
  const added = await ensureContents(trx, unknown)
  const ids = new Map(unknown.map(({ integrationId }, index) => [integrationId, added[index]]))
  const contracts = last.flatMap(({ situation, contentId }) => {
    const id = contentId ?? ids.get(situation.integrationId)
    return id === undefined ? [] : [{ integrationId: situation.integrationId, contentId: id, situation }]
  })
  const changed = contracts.filter(({ contentId, situation }) => contentId !== situation.existing?.contentId)
  if (changed.length > 0) {
    await putContracts(trx, { consumerVersionId: versionId, contracts: changed })
    await promoteContractHeads(trx, { versionId })
  }
  return new Map(contracts.map(({ integrationId, contentId }) => [integrationId, contentId]))
}

function found<Key, Value>(values: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = values.get(key)
  if (value === undefined) throw new Error(`Nothing was stored for ${String(key)}`)
  return value
}

/**
 * Records a consumer version with its contracts. Everything is created that is missing, and locked in one order:
 * pacticipants by name, the version, integrations by id. Throws a ContractConflict, after which nothing may be kept.
 */
export async function storeContracts(
  trx: Connection,
  context: Pick<Context, 'config'>,
  publication: Publication,
): Promise<StoredContracts> {
  const { parts } = publication
  const names = [publication.consumer, ...parts.map((part) => part.provider)]
  const pacticipants = await ensurePacticipants(trx, names)
  const newNames = [...new Set(names)].filter((name) => pacticipants.get(name)?.isNew === true)
  const conflicts = await nameConflicts(trx, context, newNames)
  const consumer = found(pacticipants, publication.consumer)
  const { branch, tags, buildUrl } = publication
  const facts = { number: publication.version, branch, tags, buildUrl }
  const version = await recordVersion(trx, context, { pacticipant: consumer, ...facts })
  if (parts.length === 0) {
    if (conflicts.length > 0) throw new ContractConflict(conflicts)
    return { consumer, version, contracts: [] }
  }
  const providers = parts.map((part) => found(pacticipants, part.provider))
  const integrations = await ensureIntegrations(trx, {
    consumerId: consumer.id,
    providerIds: providers.map((provider) => provider.id),
  })
  const contents = parts.map(({ contract }, index) => ({
    integrationId: found(integrations, providers[index]?.id ?? 0),
    sha: contract.sha,
  }))
  const situations = await listSituations(trx, { consumerVersionId: version.id, contents })
  const accepted = acceptedParts(await placeParts(trx, context, { parts, situations }), publication, conflicts)
  const contentIds = await storeParts(trx, version.id, accepted)
  return {
    consumer,
    version,
    contracts: accepted.map(({ situation, outcome, contract }, index) => ({
      provider: found(pacticipants, parts[index]?.provider ?? ''),
      integrationId: situation.integrationId,
      contentId: found(contentIds, situation.integrationId),
      sha: contract.sha,
      outcome,
      isChanged: contract.sha !== situation.existing?.sha,
      precedents: situation.precedents,
    })),
  }
}
