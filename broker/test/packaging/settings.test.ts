import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describedSettings } from '../../src/kernel/config.ts'
import { root, text } from './files.ts'

const names = describedSettings().map(([, { name }]) => `TALLYSTICK_${name}`)
const operations = globSync('ops/**/*.yaml', { cwd: root })

test.each(['Dockerfile', 'docker-compose.yml', 'ops/Caddyfile', 'docs/operations.md', ...operations])(
  '%s names no setting that there is not',
  (path) => {
    const named = text(path).match(/\bTALLYSTICK_[A-Z_]*[A-Z]\b/g) ?? []
    expect(named.filter((name) => !names.includes(name))).toEqual([])
  },
)
