// PostgreSQL refuses to run as root. Where the broker does, the server runs as the user who owns the cluster already,
// or the data directory, or as `nobody` where root owns that too. It has to be a user with a name: initdb asks for it.

import { readFileSync, statSync } from 'node:fs'
import type { Layout } from './layout.ts'

export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

interface NamedUser extends ServerUser {
  readonly name: string
}

function listUsers(): readonly NamedUser[] {
  return (
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      // macOS writes nobody's ids as -2; the system calls want them unsigned.
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }))
  )
}

/** The user that the server runs as, where that is not the user of this process. */
export function serverUser({ root, cluster }: Layout): ServerUser | undefined {
  if (process.geteuid?.() !== 0) return undefined
  const existing = statSync(cluster, { throwIfNoEntry: false })
  if (existing) return { uid: existing.uid, gid: existing.gid }
  const users = listUsers()
  const owner = statSync(root)
  const user = users.find(({ uid }) => uid === owner.uid && uid !== 0) ?? users.find(({ name }) => name === 'nobody')
  if (user) return { uid: user.uid, gid: user.gid }
  throw new Error(
    'PostgreSQL does not run as root and this system has no user "nobody": start the broker as an ordinary user, ' +
      `make one the owner of ${root}, or set TALLYSTICK_DATABASE_URL.`,
  )
}
