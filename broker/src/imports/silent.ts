/**
 * What is taken over has happened elsewhere, and long ago. So nobody is told of it, nothing is started for it, and
 * nothing is concluded from it that the other broker has concluded already, or has not: main branches from names of
 * branches, branches and deployments from tags, mistakes from names that are alike.
 */
import type { Context } from '../context.ts'

export interface SilentContext extends Context {
  readonly isSilent: true
}

export function silent(context: Context): SilentContext {
  const config = {
    ...context.config,
    autoDetectMainBranch: false,
    useFirstTagAsBranch: false,
    createDeployedVersionsForTags: false,
    checkForPotentialDuplicatePacticipantNames: false,
  }
  return { ...context, config, isSilent: true }
}
