import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBinaries } from './binaries.ts'

let directory: string
let root: string
let cache: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tallystick-binaries-'))
  chmodSync(directory, 0o755)
  root = join(directory, 'modules', 'linux-x64')
  cache = join(directory, 'cache')
  const files: Readonly<Record<string, string>> = {
    'package.json': JSON.stringify({ version: '18.4.0-beta.17' }),
    'native/pg-symlinks.json': JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' }]),
    'native/lib/libpq.so.5.18': 'a library',
    'native/lib/libpq.a': 'only for linking',
    'native/bin/postgres': '#!/bin/sh\ncat "$(dirname "$0")/../lib/libpq.so"\n',
    'native/bin/initdb': '#!/bin/sh\n',
    'native/bin/pg_ctl': '#!/bin/sh\n',
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text, { mode: name.startsWith('native/bin') ? 0o755 : 0o644 })
  }
})

afterEach(() => {
  chmodSync(join(root, 'native', 'lib'), 0o755)
  rmSync(directory, { recursive: true, force: true })
})

test('links that the package manager did not make are made', async () => {
  const { postgres, majorVersion } = await findBinaries({ user: undefined, root, caches: [cache] })
  expect(postgres).toBe(join(root, 'native/bin/postgres'))
  expect(majorVersion).toBe('18')
  expect(readlinkSync(join(root, 'native/lib/libpq.so'))).toBe('libpq.so.5.18')
  expect(execFileSync(postgres, { encoding: 'utf8' })).toBe('a library')
})

test('where the server’s user cannot get to the package it runs from a copy that all can read', async () => {
  chmodSync(join(directory, 'modules'), 0o700)
  chmodSync(join(root, 'native/bin/postgres'), 0o700)
  chmodSync(join(root, 'native/lib/libpq.so.5.18'), 0o600)
  const user = { uid: (process.getuid?.() ?? 0) + 1, gid: 1 }
  const before = process.umask(0o077)
  const { postgres } = await findBinaries({ user, root, caches: [cache] }).finally(() => process.umask(before))
  expect(postgres).toBe(join(cache, 'linux-x64-18.4.0-beta.17/native/bin/postgres'))
  expect(execFileSync(postgres, { encoding: 'utf8' })).toBe('a library')
  expect(statSync(postgres).mode & 0o777).toBe(0o755)
  expect(statSync(join(dirname(postgres), '../lib/libpq.so')).mode & 0o777).toBe(0o644)
  expect(statSync(join(dirname(postgres), '../lib/libpq.a'), { throwIfNoEntry: false })).toBeUndefined()
})

test('several that need the copy at once get the same', async () => {
  chmodSync(join(directory, 'modules'), 0o700)
  const user = { uid: (process.getuid?.() ?? 0) + 1, gid: 1 }
  const all = await Promise.all([1, 2, 3].map(() => findBinaries({ user, root, caches: [cache] })))
  expect(new Set(all.map(({ postgres }) => postgres)).size).toBe(1)
})

test('a cache that others can write to is passed over, and where none is left the database URL is named', async () => {
  chmodSync(join(directory, 'modules'), 0o700)
  mkdirSync(cache)
  chmodSync(cache, 0o777)
  const user = { uid: (process.getuid?.() ?? 0) + 1, gid: 1 }
  const second = join(directory, 'second')
  const { postgres } = await findBinaries({ user, root, caches: [cache, second] })
  expect(postgres.startsWith(second)).toBe(true)
  await expect(findBinaries({ user, root, caches: [cache] })).rejects.toThrow(
    /others can write to it.*TALLYSTICK_DATABASE_URL/,
  )
})
