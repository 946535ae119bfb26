import { type Deletions, type Restoration, deletions, restoration } from '../wire/deletions.ts'
import { expand, paths } from '../wire/paths.ts'
import {
  type Retention,
  type RetentionPreview,
  type RetentionPreviewBranches,
  type RetentionPreviewVersions,
  type RetentionRun,
  retention,
  retentionPreview,
  retentionPreviewBranches,
  retentionPreviewVersions,
  retentionRun,
} from '../wire/retention.ts'
import { call, queryString } from './call.ts'
import type { Transport } from './transport.ts'

/** Which part of a list. */
export interface PartOfList {
  /** From 1. */
  readonly page?: number | undefined
  readonly size?: number | undefined
}

/** Of which application, and whether what is kept or what would go. */
export interface PreviewQuestion extends PartOfList {
  readonly pacticipant: string
  /** Both without it. */
  readonly kept?: boolean | undefined
}

function listed(question: PartOfList & { readonly kept?: boolean | undefined }): string {
  const { kept, page, size } = question
  return queryString(Object.entries({ kept: kept?.toString(), page: page?.toString(), size: size?.toString() }))
}

export function retentionCalls(transport: Transport) {
  return {
    /**
     * What is kept and when the broker cleans up, with the last runs. Only Tallystick answers it.
     *
     * @example
     * const { settings } = await broker.getRetention()
     * settings.enabled // → true
     */
    getRetention(): Promise<Retention> {
      return call(transport, { method: 'GET', url: paths.retention, answer: retention })
    },

    /**
     * What cleaning up would delete and keep, application by application; 10 to a page unless told otherwise. Only
     * Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.previewRetention()
     * _embedded.pacticipants[0]?.versions.toDelete.count // → 0
     */
    previewRetention(part: PartOfList = {}): Promise<RetentionPreview> {
      return call(transport, { method: 'GET', url: paths.retentionPreview + listed(part), answer: retentionPreview })
    },

    /**
     * The versions of an application, the oldest first, each with why it would be kept or deleted. Refused where there is
     * no such application. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.previewRetentionVersions({ pacticipant: 'Shop', kept: false })
     * _embedded.versions // → []
     */
    previewRetentionVersions({ pacticipant, ...question }: PreviewQuestion): Promise<RetentionPreviewVersions> {
      const url = expand(paths.retentionPreviewVersions, { pacticipant }) + listed(question)
      return call(transport, { method: 'GET', url, answer: retentionPreviewVersions })
    },

    /**
     * The branches of an application that would be kept or deleted, the longest without a publication first. Refused
     * where there is no such application. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.previewRetentionBranches({ pacticipant: 'Shop' })
     * _embedded.branches[0]?.isKept // → true
     */
    previewRetentionBranches({ pacticipant, ...question }: PreviewQuestion): Promise<RetentionPreviewBranches> {
      const url = expand(paths.retentionPreviewBranches, { pacticipant }) + listed(question)
      return call(transport, { method: 'GET', url, answer: retentionPreviewBranches })
    },

    /**
     * Begins to clean up, or with `dryRun` to count what that would delete. The run goes on in the background. Only
     * Tallystick answers it.
     *
     * @example
     * const run = await broker.startRetentionRun({ dryRun: true })
     * run.dryRun // → true
     */
    startRetentionRun({ dryRun = false }: { readonly dryRun?: boolean } = {}): Promise<RetentionRun> {
      return call(transport, { method: 'POST', url: paths.retentionRuns, body: { dryRun }, answer: retentionRun })
    },

    /**
     * What was deleted and can be restored, the newest first. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.listDeletions()
     * _embedded.deletions // → []
     */
    listDeletions(part: PartOfList = {}): Promise<Deletions> {
      return call(transport, { method: 'GET', url: paths.deletions + listed(part), answer: deletions })
    },

    /**
     * Brings back what was deleted, with everything that belonged to it. Refused where that is not possible any more.
     * Only Tallystick answers it.
     *
     * @example
     * await broker.restoreDeletion('nothing').catch((error) => error.status) // → 404
     */
    restoreDeletion(uuid: string): Promise<Restoration> {
      const url = expand(paths.restoreDeletion, { uuid })
      return call(transport, { method: 'POST', url, answer: restoration })
    },
  }
}
