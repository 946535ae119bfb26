import type { EnvironmentChange } from '@tallystick/client/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { ChangesCursor } from './changes-cursor.ts'

export interface ChangeRow extends ChangesCursor {
  readonly at: Date
  readonly kind: EnvironmentChange['kind']
  readonly uuid: string
  readonly pacticipant: string
  readonly version: string
  readonly applicationInstance: string | null
  /** The version whose place it took. */
  readonly replaced: string | null
  /** Another version took its place in the same moment: that one tells of it. */
  readonly isReplaced: boolean
}

interface Source {
  readonly kind: EnvironmentChange['kind']
  readonly table: 'deployed_versions' | 'released_versions'
  readonly column: 'created_at' | 'undeployed_at' | 'support_ended_at'
}

// In the order of what comes first in one moment, the newest last.
const sources: readonly Source[] = [
  { kind: 'undeployed', table: 'deployed_versions', column: 'undeployed_at' },
  { kind: 'deployed', table: 'deployed_versions', column: 'created_at' },
  { kind: 'support-ended', table: 'released_versions', column: 'support_ended_at' },
  { kind: 'released', table: 'released_versions', column: 'created_at' },
]

interface Question {
  readonly environmentId: number
  /** Undefined: from the newest on. */
  readonly before: ChangesCursor | undefined
  readonly limit: number
}

/** The newest of one kind: so many steps down an index. */
function newestOf({ kind, table, column }: Source, rank: number, { environmentId, before, limit }: Question) {
  const at = sql.ref(`${table}.${column}`)
  const id = sql.ref(`${table}.id`)
  const cursor = before && sql`timestamptz 'epoch' + ${before.micros}::bigint * interval '1 microsecond'`
  // At the moment of the cursor: all of the kinds that come after its own, and of its own the older rows.
  const firstId = before && (rank < before.rank ? sql`null` : rank > before.rank ? sql`0` : sql`${before.id}`)
  const isOlder = !cursor
    ? sql`true`
    : sql`${at} <= ${cursor} and (${at} < ${cursor} or coalesce(${id} < ${firstId}::bigint, true))`
  const instance: RawBuilder<unknown> =
    table === 'deployed_versions' ? sql.ref('deployed_versions.application_instance') : sql`null::text`
  return sql`
    (select ${kind} as kind, ${rank}::integer as rank, ${at} as at, ${id}, ${sql.ref(`${table}.uuid`)},
      ${sql.ref(`${table}.pacticipant_id`)}, ${sql.ref(`${table}.version_id`)}, ${instance} as application_instance
    from ${sql.table(table)}
    where ${sql.ref(`${table}.environment_id`)} = ${environmentId} and ${at} is not null and ${isOlder}
    order by ${at} desc, ${id} desc
    limit ${limit})`
}

/** The change of the same place in the same moment: what went when something came, or came when it went. */
const counterpart = (column: 'created_at' | 'undeployed_at', environmentId: number) => sql`
  select other.version_id
  from deployed_versions as other
  where other.environment_id = ${environmentId} and ${sql.ref(`other.${column}`)} = newest.at
    and other.pacticipant_id = newest.pacticipant_id and other.id <> newest.id
    and coalesce(other.application_instance, '') = coalesce(newest.application_instance, '')
  limit 1`

/** The newest changes, those that are told by others among them. */
export async function listChanges(db: Connection, question: Question): Promise<readonly ChangeRow[]> {
  const found = sources.map((source, rank) => newestOf(source, rank, question))
  const { rows } = await sql<ChangeRow>`
    select newest.kind, newest.rank, newest.at, newest.id, newest.uuid, pacticipants.name as pacticipant,
      (extract(epoch from newest.at) * 1000000)::bigint::text as micros, versions.number as version,
      newest.application_instance as "applicationInstance",
      case when newest.kind = 'deployed' then (
        select versions.number from versions
        where versions.id = (${counterpart('undeployed_at', question.environmentId)})) end as replaced,
      newest.kind = 'undeployed' and exists (${counterpart('created_at', question.environmentId)}) as "isReplaced"
    from (
      select * from (${sql.join(found, sql` union all `)}) as candidates
      order by candidates.at desc, candidates.rank desc, candidates.id desc
      limit ${question.limit}
    ) as newest
    join pacticipants on pacticipants.id = newest.pacticipant_id
    join versions on versions.id = newest.version_id
    order by newest.at desc, newest.rank desc, newest.id desc`.execute(db)
  return rows
}
