import type { RetentionSettings } from '@tallystick/client/wire'
import type { Config } from '../kernel/config.ts'
import { withNeeded } from './keep-version.ts'
import { branchSelectorInWords, selectorInWords } from './reasons.ts'

/** What a run goes by, as it is shown and recorded. */
export function settingsInForce(config: Config): RetentionSettings {
  return {
    enabled: config.databaseCleanEnabled,
    cronSchedule: config.databaseCleanCronSchedule,
    dryRun: config.databaseCleanDryRun,
    keepVersionSelectors: withNeeded(config.databaseCleanKeepVersionSelectors).map((selector) => ({ ...selector })),
    deletionLimit: config.databaseCleanDeletionLimit,
    keepBranchSelectors: config.databaseCleanKeepBranchSelectors.map((selector) => ({ ...selector })),
    branchDeletionLimit: config.databaseCleanBranchDeletionLimit,
    overwrittenDataMaxAge: config.databaseCleanOverwrittenDataMaxAge,
    undoPeriod: config.undoPeriodDays,
  }
}

/** What its selectors keep. */
export function settingsInWords(config: Config) {
  return {
    versions: withNeeded(config.databaseCleanKeepVersionSelectors).map(selectorInWords),
    branches: config.databaseCleanKeepBranchSelectors.map(branchSelectorInWords),
  }
}
