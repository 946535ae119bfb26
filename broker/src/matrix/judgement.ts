import type { DetailsById } from './details.ts'
import type { ShownRow } from './matrix.hal.ts'
import type { Question } from './selectors.ts'
import type { ResolvedQuestion } from './selectors.sql.ts'
import type { Verdict } from './verdict.ts'

/** The verdict on a question, with what is to be said and shown of it. */
export interface Judgement {
  readonly question: Question
  readonly resolved: ResolvedQuestion
  readonly verdict: Verdict
  readonly hasPairs: boolean
  readonly rows: readonly ShownRow[]
  readonly details: DetailsById
}
