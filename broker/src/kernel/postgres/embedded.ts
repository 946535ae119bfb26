// The database that the broker brings along: a real PostgreSQL server in a directory of its own.
//
// Brokers on the same directory share one server. Each holds a shared lock on a file for as long as it lives; starting,
// joining, healing and leaving happen one at a time, behind a second lock. Who leaves and then gets the first lock for
// itself alone was the last, and stops the server. The kernel drops the locks of a broker that was killed, so nothing
// has to be cleaned up after it: the next start joins the server that still runs, or starts it again.

import { findBinaries } from './binaries.ts'
import { layoutOf } from './layout.ts'
import type { LauncherLog } from './log.ts'
import type { EmbeddedConnection } from './login.ts'
import { Membership } from './membership.ts'
import { serverUser } from './server-user.ts'
import type { Settings } from './settings.ts'

export interface EmbeddedServer {
  readonly connection: EmbeddedConnection
  /** The same as a URL, for tools that want one. */
  readonly url: string
  /** Leaves the server, and stops it if no other broker uses it. Close all connections before. */
  stop(): Promise<void>
}

interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: LauncherLog
  /** Settings of the server that differ from the built-in ones. */
  readonly settings?: Settings
}

function urlOf({ host, port, user, password, database }: EmbeddedConnection): string {
  const isSocket = host.startsWith('/')
  const parameters = isSocket ? `?host=${encodeURIComponent(host)}&port=${port}` : ''
  return `postgresql://${user}:${password}@${isSocket ? 'localhost' : `${host}:${port}`}/${database}${parameters}`
}

/** Starts the embedded server, or joins it where another broker has started it already. */
export async function startEmbedded({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<EmbeddedServer> {
  const startedAt = performance.now()
  const layout = layoutOf(dataDir)
  const user = serverUser(layout)
  const membership = new Membership({ layout, user, settings, log, binaries: await findBinaries({ user }) })
  const { connection, how } = await membership.join()
  const durationMs = Math.round(performance.now() - startedAt)
  log.info(
    { cluster: layout.cluster, durationMs },
    `${how === 'started' ? 'Started' : 'Joined'} the embedded database in ${durationMs} ms`,
  )
  return { connection, url: urlOf(connection), stop: () => membership.leave() }
}
