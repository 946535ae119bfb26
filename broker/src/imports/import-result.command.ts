import type { ImportRecord } from '@tallystick/client/wire'
import type { Connection } from '../context.ts'
import { settleVerificationRequests } from '../contracts/verification-requests.sql.ts'
import { judgeInteractions } from '../verifications/judge-interactions.command.ts'
import { insertVerification, lockContent, lockContentResults } from '../verifications/record-verification.sql.ts'
import { keepProviderSuccesses } from '../versions/facts.sql.ts'
import { noSuchContract, noSuchVersion } from './refusal.ts'
import { dateBackResult, findContentSha, hasResult, lockVersionId } from './results.sql.ts'

type ResultRecord = Extract<ImportRecord, { readonly kind: 'result' }>

/** What a version of the provider found. The same twice is once. */
export async function importResult(trx: Connection, record: ResultRecord): Promise<'created' | 'present'> {
  const { consumer, consumerVersion, provider, providerVersion, success, testResults = null } = record
  const sha = await findContentSha(trx, { consumer, consumerVersion, provider })
  const content =
    sha === undefined
      ? undefined
      : await lockContent(trx, { consumer, provider, sha }, { withInteractions: testResults !== null })
  if (!content) throw noSuchContract(consumer, consumerVersion, provider)
  const providerVersionId = await lockVersionId(trx, { pacticipantId: content.provider.id, number: providerVersion })
  if (providerVersionId === undefined) throw noSuchVersion(provider, providerVersion)
  await lockContentResults(trx, content.id)
  const { verifiedAt, pending = false, wip = false } = record
  const facts = { contentId: content.id, providerVersionId, success }
  if (await hasResult(trx, { ...facts, verifiedAt })) return 'present'
  const { id } = await insertVerification(trx, {
    ...facts,
    verifiedAt: new Date(verifiedAt),
    wip,
    pending,
    // They name versions by ids, which are others here.
    selectors: [],
    buildUrl: record.buildUrl || null,
    testResults,
    verifiedBy: record.verifiedBy ?? {},
    interactions: await judgeInteractions(trx, content, testResults),
  })
  await dateBackResult(trx, { id, verifiedAt, contentId: content.id, providerVersionId })
  if (success) await keepProviderSuccesses(trx, { versionId: providerVersionId, contentId: content.id })
  await settleVerificationRequests(trx, { contentId: content.id, providerVersionId, verificationId: id })
  return 'created'
}
