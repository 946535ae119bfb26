import type { Connection } from '../context.ts'
import { withOwnIds } from './own-ids.ts'
import { type VerifiedContent, getContentText } from './record-verification.sql.ts'
import { type InteractionResult, givesOtherIds, interactionResults } from './test-results.ts'

/** What test results say of the interactions of a content. Its text is only read where they use other ids than ours. */
export async function judgeInteractions(
  trx: Connection,
  { id, interactions }: VerifiedContent,
  testResults: unknown,
): Promise<readonly InteractionResult[]> {
  if (!givesOtherIds(testResults, interactions)) return interactionResults(testResults, interactions)
  return interactionResults(testResults, withOwnIds(interactions, await getContentText(trx, id)))
}
