import { type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import type { Role } from './roles.ts'

function selectPeople(db: Connection) {
  return db.selectFrom('people').select((from) => [
    'people.id',
    'people.uuid',
    'people.issuer',
    'people.name',
    'people.email',
    'people.is_administrator as isAdministrator',
    'people.disabled_at as disabledAt',
    'people.created_at as createdAt',
    'people.last_seen_at as lastSeenAt',
    jsonArrayFrom(
      from
        .selectFrom('memberships')
        .innerJoin('teams', 'teams.id', 'memberships.team_id')
        .select([
          'teams.uuid',
          'teams.name',
          sql<Role>`memberships.role`.as('role'),
          'memberships.is_from_group as fromGroup',
        ])
        .whereRef('memberships.person_id', '=', 'people.id')
        .orderBy(sql`lower(teams.name)`),
    ).as('teams'),
  ])
}

export type PersonRow = Awaited<ReturnType<typeof listPeople>>[number]

/** Part of a name or an e-mail address, of any case. */
function matching(query: string) {
  const pattern = `%${query.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql<SqlBool>`(people.name ilike ${pattern} or people.email ilike ${pattern})`
}

export async function listPeople(
  db: Connection,
  { query, page }: { readonly query: string | undefined; readonly page: PageRequest },
) {
  return selectPeople(db)
    .$if(query !== undefined, (select) => select.where(matching(query ?? '')))
    .orderBy(sql`lower(people.name)`)
    .orderBy('people.id')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute()
}

export async function countPeople(db: Connection, query: string | undefined): Promise<number> {
  const row = await db
    .selectFrom('people')
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .$if(query !== undefined, (select) => select.where(matching(query ?? '')))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function findPersonRow(db: Connection, uuid: string): Promise<PersonRow | undefined> {
  return selectPeople(db).where('people.uuid', '=', uuid).executeTakeFirst()
}

export async function findPersonById(db: Connection, id: number): Promise<PersonRow | undefined> {
  return selectPeople(db).where('people.id', '=', id).executeTakeFirst()
}

interface NewPerson {
  readonly uuid: string
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly email: string | null
  readonly createdAt: Date
}

const columnsOf = ({ uuid, issuer, subject, name, email, createdAt }: NewPerson) => ({
  uuid,
  issuer,
  subject,
  name,
  email,
  created_at: createdAt,
})

export async function insertPerson(
  trx: Connection,
  person: NewPerson & { readonly isAdministrator: boolean },
): Promise<number> {
  const { id } = await trx
    .insertInto('people')
    .values({ ...columnsOf(person), is_administrator: person.isAdministrator })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Somebody of a provider: made when they are new, else with the name that they have now; held until the transaction ends. */
export async function savePerson(trx: Connection, person: NewPerson): Promise<number> {
  const { id } = await trx
    .insertInto('people')
    .values(columnsOf(person))
    .onConflict((conflict) =>
      conflict.constraint('people_subject_unique').doUpdateSet({ name: person.name, email: person.email }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** All who may do everything, held in one order, so that no two of them can take it from each other. */
export async function lockAdministrators(trx: Connection): Promise<readonly number[]> {
  const rows = await trx
    .selectFrom('people')
    .select('people.id')
    .where('people.is_administrator', '=', true)
    .where('people.disabled_at', 'is', null)
    .orderBy('people.id')
    .forNoKeyUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

interface Standing {
  readonly id: number
  readonly isAdministrator: boolean
  readonly disabledAt: Date | null
}

export async function updateStanding(trx: Connection, { id, isAdministrator, disabledAt }: Standing): Promise<void> {
  await trx
    .updateTable('people')
    .set({ is_administrator: isAdministrator, disabled_at: disabledAt })
    .where('people.id', '=', id)
    .execute()
}

export async function lockPerson(trx: Connection, uuid: string): Promise<PersonRow | undefined> {
  await trx.selectFrom('people').select('people.id').where('people.uuid', '=', uuid).forNoKeyUpdate().execute()
  return findPersonRow(trx, uuid)
}
