// Making PostgreSQL's directory. It is made aside and renamed when it is whole and on disk, so it is either there and
// complete or not there, whenever the process is killed. All of this happens while the door is held.

import { randomBytes } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { chown, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Layout } from './layout.ts'
import type { LauncherLog } from './log.ts'
import { startProgram, workingDirectory } from './program.ts'
import type { ServerUser } from './server-user.ts'
import { type Endpoint, type Settings, settingsFile } from './settings.ts'

/** The server's only user, who owns everything in it. */
export const DATABASE_USER = 'tallystick'

const SETTINGS_FILE = 'broker.conf'

interface ClusterOptions {
  readonly layout: Layout
  readonly binaries: Binaries
  readonly user: ServerUser | undefined
  readonly settings: Settings
  readonly log: LauncherLog
  /** Set where brokers work on this cluster: then it must be there. */
  readonly endpoint?: Endpoint
}

/** Whether to wait until everything is on disk; only tests do not. */
function isDurable(settings: Settings): boolean {
  return settings['fsync'] !== 'off'
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a directory.
  if (process.platform === 'win32') return
  const directory = await open(path, constants.O_RDONLY)
  await directory.sync().finally(() => directory.close())
}

/** Writes a file that is there as a whole or not at all. */
async function writeWhole(path: string, content: string, user: ServerUser | undefined): Promise<void> {
  const unfinished = `${path}.new`
  await rm(unfinished, { force: true })
  const file = await open(unfinished, 'wx', 0o600)
  try {
    await file.writeFile(content)
    if (user) await file.chown(user.uid, user.gid)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
  await syncDirectory(dirname(path))
}

export async function readPassword(layout: Layout): Promise<string> {
  try {
    return await readFile(layout.password, 'utf8')
  } catch (cause) {
    throw new Error(`The password of the embedded database cannot be read from ${layout.password}.`, { cause })
  }
}

function initdbFailed(exit: string, output: string): Error {
  const hint = output.includes('could not look up effective user ID')
    ? ' PostgreSQL needs its user to have a name: give it an entry in /etc/passwd, or set TALLYSTICK_DATABASE_URL.'
    : ''
  return new Error(`The embedded database could not be created (initdb ended with ${exit}): ${output}.${hint}`)
}

async function runInitdb(directory: string, { layout, binaries, user, settings }: ClusterOptions): Promise<void> {
  const password = await open(layout.password, 'r')
  try {
    const child = await startProgram({
      path: binaries.initdb,
      args: [
        `--pgdata=${workingDirectory(directory, user)}`,
        `--username=${DATABASE_USER}`,
        `--pwfile=${user ? '/dev/fd/3' : layout.password}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=icu',
        '--icu-locale=und',
        '--no-instructions',
        ...(isDurable(settings) ? [] : ['--no-sync']),
      ],
      directory,
      user,
      stdio: ['ignore', 'pipe', 'pipe', password.fd],
    })
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => output.push(text))
    }
    const exit = await new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)))
    if (exit !== 0) throw initdbFailed(String(exit), output.join('').trim())
  } finally {
    await password.close()
  }
}

/** Our settings come after those that initdb found right for this machine. */
async function includeSettings(directory: string): Promise<void> {
  const file = await open(join(directory, 'postgresql.conf'), 'a')
  try {
    await file.writeFile(`\ninclude_if_exists = '${SETTINGS_FILE}'\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** What a first start that was killed has left. Its initdb may still be at work, and fails when its files vanish. */
async function removeUnfinished({ layout, log }: ClusterOptions): Promise<void> {
  for (const name of await readdir(layout.root)) {
    if (!name.startsWith(unfinishedPrefix(layout))) continue
    const path = join(layout.root, name)
    await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 }).catch((error: unknown) => {
      log.warn({ err: error }, `Could not remove ${path}, which a start left that was broken off`)
    })
  }
}

function unfinishedPrefix(layout: Layout): string {
  return `${basename(layout.cluster)}.new-`
}

async function create(options: ClusterOptions): Promise<void> {
  const { layout, user, settings } = options
  if (!existsSync(layout.password)) await writeWhole(layout.password, randomBytes(24).toString('base64url'), user)
  const unfinished = join(layout.root, `${unfinishedPrefix(layout)}${randomBytes(6).toString('hex')}`)
  await mkdir(unfinished, { mode: 0o700 })
  try {
    if (user) await chown(unfinished, user.uid, user.gid)
    await runInitdb(unfinished, options)
    await includeSettings(unfinished)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
  await rename(unfinished, layout.cluster)
  if (isDurable(settings)) await syncDirectory(layout.root)
}

/** Makes the cluster where there is none yet, and refuses one of another PostgreSQL version. */
export async function ensureCluster(options: ClusterOptions): Promise<void> {
  const { layout, binaries, log, endpoint } = options
  await removeUnfinished(options)
  if (existsSync(layout.cluster)) {
    await checkVersion(layout, binaries)
    return
  }
  if (endpoint) throw new Error(`The database directory ${layout.cluster} has been removed.`)
  await create(options)
  log.info({ cluster: layout.cluster }, `Created the embedded database in ${layout.cluster}`)
}

async function checkVersion(layout: Layout, binaries: Binaries): Promise<void> {
  const found = await readFile(join(layout.cluster, 'PG_VERSION'), 'utf8').catch((cause: unknown) => {
    throw new Error(`${layout.cluster} is not a database directory that this user can read.`, { cause })
  })
  if (found.trim() === binaries.majorVersion) return
  throw new Error(
    `${layout.cluster} was made by PostgreSQL ${found.trim()}, and this broker brings PostgreSQL ` +
      `${binaries.majorVersion}, which cannot read it. Start the broker version that made it, or move its data over.`,
  )
}

export async function writeSettings(
  layout: Layout,
  { endpoint, settings, user }: { endpoint: Endpoint; settings: Settings; user: ServerUser | undefined },
): Promise<void> {
  await writeWhole(join(layout.cluster, SETTINGS_FILE), settingsFile(endpoint, settings), user)
}
