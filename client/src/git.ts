import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { type Environment, detectBuild } from './ci.ts'
import { type DetectedVersion, type WorkingTree, describeVersion } from './version.ts'

export { type Build, type Environment, detectBuild } from './ci.ts'
export { type DetectedVersion, type WorkingTree, describeVersion } from './version.ts'

const run = promisify(execFile)

/** The output of a git command; undefined when it fails, there is no git, or this is no repository. */
async function git(cwd: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', args, { cwd, maxBuffer: Number.POSITIVE_INFINITY })
    return stdout
  } catch {
    return undefined
  }
}

/** From entries `XY path` that end with NUL. */
function changedPaths(status: string): readonly string[] {
  return status.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]))
}

async function fingerprintOfChanges(cwd: string): Promise<string> {
  // diff-index, since people configure how diff looks: the same changes must give the same fingerprint everywhere.
  const diff = await git(cwd, 'diff-index', '--patch', '--binary', '--no-renames', 'HEAD')
  return createHash('sha256')
    .update(diff ?? '')
    .digest('hex')
    .slice(0, 8)
}

/**
 * Reads the git repository that a folder belongs to; undefined where there is none, or no commit yet. Files that git does
 * not track do not count as changes: build output and fresh contract files are among them.
 *
 * @example
 * await readWorkingTree('/') // → undefined
 */
export async function readWorkingTree(cwd: string): Promise<WorkingTree | undefined> {
  const commit = (await git(cwd, 'rev-parse', '--verify', 'HEAD'))?.trim()
  if (!commit) return undefined
  const [branch, status = ''] = await Promise.all([
    git(cwd, 'symbolic-ref', '--quiet', '--short', 'HEAD'),
    git(cwd, 'status', '--porcelain', '-z', '--untracked-files=no', '--no-renames'),
  ])
  const changed = changedPaths(status)
  return {
    commit,
    branch: branch?.trim(),
    changed,
    fingerprint: changed.length > 0 ? await fingerprintOfChanges(cwd) : undefined,
  }
}

/**
 * The version of the code in a folder: number, branch and build URL, from git and from the variables that the common
 * continuous integration systems set. What cannot be found is left out.
 *
 * @example
 * const env = { CIRCLECI: 'true', CIRCLE_SHA1: 'c0ffee', CIRCLE_BRANCH: 'main' }
 * await detectVersion({ cwd: '/', env }) // → { number: 'c0ffee', branch: 'main', warnings: [] }
 */
export async function detectVersion({
  cwd,
  env,
}: {
  readonly cwd: string
  readonly env: Environment
}): Promise<DetectedVersion> {
  return describeVersion({ build: detectBuild(env), tree: await readWorkingTree(cwd) })
}
