/**
 * Which version the code here is, from the working tree and from the build that runs:
 * - The commit is the one that is checked out; where there is no repository, the one that the build names. A build may
 *   name another commit than the one that was tested (GitHub's `pull_request_target` names the target's).
 * - The branch is the one that the build names, since builds check out commits, not branches; otherwise the one that is
 *   checked out.
 * - Changes to tracked files make another version than the commit. On a person's machine the number says so, with a
 *   fingerprint of the changes, and the commit's own number stays free for the build to publish. Builds change files
 *   themselves (a lock file, a version), so there it is only a warning.
 */
import type { Build } from './ci.ts'

/** What git says of a folder. */
export interface WorkingTree {
  readonly commit: string
  /** Undefined when the head is detached. */
  readonly branch: string | undefined
  /** Tracked files that differ from the commit, as paths. */
  readonly changed: readonly string[]
  /** Of what changed; undefined when nothing did. */
  readonly fingerprint: string | undefined
}

/** The version of the code in a folder, as far as it could be found. */
export interface DetectedVersion {
  readonly number?: string
  readonly branch?: string
  readonly buildUrl?: string
  /** Sentences that the person who publishes should read. */
  readonly warnings: readonly string[]
}

const SHOWN_FILES = 3

function changedFiles(changed: readonly string[]): string {
  const more = changed.length - SHOWN_FILES
  const names = changed.slice(0, SHOWN_FILES).join(', ')
  return more > 0 ? `${names} and ${more} more` : names
}

function numberOf(build: Build | undefined, tree: WorkingTree | undefined) {
  const number = tree?.commit ?? build?.commit
  if (!number || !tree?.fingerprint) return { number, warnings: [] }
  const files = changedFiles(tree.changed)
  if (build) {
    return { number, warnings: [`The working tree is not what commit ${number} holds: ${files} changed since.`] }
  }
  const marked = `${number}-dirty-${tree.fingerprint}`
  const warning =
    `There are changes that are not committed (${files}), so this is version ${marked}. ` +
    'Commit them to publish under the number of the commit.'
  return { number: marked, warnings: [warning] }
}

/**
 * Judges which version the code is. Reads nothing but its arguments.
 *
 * @example
 * const build = detectBuild({ CIRCLECI: 'true', CIRCLE_SHA1: 'c0ffee', CIRCLE_BRANCH: 'main' })
 * describeVersion({ build }) // → { number: 'c0ffee', branch: 'main', warnings: [] }
 * const tree = { commit: 'c0ffee', branch: 'main', changed: ['shop.ts'], fingerprint: '1a2b3c4d' }
 * describeVersion({ tree }).number // → 'c0ffee-dirty-1a2b3c4d'
 */
export function describeVersion({
  build,
  tree,
}: {
  readonly build?: Build | undefined
  readonly tree?: WorkingTree | undefined
}): DetectedVersion {
  const { number, warnings } = numberOf(build, tree)
  const branch = build?.branch ?? tree?.branch
  return {
    ...(number ? { number } : {}),
    ...(branch ? { branch } : {}),
    ...(build?.url ? { buildUrl: build.url } : {}),
    warnings,
  }
}
