import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
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

function usableDirectory(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(path)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(
      `The data directory ${path} cannot be used: ${reason}. Name another one with --data-dir or TALLYSTICK_DATA_DIR, ` +
        'or start the broker as the user who owns this one.',
      { cause },
    )
  }
}

export function layoutOf(dataDir: string): Layout {
  const root = usableDirectory(dataDir)
  return {
    root,
    cluster: join(root, 'postgres'),
    password: join(root, 'password'),
    log: join(root, 'postgres.log'),
    door: join(root, 'door.lock'),
    brokers: join(root, 'brokers.lock'),
  }
}
