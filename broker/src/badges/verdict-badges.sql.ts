import type { Connection, Context } from '../context.ts'
import { readFacts } from '../matrix/read-facts.sql.ts'
import { type ResolvedQuestion, resolveSelectors } from '../matrix/selectors.sql.ts'
import { type Criteria, type Selector, deploymentQuestion } from '../matrix/selectors.ts'
import { verdict } from '../matrix/verdict.ts'
import { findBranch } from '../versions/branches.sql.ts'
import type { Answer } from './badge.ts'

/** What there is not, of what the question names. */
export type Missing = 'pacticipant' | 'branch' | 'version' | 'environment'

async function findMissing(
  db: Connection,
  { specified, targetEnvironment }: ResolvedQuestion,
  target: Partial<Criteria>,
): Promise<Missing | undefined> {
  const [selector] = specified
  if (selector?.pacticipantId === undefined) return 'pacticipant'
  if (selector.versions.length === 0) {
    const { name, criteria } = selector
    if (criteria.branch === undefined) return 'version'
    return (await findBranch(db, { pacticipant: name, branch: criteria.branch })) ? 'version' : 'branch'
  }
  return target.environment !== undefined && !targetEnvironment ? 'environment' : undefined
}

/** May the version that the selector finds go to where the target is? */
export async function findAnswer(
  context: Pick<Context, 'db' | 'clock'>,
  selector: Partial<Selector>,
  target: Partial<Criteria>,
): Promise<{ readonly answer: Answer } | { readonly missing: Missing }> {
  const { db } = context
  const question = deploymentQuestion(selector, target)
  const resolved = await resolveSelectors(context, question)
  const missing = await findMissing(db, resolved, target)
  if (missing !== undefined) return { missing }
  return verdict(question, await readFacts(db, question, resolved))
}
