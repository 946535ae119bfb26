import type { PactForVerification } from '@tallystick/client/wire'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../src/kernel/transaction.ts'
import { rebuildContractHeads, rebuildProviderSuccesses } from '../../src/versions/facts.sql.ts'
import {
  type Expected,
  type History,
  type Version,
  environments,
  events,
  expectedFor,
  historyOf,
  questions,
} from '../support/selection-model.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

// An event each minute.
const time = (at: number) => new Date(Date.UTC(2026, 0, 1, 0, at))

type Ids = ReadonlyMap<object, number>

async function insertPacticipant(name: string, mainBranch?: string): Promise<number> {
  const { id } = await broker.db
    .insertInto('pacticipants')
    .values({ name, display_name: name, main_branch: mainBranch ?? null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function insertVersions(
  pacticipantId: number,
  versions: readonly Version[],
  ids: Map<object, number>,
): Promise<void> {
  for (const version of versions) {
    const { id } = await broker.db
      .insertInto('versions')
      .values({ pacticipant_id: pacticipantId, number: version.number, created_at: time(version.at) })
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.set(version, id)
    for (const { name, at } of version.tags) {
      await broker.db
        .insertInto('tags')
        .values({ version_id: id, pacticipant_id: pacticipantId, name, created_at: time(at) })
        .execute()
    }
  }
  const placed = versions
    .flatMap((version) => version.branches.map(({ name, at }) => ({ name, at, versionId: ids.get(version) ?? 0 })))
    .toSorted((one, other) => one.at - other.at)
  for (const { name, at, versionId } of placed) {
    const branch = await broker.db
      .insertInto('branches')
      .values({ pacticipant_id: pacticipantId, name, head_version_id: versionId, created_at: time(at) })
      .onConflict((conflict) => conflict.constraint('branches_name_unique').doUpdateSet({ head_version_id: versionId }))
      .returning('id')
      .executeTakeFirstOrThrow()
    await broker.db.insertInto('branch_versions').values({ branch_id: branch.id, version_id: versionId }).execute()
  }
}

async function insertContracts(
  history: History,
  consumer: History['consumers'][number],
  { ids, providerId }: { ids: Ids; providerId: number },
) {
  const consumerId = ids.get(consumer) ?? 0
  const integration = await broker.db
    .insertInto('integrations')
    .values({ consumer_id: consumerId, provider_id: providerId })
    .returning('id')
    .executeTakeFirstOrThrow()
  const contentIds = new Map<string, number>()
  for (const version of consumer.versions) {
    if (version.content === undefined) continue
    const content = await broker.db
      .insertInto('contents')
      .values({ integration_id: integration.id, sha: version.content, content: '{}', interaction_ids: [] })
      .onConflict((conflict) => conflict.constraint('contents_sha_unique').doUpdateSet({ content: '{}' }))
      .returning('id')
      .executeTakeFirstOrThrow()
    contentIds.set(version.content, content.id)
    await broker.db
      .insertInto('contracts')
      .values({
        integration_id: integration.id,
        consumer_version_id: ids.get(version) ?? 0,
        content_id: content.id,
        created_at: time(version.at),
        updated_at: time(version.at),
      })
      .execute()
  }
  for (const [index, result] of history.results.filter((result) => result.consumer === consumer.name).entries()) {
    await broker.db
      .insertInto('verifications')
      .values({
        content_id: contentIds.get(result.content) ?? 0,
        number: index + 1,
        provider_version_id: ids.get(result.version) ?? 0,
        success: result.success,
        wip: result.wip,
        created_at: time(result.at),
      })
      .execute()
  }
  await transaction(broker.db, async (trx) => {
    await rebuildContractHeads(trx, { integrationIds: [integration.id] })
    await rebuildProviderSuccesses(trx, { contentIds: [...contentIds.values()] })
  })
}

async function insertStays(
  consumer: History['consumers'][number],
  ids: Ids,
  environmentIds: ReadonlyMap<string, number>,
) {
  const row = (index: number, stay: History['consumers'][number]['deployments'][number]) => ({
    uuid: `${consumer.name}-${index}`,
    pacticipant_id: ids.get(consumer) ?? 0,
    version_id: ids.get(stay.version) ?? 0,
    environment_id: environmentIds.get(stay.environment) ?? 0,
  })
  for (const [index, stay] of consumer.deployments.entries()) {
    const undeployed_at = stay.isOver ? time(0) : null
    await broker.db
      .insertInto('deployed_versions')
      .values({ ...row(index, stay), undeployed_at })
      .execute()
  }
  for (const [index, stay] of consumer.releases.entries()) {
    const support_ended_at = stay.isOver ? time(0) : null
    await broker.db
      .insertInto('released_versions')
      .values({ ...row(index, stay), support_ended_at })
      .execute()
  }
}

async function store(history: History): Promise<void> {
  await broker.db.deleteFrom('pacticipants').execute()
  await broker.db.deleteFrom('environments').execute()
  const environmentIds = new Map<string, number>()
  for (const name of environments) {
    const values = { uuid: name, name, display_name: name, production: name === 'production' }
    const { id } = await broker.db.insertInto('environments').values(values).returning('id').executeTakeFirstOrThrow()
    environmentIds.set(name, id)
  }
  const ids = new Map<object, number>()
  const providerId = await insertPacticipant('P')
  await insertVersions(providerId, history.providerVersions, ids)
  for (const consumer of history.consumers) {
    const id = await insertPacticipant(consumer.name, consumer.mainBranch)
    ids.set(consumer, id)
    await insertVersions(id, consumer.versions, ids)
    await insertContracts(history, consumer, { ids, providerId })
    await insertStays(consumer, ids, environmentIds)
  }
}

async function answered(request: object): Promise<readonly Expected[]> {
  const reply = await broker.post('/pacts/provider/P/for-verification', request)
  if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`)
  const pacts: readonly PactForVerification[] = reply.json._embedded.pacts
  return pacts.map(({ shortDescription, verificationProperties, _links }) => {
    const { href, name } = _links.self
    const [, consumer = '', content = ''] = /consumer\/(\w+)\/pact-version\/(\w+)\//.exec(href) ?? []
    const [, version = ''] = /\((.*)\)/.exec(name) ?? []
    const { pending, wip = false } = verificationProperties
    return { consumer, content, version, reasons: shortDescription.split(', ').toSorted(), pending, wip }
  })
}

test('the broker answers any history as a look through all of it does', { timeout: 60_000 }, async () => {
  const asked = fc.array(questions, { minLength: 12, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(events, asked, async (happened, several) => {
      const history = historyOf(happened)
      await store(history)
      for (const question of several) {
        const { request, sinceEvent } = question
        const since = sinceEvent === undefined ? {} : { includeWipPactsSince: time(sinceEvent).toISOString() }
        expect(await answered({ ...request, ...since })).toEqual(expectedFor(history, question))
      }
    }),
    { numRuns: 15, endOnFailure: true },
  )
})
