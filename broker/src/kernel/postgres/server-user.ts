// PostgreSQL refuses to run as root. Where the broker does, the server runs as the owner of the data directory, or as
// `nobody` where root owns that too. initdb needs a user with a name, so an arbitrary number will not do.

import { readFileSync, statSync } from 'node:fs'

export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

function userNamed(name: string): ServerUser | undefined {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([found]) => found === name)
  if (!entry) return undefined
  // macOS writes nobody's ids as -2; the system calls want them unsigned.
  return { uid: Number(entry[2]) >>> 0, gid: Number(entry[3]) >>> 0 }
}

/** The user that the server runs as, where that is not the user of this process. */
export function serverUser(dataDir: string): ServerUser | undefined {
  if (process.geteuid?.() !== 0) return undefined
  const owner = statSync(dataDir)
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const nobody = userNamed('nobody')
  if (nobody) return nobody
  throw new Error(
    'PostgreSQL does not run as root and this system has no user "nobody": start the broker as an ordinary user, ' +
      `make one the owner of ${dataDir}, or set TALLYSTICK_DATABASE_URL.`,
  )
}
