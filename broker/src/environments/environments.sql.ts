import type { EnvironmentDetails } from '@tallystick/client/wire'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import { brokenConstraint } from '../kernel/transaction.ts'

export type Contacts = NonNullable<EnvironmentDetails['contacts']>

function selectEnvironments(db: Connection) {
  return db
    .selectFrom('environments')
    .select([
      'environments.id',
      'environments.uuid',
      'environments.name',
      'environments.display_name as displayName',
      'environments.production',
      sql<Contacts>`environments.contacts`.as('contacts'),
      'environments.created_at as createdAt',
      'environments.updated_at as updatedAt',
    ])
}

export type EnvironmentRow = Omit<Awaited<ReturnType<typeof listEnvironments>>[number], 'id'>

/** The environment beside what happened in it, in the same row. */
export const environmentColumns = [
  'environments.uuid as environmentUuid',
  'environments.name as environmentName',
  'environments.display_name as environmentDisplayName',
  'environments.production as environmentProduction',
  sql<Contacts>`environments.contacts`.as('environmentContacts'),
  'environments.created_at as environmentCreatedAt',
  'environments.updated_at as environmentUpdatedAt',
] as const

export async function listEnvironments(db: Connection, name: string | undefined) {
  return selectEnvironments(db)
    .$if(name !== undefined, (select) => select.where('environments.name', '=', name ?? ''))
    .orderBy(sql`lower(environments.display_name)`)
    .orderBy('environments.id')
    .execute()
}

export async function findEnvironment(db: Connection, uuid: string) {
  return selectEnvironments(db).where('environments.uuid', '=', uuid).executeTakeFirst()
}

interface EnvironmentToSave {
  readonly name: string
  readonly displayName: string
  readonly production: boolean
  readonly contacts: Contacts
}

const columns = ({ name, displayName, production, contacts }: EnvironmentToSave) => ({
  name,
  display_name: displayName,
  production,
  contacts: JSON.stringify(contacts),
})

/** False when the name is taken. */
export async function insertEnvironment(
  db: Connection,
  { uuid, ...environment }: EnvironmentToSave & { readonly uuid: string },
): Promise<boolean> {
  const row = await db
    .insertInto('environments')
    .values({ uuid, ...columns(environment) })
    .onConflict((conflict) => conflict.constraint('environments_name_unique').doNothing())
    .returning('environments.id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateEnvironment(
  db: Connection,
  { uuid, ...environment }: EnvironmentToSave & { readonly uuid: string },
): Promise<'updated' | 'missing' | 'name-taken'> {
  try {
    const result = await db
      .updateTable('environments')
      .set({ ...columns(environment), updated_at: sql<Date>`now()` })
      .where('environments.uuid', '=', uuid)
      .executeTakeFirst()
    return result.numUpdatedRows > 0n ? 'updated' : 'missing'
  } catch (error) {
    if (brokenConstraint(error) === 'environments_name_unique') return 'name-taken'
    throw error
  }
}

/** An environment, held against everyone who wants to record something in it. Undefined when there is none. */
export async function lockEnvironment(
  trx: Connection,
  uuid: string,
): Promise<{ readonly id: number; readonly name: string } | undefined> {
  return trx
    .selectFrom('environments')
    .select(['environments.id', 'environments.name'])
    .where('environments.uuid', '=', uuid)
    .forUpdate()
    .executeTakeFirst()
}
