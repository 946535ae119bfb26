import { type RawBuilder, sql } from 'kysely'

/**
 * A number that the planner does not see: it would plan anew for each, and never keep a plan. Planning costs more than
 * running these.
 */
export function hidden(number: number): RawBuilder<number> {
  return sql<number>`(select ${number}::bigint)`
}
