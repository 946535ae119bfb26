/** What is taken over: the records of an import, and webhooks, which come without their secrets. */
import type { WebhookToSave } from '../broker/webhook-details.ts'
import type { ImportOutcomes, ImportRecord } from '../wire/imports.ts'

export interface WebhookRecord {
  readonly kind: 'webhook'
  readonly uuid: string
  /** Off, and without secrets. */
  readonly webhook: WebhookToSave
  /** What is secret of it, and so has to be set by hand. */
  readonly secrets: readonly string[]
}

export type ArchiveRecord = ImportRecord | WebhookRecord

export type Outcome = ImportOutcomes['outcomes'][number]

/** A result, as a list of results tells of it. */
export interface KnownResult {
  /** Under which it is found there; undefined where that is not wanted. */
  readonly number: number
  readonly providerVersion: string
  readonly success: boolean
  readonly verifiedAt: string
}

/** Where records are taken to: another broker, or a file. */
export interface Target {
  readonly name: string
  /** Puts them there, in their order, and says what became of each. */
  put(records: readonly ArchiveRecord[]): Promise<readonly Outcome[]>
}

/** How a record is called in reports. */
export function nameOf(record: ArchiveRecord): string {
  switch (record.kind) {
    case 'team':
      return `team ${record.name}`
    case 'environment':
      return `environment ${record.name}`
    case 'application':
      return `application ${record.name}`
    case 'version':
      return `${record.application} version ${record.number}`
    case 'deployment':
      return `deployment of ${record.application} version ${record.version} to ${record.environment}`
    case 'release':
      return `release of ${record.application} version ${record.version} to ${record.environment}`
    case 'result':
      return `result of ${record.provider} version ${record.providerVersion} for ${record.consumer} version ${record.consumerVersion}`
    case 'override':
      return `override for ${record.application} version ${record.version} in ${record.environment}`
    case 'webhook':
      return `webhook ${record.webhook.description ?? record.uuid}`
  }
}
