import type { NewVerificationResult, VerificationResult } from '@tallystick/client/wire'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Connection, Context } from '../context.ts'
import type { ContractMetadata } from '../contracts/metadata.ts'
import { settleVerificationRequests } from '../contracts/verification-requests.sql.ts'
import { notFound } from '../kernel/broker-error.ts'
import { transaction } from '../kernel/transaction.ts'
import { keepProviderSuccesses, rebuildProviderSuccesses } from '../versions/facts.sql.ts'
import { recordVersion } from '../versions/record-version.command.ts'
import { judgeInteractions } from './judge-interactions.command.ts'
import { deleteVerification, insertVerification, lockContent, lockContentResults } from './record-verification.sql.ts'
import { raiseEvents } from '../webhooks/raise-events.command.ts'
import { verificationEvents } from './verification-events.ts'
import { listVerifiedVersions } from './verified-versions.sql.ts'
import type { ContentLocator, VerificationRow } from './verifications.sql.ts'

function verifierOf(result: NewVerificationResult): VerificationResult['verifiedBy'] {
  const { implementation, version, clientLanguage } = result.verifiedBy ?? {}
  const properties = {
    implementation,
    version,
    client_implementation: clientLanguage?.name,
    client_test_framework: clientLanguage?.testFramework,
    client_version: clientLanguage?.version,
  }
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => typeof value === 'string'))
}

/** Records a result for a content by a version of the provider, which is created when nobody has told of it before. */
export async function recordVerification(
  context: Context,
  content: ContentLocator,
  { result, metadata }: { readonly result: NewVerificationResult; readonly metadata: ContractMetadata },
): Promise<VerificationRow> {
  const { success, testResults } = result
  return transaction(context.db, async (trx) => {
    const withInteractions = testResults !== undefined && testResults !== null
    const verified = await lockContent(trx, content, { withInteractions })
    if (verified === undefined) throw notFound()
    const version = await recordVersion(trx, context, {
      pacticipant: verified.provider,
      number: result.providerApplicationVersion,
      branch: result.providerApplicationVersionBranch ?? undefined,
    })
    const verification = {
      contentId: verified.id,
      success,
      buildUrl: result.buildUrl || null,
      testResults: testResults ?? null,
      verifiedBy: verifierOf(result),
      verifiedAt: result.verificationDate ? new Date(result.verificationDate) : context.clock(),
    }
    const inserted = await insertVerification(trx, {
      ...verification,
      providerVersionId: version.id,
      wip: metadata.wip,
      // Work in progress is always pending; its token does not say so.
      pending: metadata.pending ?? metadata.wip,
      selectors: metadata.selectors,
      interactions: await judgeInteractions(trx, verified, testResults),
    })
    if (success) await keepProviderSuccesses(trx, { versionId: version.id, contentId: verified.id })
    const settled = { contentId: verified.id, providerVersionId: version.id, verificationId: inserted.id }
    await settleVerificationRequests(trx, settled)
    const versions = await listVerifiedVersions(trx, { ...verification, number: inserted.number, metadata })
    const { consumer } = content
    const told = { id: inserted.id, contentId: verified.id, success, consumer, provider: verified.provider }
    await raiseEvents(trx, context, verificationEvents({ ...told, providerVersion: version }, versions))
    return { ...content, ...verification, ...inserted, providerVersion: version.number }
  })
}

/** Deletes the result that `find` finds. */
export async function removeVerification(
  context: Context,
  find: (trx: Connection) => Promise<VerificationRow | undefined>,
): Promise<void> {
  await transaction(context.db, async (trx) => {
    const seen = await find(trx)
    if (seen === undefined) throw notFound()
    await lockContentResults(trx, seen.contentId)
    const verification = await find(trx)
    if (verification === undefined) throw notFound()
    await deleteVerification(trx, verification.id)
    if (verification.success) await rebuildProviderSuccesses(trx, { contentIds: [verification.contentId] })
    const { consumer, provider, providerVersion, sha, number, success } = verification
    const subject = { kind: 'verification-result', name: `${provider} ${providerVersion} for ${consumer}` } as const
    await recordAudit(trx, context, {
      action: 'verification-result-deleted',
      subject,
      before: { sha, number, success },
    })
  })
}
