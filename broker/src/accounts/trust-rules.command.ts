import { randomUUID } from 'node:crypto'
import type { TrustRuleDetails } from '@tallystick/client/wire'
import type { Connection, Context } from '../context.ts'
import { invalid } from '../kernel/broker-error.ts'
import { transaction } from '../kernel/transaction.ts'
import { notYourTrustRule, tokenRefused, trustRuleNotFound } from './accounts.errors.ts'
import { recordAudit } from './audit.command.ts'
import type { Caller, Grant } from './caller.ts'
import { type Claims, claimIn, differences } from './claims.ts'
import { allowsPrivate } from './issuer-rules.ts'
import { type WantedReach, mayRevoke, ruleTooMuch, withReading } from './token-rules.ts'
import { trustRuleProblems } from './trust-rule-checks.ts'
import {
  type IssuerRuleRow,
  type TrustRuleRow,
  deleteTrustRule,
  findTrustRule,
  holdTrustRule,
  insertTrustRule,
  listRulesOfIssuer,
  replaceRuleReach,
  updateTrustRule,
} from './trust-rules.sql.ts'
import { endOfCaller, lookUpReach } from './wanted-reach.command.ts'

const subjectOf = ({ name }: Pick<TrustRuleRow, 'name'>) => ({ kind: 'trust-rule' as const, name })

/** What is noted of it in the audit log. */
function audited(row: TrustRuleRow) {
  const { uuid, name, issuer, audience, claims, scopes, reachesEverything } = row
  const teams = row.teams.map((team) => team.name)
  const applications = row.applications.map((application) => application.name)
  const reach = reachesEverything ? 'everything' : { teams, applications }
  return { uuid, name, issuer, audience, claims, scopes, reach }
}

function check(details: TrustRuleDetails, { config }: Context): void {
  const problems = trustRuleProblems(details, (host) => allowsPrivate(config, host))
  if (Object.keys(problems).length > 0) throw invalid(problems)
}

/** What it is to reach, where the caller may allow it. */
async function allowedReach(trx: Connection, caller: Caller, details: TrustRuleDetails): Promise<WantedReach> {
  const reach = await lookUpReach(trx, details.reach)
  const refusal = ruleTooMuch(caller, { scopes: withReading(details.scopes), reach }, await endOfCaller(trx, caller))
  if (refusal !== undefined) throw tokenRefused(refusal)
  return reach
}

const fieldsOf = ({ name, issuer, audience, claims, scopes }: TrustRuleDetails, reach: WantedReach) => ({
  name,
  issuer,
  audience,
  claims,
  scopes: withReading(scopes),
  reachesEverything: reach === 'everything',
})

async function keepReach(trx: Connection, id: number, reach: WantedReach): Promise<void> {
  const { teams, applications } = reach === 'everything' ? { teams: [], applications: [] } : reach
  await replaceRuleReach(trx, id, {
    teams: teams.map((team) => team.id),
    applications: applications.map(({ name }) => name),
  })
}

export async function getTrustRule(db: Connection, uuid: string): Promise<TrustRuleRow> {
  const row = await findTrustRule(db, uuid)
  if (!row) throw trustRuleNotFound(uuid)
  return row
}

/** Builds that fit it are let in from the next request on. */
export async function createTrustRule(context: Context, details: TrustRuleDetails): Promise<TrustRuleRow> {
  check(details, context)
  const { db, caller, clock } = context
  const uuid = randomUUID()
  return transaction(db, async (trx) => {
    const reach = await allowedReach(trx, caller, details)
    const rule = { ...fieldsOf(details, reach), uuid, createdBy: caller.name, at: clock() }
    await keepReach(trx, await insertTrustRule(trx, rule), reach)
    const row = await getTrustRule(trx, uuid)
    await recordAudit(trx, context, { action: 'trust-rule-created', subject: subjectOf(row), after: audited(row) })
    return row
  })
}

/** The rule, held, where the caller may take it away. */
async function holdOwn(trx: Connection, { caller }: Context, uuid: string): Promise<TrustRuleRow> {
  const row = await holdTrustRule(trx, uuid)
  if (!row) throw trustRuleNotFound(uuid)
  const { reachesEverything, teams, applications } = row
  const reach = reachesEverything ? 'everything' : { teams: teams.map(({ id }) => id), applications }
  if (!mayRevoke(caller, { uuid, person: null, reach })) throw notYourTrustRule(row.name)
  return row
}

/** Another rule in its place, for which the same holds as for a new one. */
export async function changeTrustRule(
  context: Context,
  uuid: string,
  details: TrustRuleDetails,
): Promise<TrustRuleRow> {
  check(details, context)
  return transaction(context.db, async (trx) => {
    const before = await holdOwn(trx, context, uuid)
    const reach = await allowedReach(trx, context.caller, details)
    await updateTrustRule(trx, { ...fieldsOf(details, reach), id: before.id, at: context.clock() })
    await keepReach(trx, before.id, reach)
    const row = await getTrustRule(trx, uuid)
    const states = { before: audited(before), after: audited(row) }
    await recordAudit(trx, context, { action: 'trust-rule-updated', subject: subjectOf(before), ...states })
    return row
  })
}

/** From the next request on nobody is let in by it. */
export async function removeTrustRule(context: Context, uuid: string): Promise<void> {
  await transaction(context.db, async (trx) => {
    const before = await holdOwn(trx, context, uuid)
    if (!(await deleteTrustRule(trx, before.id))) throw trustRuleNotFound(uuid)
    const entry = { action: 'trust-rule-deleted' as const, subject: subjectOf(before), before: audited(before) }
    await recordAudit(trx, context, entry)
  })
}

export interface Trial {
  readonly claims: Claims
  readonly rules: readonly (IssuerRuleRow & { readonly differences: ReturnType<typeof differences> })[]
  readonly grants: readonly Grant[]
}

/** What a build with these claims would be allowed. Nobody is let in. */
export async function tryClaims(db: Connection, claims: Claims): Promise<Trial> {
  const issuer = claimIn(claims, 'iss')
  const known = typeof issuer === 'string' && !issuer.includes('\u0000') ? await listRulesOfIssuer(db, issuer) : []
  const rules = known.map((rule) => ({ ...rule, differences: differences(rule, claims) }))
  const fitting = rules.filter((rule) => rule.differences.length === 0)
  return { claims, rules, grants: fitting.map(({ scopes, reach }) => ({ scopes, reach })) }
}
