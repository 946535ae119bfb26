// `npm run audit`: asks the registry whether something is known to be wrong with what the project is made of. Some
// registries cannot be asked, and some machines reach none: then it says so, and that nothing was found out.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

interface Audit {
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity: string; readonly range: string; readonly isDirect: boolean }>
  >
  readonly message?: string
}

const SERIOUS = new Set(['high', 'critical'])
/** 2: nothing is known, which is not the same as nothing being wrong. */
const UNKNOWN = 2

// What is only for development runs on machines of developers, and reaches no user.
const { stdout } = spawnSync('npm', ['audit', '--json', '--omit', 'dev', '--package-lock-only'], {
  cwd: join(import.meta.dirname, '..'),
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
  shell: process.platform === 'win32',
})

function parsed(text: string): Audit {
  try {
    return JSON.parse(text)
  } catch {
    return { message: 'npm audit gave no answer' }
  }
}

const { vulnerabilities, message } = parsed(stdout)
if (vulnerabilities === undefined) {
  console.error(
    `NOT AUDITED: ${message ?? 'npm audit gave no answer'}. Whether a dependency is vulnerable is not known.`,
  )
  process.exit(UNKNOWN)
}
const found = Object.entries(vulnerabilities)
for (const [name, { severity, range }] of found) console.error(`${severity}: ${name} ${range}`)
const serious = found.filter(([, { severity }]) => SERIOUS.has(severity))
console.log(`Audited: ${found.length} vulnerable dependencies, ${serious.length} of them seriously`)
process.exit(serious.length === 0 ? 0 : 1)
