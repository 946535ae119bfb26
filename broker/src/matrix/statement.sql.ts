import { CompiledQuery, type RawBuilder } from 'kysely'
import type { Connection } from '../context.ts'

export type Statement<Row> = (db: Connection, parameters: readonly unknown[]) => Promise<readonly Row[]>

/**
 * A statement with `$1` and so on in its text, which is made once: making these long ones anew for each question costs
 * as much as running them. Parameters that say how many there are go into a sub-select: where the planner sees them it
 * plans anew for each, and never keeps a plan.
 */
export function statement<Row>(build: () => RawBuilder<Row>): Statement<Row> {
  let text: string | undefined
  return async (db, parameters) => {
    text ??= build().compile(db).sql
    const { rows } = await db.executeQuery<Row>({ ...CompiledQuery.raw(text), parameters })
    return rows
  }
}
