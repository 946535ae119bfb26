import type { Connection } from '../context.ts'
import { listComparisons } from './comparisons.sql.ts'
import { comparablesOf, pairsThatMustHold } from './integrations.ts'
import { allComparisons, newestComparisons } from './newest.ts'
import type { ResolvedQuestion } from './selectors.sql.ts'
import type { Question } from './selectors.ts'
import { type Facts, isBrowsing } from './verdict.ts'

/** A verdict looks at this many rows of a pair, however few of them are to be shown. */
const MOST_ROWS = 1000

/** What the verdict on a question rests on. */
export async function readFacts(db: Connection, question: Question, resolved: ResolvedQuestion): Promise<Facts> {
  const { specified, ignored, inferred, overrides } = resolved
  const pairs = pairsThatMustHold(resolved.integrations, specified, question.target !== undefined)
  const isLookingAround = isBrowsing(question)
  const limit = isLookingAround ? question.limit : MOST_ROWS
  const latestOnly = question.latestBy === 'cvp' || question.latestBy === 'cp'
  const comparables = comparablesOf(pairs, [...specified, ...inferred])
  const comparisons = await listComparisons(db, comparables, { limit, latestOnly })
  const extract = (isLookingAround ? newestComparisons : allComparisons)({ pairs, comparisons }, limit)
  return { specified, ignored, inferred, overrides, ...extract }
}
