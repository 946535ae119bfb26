/**
 * What belongs to what, for deletions that can be undone. A row belongs to what is deleted as soon as one of its parents
 * does: what a foreign key would delete with it. Parents come before their children: rows return in this order, and go
 * in the opposite one. What only refers to a row (`references`) stays without it, and returns without it where it is
 * gone by then. A test compares this list with the foreign keys of the database.
 */
import type { DB } from '../tables.ts'

type TableName = keyof DB

interface ForeignKey {
  readonly column: string
  readonly table: TableName
}

export interface SubtreeTable {
  readonly name: TableName
  readonly parents: readonly ForeignKey[]
  readonly references: readonly ForeignKey[]
  /** Held against everyone before anything is deleted, from the outside inwards as every write takes its locks. */
  readonly isLocked: boolean
  /** Follows from other rows: found again after a return, never kept. */
  readonly isDerived: boolean
}

type Columns = Readonly<Record<string, TableName>>

interface More {
  readonly references?: Columns
  readonly isLocked?: boolean
  readonly isDerived?: boolean
}

const keysOf = (columns: Columns): readonly ForeignKey[] =>
  Object.entries(columns).map(([column, table]) => ({ column, table }))

function table(name: TableName, parents: Columns, more: More = {}): SubtreeTable {
  const { references = {}, isLocked = false, isDerived = false } = more
  return { name, parents: keysOf(parents), references: keysOf(references), isLocked, isDerived }
}

export const subtree: readonly SubtreeTable[] = [
  table('environments', {}, { isLocked: true }),
  table('pacticipants', {}, { references: { team_id: 'teams' }, isLocked: true }),
  table('labels', { pacticipant_id: 'pacticipants' }),
  table('versions', { pacticipant_id: 'pacticipants' }, { isLocked: true }),
  table(
    'branches',
    { pacticipant_id: 'pacticipants' },
    { references: { head_version_id: 'versions' }, isLocked: true },
  ),
  table('branch_versions', { branch_id: 'branches', version_id: 'versions' }),
  table('tags', { version_id: 'versions', pacticipant_id: 'pacticipants' }),
  table('deployed_versions', {
    pacticipant_id: 'pacticipants',
    version_id: 'versions',
    environment_id: 'environments',
  }),
  table('released_versions', {
    pacticipant_id: 'pacticipants',
    version_id: 'versions',
    environment_id: 'environments',
  }),
  table('overrides', {
    pacticipant_id: 'pacticipants',
    version_id: 'versions',
    environment_id: 'environments',
  }),
  table('integrations', { consumer_id: 'pacticipants', provider_id: 'pacticipants' }, { isLocked: true }),
  table('interactions', { integration_id: 'integrations' }),
  table('contents', { integration_id: 'integrations' }, { isLocked: true }),
  table('contracts', { integration_id: 'integrations', consumer_version_id: 'versions', content_id: 'contents' }),
  table('contract_revisions', { contract_id: 'contracts', content_id: 'contents' }),
  table(
    'contract_heads',
    { integration_id: 'integrations', contract_id: 'contracts', consumer_version_id: 'versions' },
    { isDerived: true },
  ),
  table('verifications', { content_id: 'contents', provider_version_id: 'versions' }),
  table('interaction_results', { verification_id: 'verifications', interaction_id: 'interactions' }),
  table('latest_verifications', {
    content_id: 'contents',
    provider_version_id: 'versions',
    integration_id: 'integrations',
    verification_id: 'verifications',
  }),
  table('provider_successes', { content_id: 'contents' }),
  table(
    'verification_requests',
    {
      integration_id: 'integrations',
      content_id: 'contents',
      provider_version_id: 'versions',
      consumer_version_id: 'versions',
    },
    { references: { verification_id: 'verifications' } },
  ),
  table('webhooks', { consumer_id: 'pacticipants', provider_id: 'pacticipants' }),
  table(
    'triggered_webhooks',
    { consumer_id: 'pacticipants', provider_id: 'pacticipants' },
    { references: { webhook_id: 'webhooks', contract_id: 'contracts', verification_id: 'verifications' } },
  ),
  table('webhook_executions', { triggered_webhook_id: 'triggered_webhooks' }),
]

const parentNames = new Set(subtree.flatMap(({ parents }) => parents.map((parent) => parent.table)))

/** Whether rows of other tables go with its rows. */
export const isParent = ({ name }: SubtreeTable): boolean => parentNames.has(name)
