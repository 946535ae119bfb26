import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'

interface NewOverride {
  readonly uuid: string
  readonly pacticipant: string
  readonly version: string
  readonly environment: string
  readonly reason: string
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** False where there is no such version or environment. */
export async function insertOverride(trx: Connection, given: NewOverride): Promise<boolean> {
  const row = await trx
    .insertInto('overrides')
    .columns([
      'uuid',
      'pacticipant_id',
      'version_id',
      'environment_id',
      'reason',
      'created_by',
      'created_at',
      'expires_at',
    ])
    .expression((from) =>
      from
        .selectFrom('pacticipants')
        .innerJoin('versions', 'versions.pacticipant_id', 'pacticipants.id')
        .innerJoin('environments', (join) => join.on('environments.name', '=', given.environment))
        .where('pacticipants.name', '=', given.pacticipant)
        .where('versions.number', '=', given.version)
        .select((value) => [
          value.val(given.uuid).as('uuid'),
          'pacticipants.id as pacticipant_id',
          'versions.id as version_id',
          'environments.id as environment_id',
          value.val(given.reason).as('reason'),
          value.val(given.createdBy).as('created_by'),
          value.val(given.createdAt).as('created_at'),
          value.val(given.expiresAt).as('expires_at'),
        ]),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

interface OverrideFilter {
  readonly pacticipant?: string | undefined
  readonly environment?: string | undefined
  readonly active?: boolean | undefined
  readonly now: Date
}

function selectOverrides(db: Connection, { pacticipant, environment, active, now }: OverrideFilter) {
  return db
    .selectFrom('overrides')
    .innerJoin('pacticipants', 'pacticipants.id', 'overrides.pacticipant_id')
    .innerJoin('versions', 'versions.id', 'overrides.version_id')
    .innerJoin('environments', 'environments.id', 'overrides.environment_id')
    .$if(pacticipant !== undefined, (select) => select.where('pacticipants.name', '=', pacticipant ?? ''))
    .$if(environment !== undefined, (select) => select.where('environments.name', '=', environment ?? ''))
    .$if(active === true, (select) =>
      select.where('overrides.revoked_at', 'is', null).where('overrides.expires_at', '>', now),
    )
    .$if(active === false, (select) =>
      select.where((is) => is.or([is('overrides.revoked_at', 'is not', null), is('overrides.expires_at', '<=', now)])),
    )
}

const columns = [
  'overrides.uuid',
  'pacticipants.name as pacticipant',
  'versions.number as version',
  'environments.name as environment',
  'environments.uuid as environmentUuid',
  'overrides.reason',
  'overrides.created_by as createdBy',
  'overrides.created_at as createdAt',
  'overrides.expires_at as expiresAt',
  'overrides.revoked_by as revokedBy',
  'overrides.revoked_at as revokedAt',
] as const

export type OverrideRow = Awaited<ReturnType<typeof listOverrides>>[number]

/** The newest first. */
export async function listOverrides(db: Connection, filter: OverrideFilter, page: PageRequest) {
  return selectOverrides(db, filter)
    .select(columns)
    .orderBy('overrides.id', 'desc')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute()
}

export async function countOverrides(db: Connection, filter: OverrideFilter): Promise<number> {
  const row = await selectOverrides(db, filter)
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function findOverride(db: Connection, { uuid, now }: { readonly uuid: string; readonly now: Date }) {
  return selectOverrides(db, { now }).select(columns).where('overrides.uuid', '=', uuid).executeTakeFirst()
}

/** False where it does not count any more, or never was. */
export async function revokeOverride(
  trx: Connection,
  { uuid, by, now }: { readonly uuid: string; readonly by: string; readonly now: Date },
): Promise<boolean> {
  const result = await trx
    .updateTable('overrides')
    .set({ revoked_at: now, revoked_by: by })
    .where('overrides.uuid', '=', uuid)
    .where('overrides.revoked_at', 'is', null)
    .where('overrides.expires_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export interface InForce {
  readonly environmentId: number
  readonly versionId: number
  readonly uuid: string
  readonly reason: string
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

interface Where {
  readonly places: readonly { readonly environmentId: number; readonly versionId: number }[]
  readonly now: Date
}

/** What counts for versions in environments; of several the one that ends last. */
export async function listInForce(db: Connection, { places, now }: Where): Promise<readonly InForce[]> {
  if (places.length === 0) return []
  const { rows } = await sql<InForce>`
    select distinct on (overrides.version_id, overrides.environment_id)
      overrides.environment_id as "environmentId", overrides.version_id as "versionId", overrides.uuid,
      overrides.reason, overrides.created_by as "createdBy", overrides.created_at as "createdAt",
      overrides.expires_at as "expiresAt"
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as given("environmentId" bigint, "versionId" bigint)
    join overrides on overrides.version_id = given."versionId" and overrides.environment_id = given."environmentId"
    where overrides.revoked_at is null and overrides.expires_at > ${now}
    order by overrides.version_id, overrides.environment_id, overrides.expires_at desc, overrides.id desc`.execute(db)
  return rows
}
