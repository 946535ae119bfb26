// `npm run fuzz -- --runs 200 --seed 7`: as many requests to each endpoint, the same ones for the same seed.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } })
const { runs = '100', seed = String(Date.now() % 2 ** 31) } = values

const { status } = spawnSync('vitest', ['run', 'broker/test/fuzz'], {
  cwd: join(import.meta.dirname, '../../..'),
  env: { ...process.env, FUZZ_RUNS: runs, FUZZ_SEED: seed },
  stdio: 'inherit',
  // On Windows it is a script of the shell.
  shell: process.platform === 'win32',
})
process.exit(status ?? 1)
