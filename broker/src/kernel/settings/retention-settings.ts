import { cronSchedule } from './cron.ts'
import { keepBranchSelectors, keepVersionSelectors } from './keep-selectors.ts'
import * as kind from './kinds.ts'
import { setting } from './kinds.ts'

const KEEP_VERSIONS =
  '[{"latest":true,"tag":true},{"latest":true,"branch":true},{"latest":true},{"deployed":true},{"released":true},{"max_age":90}]'

export const retentionSettings = {
  databaseCleanEnabled: setting(kind.yesOrNo, 'true', {
    name: 'DATABASE_CLEAN_ENABLED',
    says: 'Whether the broker cleans up by itself what nobody needs any more (docs/retention.md).',
    inPactBroker: true,
  }),
  databaseCleanCronSchedule: setting(cronSchedule, '15 2 * * *', {
    name: 'DATABASE_CLEAN_CRON_SCHEDULE',
    says: 'When it does so, in UTC.',
    inPactBroker: true,
  }),
  databaseCleanDeletionLimit: setting(kind.wholeNumber(1, 1_000_000), '500', {
    name: 'DATABASE_CLEAN_DELETION_LIMIT',
    says: 'The most versions that are deleted each time, the oldest first.',
    inPactBroker: true,
  }),
  databaseCleanKeepVersionSelectors: setting(keepVersionSelectors, KEEP_VERSIONS, {
    name: 'DATABASE_CLEAN_KEEP_VERSION_SELECTORS',
    says: 'The versions that are kept. What is deployed, or released and supported, is kept in any case.',
    inPactBroker: true,
  }),
  databaseCleanKeepBranchSelectors: setting(keepBranchSelectors, '[{"max_age":90}]', {
    name: 'DATABASE_CLEAN_KEEP_BRANCH_SELECTORS',
    says: 'The branches that are kept; `[]` keeps all. Main branches are kept in any case. Versions of a branch that goes stay.',
    inPactBroker: true,
  }),
  databaseCleanBranchDeletionLimit: setting(kind.wholeNumber(1, 1_000_000), '500', {
    name: 'DATABASE_CLEAN_BRANCH_DELETION_LIMIT',
    says: 'The most branches that are deleted each time.',
    inPactBroker: true,
  }),
  databaseCleanOverwrittenDataMaxAge: setting(kind.wholeNumber(0, 36_500), '7', {
    name: 'DATABASE_CLEAN_OVERWRITTEN_DATA_MAX_AGE',
    says: 'Days after which earlier revisions of a contract, and results and deliveries that newer ones replace, are deleted.',
    inPactBroker: true,
  }),
  databaseCleanDryRun: setting(kind.yesOrNo, 'false', {
    name: 'DATABASE_CLEAN_DRY_RUN',
    says: 'Whether it only records what it would do.',
    inPactBroker: true,
  }),
  undoPeriodDays: setting(kind.wholeNumber(0, 3650), '14', {
    name: 'UNDO_PERIOD_DAYS',
    says: 'Days in which a pacticipant, integration or environment that was deleted can be restored; `0` deletes at once for good.',
    inPactBroker: false,
  }),
}
