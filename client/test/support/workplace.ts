import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type Workplace = ReturnType<typeof createWorkplace>

/** A folder as a developer or a build has one: with files, and a git repository where one is asked for. */
export function createWorkplace() {
  const folder = mkdtempSync(join(tmpdir(), 'tally-'))

  function write(path: string, content: string | object): void {
    const target = join(folder, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, typeof content === 'string' ? content : JSON.stringify(content))
  }

  function git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false']
    return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' }).trim()
  }

  return {
    folder,
    write,
    git,
    /** Commits all that is there on that branch, and gives the commit. */
    commit(branch = 'main'): string {
      git('init', '--quiet', '--initial-branch', branch)
      git('add', '.')
      git('commit', '--quiet', '--allow-empty', '--message', 'Work')
      return git('rev-parse', 'HEAD')
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
