import type { ClaimPattern } from '@tallystick/client/wire'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Connection } from '../context.ts'
import type { Scope } from '../kernel/endpoint.ts'
import type { PageRequest } from '../kernel/paging.ts'
import type { Reach } from './caller.ts'

type Patterns = Readonly<Record<string, ClaimPattern>>

/** A rule as far as it matters who is let in. */
export interface IssuerRuleRow {
  readonly uuid: string
  readonly name: string
  readonly audience: string
  readonly claims: Patterns
  readonly scopes: readonly Scope[]
  readonly reach: Reach
}

/** Those that name this issuer, by name. One look-up: it is asked with every request of a build. */
export async function listRulesOfIssuer(db: Connection, issuer: string): Promise<readonly IssuerRuleRow[]> {
  const { rows } = await sql<IssuerRuleRow>`
    select trust_rules.uuid, trust_rules.name, trust_rules.audience, trust_rules.claims, trust_rules.scopes,
      case when trust_rules.reaches_everything then '"everything"'::json else json_build_object(
        'teams', (
          select coalesce(json_agg(reached.team_id), '[]') from trust_rule_teams as reached
          where reached.trust_rule_id = trust_rules.id
        ),
        'applications', (
          select coalesce(json_agg(reached.pacticipant), '[]') from trust_rule_pacticipants as reached
          where reached.trust_rule_id = trust_rules.id
        )
      ) end as reach
    from trust_rules
    where trust_rules.issuer = ${issuer}
    order by lower(trust_rules.name), trust_rules.id`.execute(db)
  return rows
}

function selectRules(db: Connection) {
  return db.selectFrom('trust_rules').select((from) => [
    'trust_rules.id',
    'trust_rules.uuid',
    'trust_rules.name',
    'trust_rules.issuer',
    'trust_rules.audience',
    sql<Patterns>`trust_rules.claims`.as('claims'),
    sql<readonly Scope[]>`trust_rules.scopes`.as('scopes'),
    'trust_rules.reaches_everything as reachesEverything',
    'trust_rules.created_by as createdBy',
    'trust_rules.created_at as createdAt',
    'trust_rules.updated_at as updatedAt',
    jsonArrayFrom(
      from
        .selectFrom('trust_rule_teams')
        .innerJoin('teams', 'teams.id', 'trust_rule_teams.team_id')
        .select(['teams.id', 'teams.uuid', 'teams.name'])
        .whereRef('trust_rule_teams.trust_rule_id', '=', 'trust_rules.id')
        .orderBy(sql`lower(teams.name)`),
    ).as('teams'),
    jsonArrayFrom(
      from
        .selectFrom('trust_rule_pacticipants')
        .leftJoin('pacticipants', 'pacticipants.name', 'trust_rule_pacticipants.pacticipant')
        .select(['trust_rule_pacticipants.pacticipant as name', 'pacticipants.team_id as teamId'])
        .whereRef('trust_rule_pacticipants.trust_rule_id', '=', 'trust_rules.id')
        .orderBy('trust_rule_pacticipants.pacticipant'),
    ).as('applications'),
  ])
}

export type TrustRuleRow = Awaited<ReturnType<typeof listTrustRules>>[number]

/** By name. */
export async function listTrustRules(db: Connection, page: PageRequest) {
  return selectRules(db)
    .orderBy(sql`lower(trust_rules.name)`)
    .orderBy('trust_rules.id')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute()
}

export async function countTrustRules(db: Connection): Promise<number> {
  const row = await db
    .selectFrom('trust_rules')
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function findTrustRule(db: Connection, uuid: string): Promise<TrustRuleRow | undefined> {
  return selectRules(db).where('trust_rules.uuid', '=', uuid).executeTakeFirst()
}

/** Holds the rule: nobody else changes it meanwhile. */
export async function holdTrustRule(trx: Connection, uuid: string): Promise<TrustRuleRow | undefined> {
  return selectRules(trx).where('trust_rules.uuid', '=', uuid).forUpdate('trust_rules').executeTakeFirst()
}

interface RuleFields {
  readonly name: string
  readonly issuer: string
  readonly audience: string
  readonly claims: Patterns
  readonly scopes: readonly Scope[]
  readonly reachesEverything: boolean
}

const columns = ({ name, issuer, audience, claims, scopes, reachesEverything }: RuleFields) => ({
  name,
  issuer,
  audience,
  claims: sql<string>`${JSON.stringify(claims)}::jsonb`,
  scopes: [...scopes],
  reaches_everything: reachesEverything,
})

interface NewRule extends RuleFields {
  readonly uuid: string
  readonly createdBy: string
  readonly at: Date
}

export async function insertTrustRule(trx: Connection, { uuid, createdBy, at, ...rule }: NewRule): Promise<number> {
  const row = await trx
    .insertInto('trust_rules')
    .values({ ...columns(rule), uuid, created_by: createdBy, created_at: at, updated_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

interface ChangedRule extends RuleFields {
  readonly id: number
  readonly at: Date
}

export async function updateTrustRule(trx: Connection, { id, at, ...rule }: ChangedRule): Promise<void> {
  await trx
    .updateTable('trust_rules')
    .set({ ...columns(rule), updated_at: at })
    .where('trust_rules.id', '=', id)
    .execute()
}

interface RuleReach {
  readonly teams: readonly number[]
  readonly applications: readonly string[]
}

/** What the rule reaches from then on, in place of what it did. */
export async function replaceRuleReach(trx: Connection, id: number, { teams, applications }: RuleReach): Promise<void> {
  await sql`delete from trust_rule_teams where trust_rule_teams.trust_rule_id = ${id}`.execute(trx)
  await sql`delete from trust_rule_pacticipants where trust_rule_pacticipants.trust_rule_id = ${id}`.execute(trx)
  await sql`
    insert into trust_rule_teams (trust_rule_id, team_id)
    select ${id}, given.id from unnest(${teams}::bigint[]) as given (id)
    on conflict on constraint trust_rule_teams_pk do nothing`.execute(trx)
  await sql`
    insert into trust_rule_pacticipants (trust_rule_id, pacticipant)
    select ${id}, given.name from unnest(${applications}::text[]) as given (name)
    on conflict on constraint trust_rule_pacticipants_pk do nothing`.execute(trx)
}

/** False where there is none. */
export async function deleteTrustRule(trx: Connection, id: number): Promise<boolean> {
  const result = await trx.deleteFrom('trust_rules').where('trust_rules.id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}
