import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../../test/support/server.ts'
import type { Config } from '../kernel/config.ts'
import { transaction } from '../kernel/transaction.ts'
import { ensurePacticipants } from '../pacticipants/pacticipants.sql.ts'
import { type VersionToRecord, recordVersion } from './record-version.command.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

type Details = Omit<VersionToRecord, 'pacticipant'>

async function record(name: string, version: Details, config: Partial<Config> = {}) {
  return transaction(broker.db, async (trx) => {
    const pacticipant = (await ensurePacticipants(trx, [name])).get(name)
    if (!pacticipant) throw new Error(`${name} is missing`)
    return recordVersion(
      trx,
      { ...broker.context, config: { ...broker.context.config, ...config } },
      { pacticipant, ...version },
    )
  })
}

async function versionOf(name: string, number: string) {
  return broker.db
    .selectFrom('versions')
    .innerJoin('pacticipants', 'pacticipants.id', 'versions.pacticipant_id')
    .selectAll('versions')
    .where('pacticipants.name', '=', name)
    .where('versions.number', '=', number)
    .executeTakeFirstOrThrow()
}

async function branchesOf(name: string): Promise<Readonly<Record<string, string | null>>> {
  const rows = await broker.db
    .selectFrom('branches')
    .innerJoin('pacticipants', 'pacticipants.id', 'branches.pacticipant_id')
    .leftJoin('versions', 'versions.id', 'branches.head_version_id')
    .select(['branches.name', 'versions.number'])
    .where('pacticipants.name', '=', name)
    .execute()
  return Object.fromEntries(rows.map((row) => [row.name, row.number]))
}

async function mainBranchOf(name: string): Promise<string | null> {
  const query = broker.db.selectFrom('pacticipants').select('main_branch').where('name', '=', name)
  return (await query.executeTakeFirstOrThrow()).main_branch
}

async function deployed(name: string): Promise<readonly string[]> {
  const rows = await broker.db
    .selectFrom('deployed_versions')
    .innerJoin('versions', 'versions.id', 'deployed_versions.version_id')
    .innerJoin('pacticipants', 'pacticipants.id', 'versions.pacticipant_id')
    .select(['versions.number', 'deployed_versions.auto_created as auto'])
    .where('pacticipants.name', '=', name)
    .where('deployed_versions.undeployed_at', 'is', null)
    .execute()
  return rows.map((row) => `${row.number} ${String(row.auto)}`)
}

describe('a recorded version', () => {
  test('is new once', async () => {
    expect(await record('Once', { number: '1' })).toMatchObject({ number: '1', isNew: true })
    expect(await record('Once', { number: '1' })).toMatchObject({ number: '1', isNew: false })
  })

  test('keeps its build URL until another one is given', async () => {
    await record('Build', { number: '1', buildUrl: 'http://ci/1' })
    await record('Build', { number: '1' })
    expect(await versionOf('Build', '1')).toMatchObject({ build_url: 'http://ci/1' })
    await record('Build', { number: '1', buildUrl: 'http://ci/2' })
    expect(await versionOf('Build', '1')).toMatchObject({ build_url: 'http://ci/2' })
    await record('Build', { number: '1', buildUrl: null })
    expect(await versionOf('Build', '1')).toMatchObject({ build_url: null })
  })

  test('becomes the head of a branch that it is put on, but not again', async () => {
    await record('Heads', { number: '1', branch: 'feat/x' })
    await record('Heads', { number: '2', branch: 'feat/x' })
    await record('Heads', { number: '1', branch: 'feat/x' })
    expect(await branchesOf('Heads')).toEqual({ 'feat/x': '2' })
    await record('Heads', { number: '1', branch: 'main' })
    expect(await branchesOf('Heads')).toEqual({ 'feat/x': '2', main: '1' })
  })

  test('is written once when twenty record it at the same time', async () => {
    const recorded = await Promise.all(
      Array.from({ length: 20 }, () => record('Twenty', { number: '1', branch: 'main', tags: ['a', 'b'] })),
    )
    expect(recorded.filter((version) => version.isNew)).toHaveLength(1)
    expect(recorded.filter((version) => version.isNewOnBranch)).toHaveLength(1)
    expect(recorded.flatMap((version) => version.newTags).toSorted()).toEqual(['a', 'b'])
    expect(await branchesOf('Twenty')).toEqual({ main: '1' })
  })
})

