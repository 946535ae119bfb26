import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { detectVersion, readWorkingTree } from './git.ts'

let folder: string

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' }).trim()
}

async function fingerprintWith(text: string): Promise<string | undefined> {
  write('shop.ts', text)
  return (await readWorkingTree(folder))?.fingerprint
}

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-git-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function repository(): string {
  git('init', '--quiet', '--initial-branch', 'feat/x')
  write('shop.ts', 'export {}\n')
  git('add', '.')
  git('commit', '--quiet', '--message', 'Open the shop')
  return git('rev-parse', 'HEAD')
}

test('commit and branch come from the repository', async () => {
  const commit = repository()
  expect(await readWorkingTree(folder)).toEqual({ commit, branch: 'feat/x', changed: [], fingerprint: undefined })
})

test('a folder without a repository, or without a commit, has none', async () => {
  expect(await readWorkingTree(folder)).toBeUndefined()
  git('init', '--quiet')
  expect(await readWorkingTree(folder)).toBeUndefined()
  expect(await readWorkingTree(join(folder, 'missing'))).toBeUndefined()
})

test('a detached head has no branch, and the build tells it', async () => {
  const commit = repository()
  git('checkout', '--quiet', '--detach')
  expect((await readWorkingTree(folder))?.branch).toBeUndefined()
  const env = { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'other', GITHUB_HEAD_REF: 'fix/y' }
  expect(await detectVersion({ cwd: folder, env })).toEqual({ number: commit, branch: 'fix/y', warnings: [] })
})

test('files that git does not track are no change', async () => {
  const commit = repository()
  write('pact.json', '{}')
  expect((await detectVersion({ cwd: folder, env: {} })).number).toBe(commit)
})

test('changed, added, renamed and deleted files are named', async () => {
  repository()
  write('kept name.ts', 'export const kept = 1\n'.repeat(9))
  write('gone.ts', '')
  git('add', '.')
  git('commit', '--quiet', '--message', 'More')
  write('shop.ts', 'export const open = true\n')
  git('mv', 'kept name.ts', 'new name.ts')
  git('rm', '--quiet', 'gone.ts')
  write('added.ts', '')
  git('add', 'added.ts')
  const tree = await readWorkingTree(folder)
  expect([...(tree?.changed ?? [])].toSorted()).toEqual([
    'added.ts',
    'gone.ts',
    'kept name.ts',
    'new name.ts',
    'shop.ts',
  ])
})

test('the same changes have the same fingerprint, and others another', async () => {
  repository()
  const first = await fingerprintWith('one')
  expect(first).toMatch(/^[0-9a-f]{8}$/)
  expect(await fingerprintWith('two')).not.toBe(first)
  git('config', 'diff.noprefix', 'true')
  expect(await fingerprintWith('one')).toBe(first)
})
