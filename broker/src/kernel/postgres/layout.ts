import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

/** Where things are in the data directory. */
export interface Layout {
  readonly root: string
  /** PostgreSQL's own directory. */
  readonly cluster: string
  readonly password: string
  readonly log: string
  /** Held by whoever is starting, joining or stopping the server. */
  readonly door: string
  /** Shared by all brokers that use the server. */
  readonly brokers: string
}

export function layoutOf(dataDir: string): Layout {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const root = realpathSync(dataDir)
  return {
    root,
    cluster: join(root, 'postgres'),
    password: join(root, 'password'),
    log: join(root, 'postgres.log'),
    door: join(root, 'door.lock'),
    brokers: join(root, 'brokers.lock'),
  }
}