describe('the main branch', () => {
  test('is the first branch or tag with the name of one', async () => {
    await record('Auto', { number: '1', branch: 'feature' })
    expect(await mainBranchOf('Auto')).toBeNull()
    await record('Auto', { number: '2', branch: 'feature', tags: ['master'] })
    expect(await mainBranchOf('Auto')).toBe('master')
    await record('Auto', { number: '3', branch: 'main' })
    expect(await mainBranchOf('Auto')).toBe('master')
  })

  test('is left alone when that is configured', async () => {
    await record('Manual', { number: '1', branch: 'main' }, { autoDetectMainBranch: false })
    expect(await mainBranchOf('Manual')).toBeNull()
  })
})

describe('the first tag of a young version without branch', () => {
  test('is its branch too', async () => {
    await record('Tagged', { number: '1' })
    await record('Tagged', { number: '1', tags: ['feat', 'other'] })
    await record('Tagged', { number: '1', tags: ['later'] })
    expect(await branchesOf('Tagged')).toEqual({ feat: '1' })
  })

  test('is no branch where the version has one', async () => {
    await record('Branched', { number: '1', branch: 'main', tags: ['dev'] })
    expect(await branchesOf('Branched')).toEqual({ main: '1' })
  })

  test('is no branch after the time limit', async () => {
    await record('Late', { number: '1' })
    await record('Late', { number: '1', tags: ['dev'] }, { useFirstTagAsBranchTimeLimitSeconds: -1 })
    expect(await branchesOf('Late')).toEqual({})
  })

  test('is no branch when that is switched off', async () => {
    await record('Off', { number: '1', tags: ['dev'] }, { useFirstTagAsBranch: false })
    expect(await branchesOf('Off')).toEqual({})
  })
})

describe('a tag with the name of an environment', () => {
  beforeAll(async () => {
    const environment = { uuid: 'tag-env', name: 'tag-env', display_name: 'Tag env', production: false }
    await broker.db.insertInto('environments').values(environment).execute()
  })

  test('deploys the version in place of the one before', async () => {
    await record('ByTag', { number: '1', tags: ['tag-env'] })
    expect(await deployed('ByTag')).toEqual(['1 true'])
    await record('ByTag', { number: '2', tags: ['other', 'tag-env'] })
    expect(await deployed('ByTag')).toEqual(['2 true'])
  })

  test('deploys nothing when that is switched off', async () => {
    await record('NotByTag', { number: '1', tags: ['tag-env'] }, { createDeployedVersionsForTags: false })
    expect(await deployed('NotByTag')).toEqual([])
  })
})

describe('ensured pacticipants', () => {
  test('are created where they are missing, with a name for people', async () => {
    await broker.db
      .insertInto('pacticipants')
      .values({ name: 'known', display_name: 'K', main_branch: 'trunk' })
      .execute()
    const ensured = await transaction(broker.db, (trx) => ensurePacticipants(trx, ['fresh-one', 'known', 'known']))
    expect(ensured.get('known')).toMatchObject({ mainBranch: 'trunk', isNew: false })
    expect(ensured.get('fresh-one')).toMatchObject({ mainBranch: null, isNew: true })
    const row = broker.db.selectFrom('pacticipants').select('display_name').where('name', '=', 'fresh-one')
    expect(await row.executeTakeFirst()).toEqual({ display_name: 'Fresh One' })
  })

  test('are created once when many ask for overlapping names at the same time', async () => {
    const names = ['w', 'x', 'y', 'z']
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        transaction(broker.db, (trx) =>
          ensurePacticipants(trx, [names[index % 4] ?? '', names[(index * 3 + 1) % 4] ?? '', 'v']),
        ),
      ),
    )
    const created = outcomes.flatMap((found) => [...found.values()]).filter((pacticipant) => pacticipant.isNew)
    expect(created.map((pacticipant) => pacticipant.name).toSorted()).toEqual(['v', ...names])
  })
})
