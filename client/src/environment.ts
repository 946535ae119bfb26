import { readFileSync } from 'node:fs'
import type { Environment } from './ci.ts'

/** Where a broker listens that was started without settings. */
export const DEFAULT_BASE_URL = 'http://127.0.0.1:9292'

/** The value of `TALLYSTICK_<name>`, else of `PACT_BROKER_<name>`; an empty one counts as none. */
export function variable(env: Environment, name: string): string | undefined {
  return env[`TALLYSTICK_${name}`] || env[`PACT_BROKER_${name}`] || undefined
}

export function clientVersion(): string {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  )
  return version
}
