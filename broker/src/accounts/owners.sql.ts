import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Owned } from './access.ts'

export interface OwnedRow extends Owned {
  readonly team: string | null
}

/** These applications with the team of each; those that nobody has yet belong to none. */
export async function listOwned(db: Connection, names: readonly string[]): Promise<readonly OwnedRow[]> {
  const { rows } = await sql<OwnedRow>`
    select given.name, teams.id as "teamId", teams.name as team
    from unnest((select ${names}::text[])) as given (name)
    left join pacticipants on pacticipants.name = given.name
    left join teams on teams.id = pacticipants.team_id
    order by given.name`.execute(db)
  return rows
}
