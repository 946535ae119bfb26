// The package as users get it: packed from a copy of the sources, as a fresh clone has them, and put into projects that
// hold no other package than those they name, so that what the manifest forgets is missing there as well.
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { type Workplace, createWorkplace } from './workplace.ts'

const repository = join(import.meta.dirname, '../../..')
const client = join(repository, 'client')

const Manifest = z.object({
  name: z.string(),
  dependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
  exports: z.record(z.string(), z.record(z.string(), z.string())),
})
const Packed = z.tuple([
  z.object({
    filename: z.string(),
    size: z.int(),
    unpackedSize: z.int(),
    files: z.array(z.object({ path: z.string(), mode: z.int() })),
  }),
])

const manifest = Manifest.parse(JSON.parse(readFileSync(join(client, 'package.json'), 'utf8')))
export const dependencies = Object.keys(manifest.dependencies)
export const peerDependencies = Object.keys(manifest.peerDependencies)

/** What users import: `@tallystick/client`, `@tallystick/client/wire` … */
export const entries = Object.keys(manifest.exports).map((path) => manifest.name + path.slice(1))

/** The file of the sources that an entry is. */
export function sourceOf(entry: string): string {
  const path = `.${entry.slice(manifest.name.length)}`
  return join(client, manifest.exports[path]?.['@tallystick/source'] ?? '')
}

export interface ProgramRun {
  readonly code: number
  readonly output: string
}

export interface PackedClient extends Disposable {
  readonly tarball: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly mode: number }[]
  /** A project that has the client and these packages. */
  install(packages: readonly string[]): Promise<InstalledClient>
}

export interface InstalledClient {
  readonly folder: string
  write: Workplace['write']
  /** Runs Node in the project. */
  node(...args: readonly string[]): Promise<ProgramRun>
}

/** Where a package is: npm puts it below the workspace when another one needs another version. */
function folderOf(name: string): string {
  const own = join(client, 'node_modules', name)
  return existsSync(own) ? own : join(repository, 'node_modules', name)
}

function run(file: string, args: readonly string[], cwd: string): Promise<ProgramRun> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' }
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd, env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code
      if (typeof code === 'number') resolve({ code, output: stdout + stderr })
      else reject(error)
    })
  })
}

async function install(workplace: Workplace, tarball: string, packages: readonly string[]): Promise<InstalledClient> {
  const modules = join(workplace.folder, 'node_modules')
  const own = join(modules, manifest.name)
  mkdirSync(own, { recursive: true })
  await promisify(execFile)('tar', ['-xzf', tarball, '-C', own, '--strip-components=1'])
  for (const name of packages) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(folderOf(name), join(modules, name), 'junction')
  }
  workplace.write('package.json', { type: 'module', private: true })
  return {
    folder: workplace.folder,
    write: workplace.write,
    node: (...args) => run(process.execPath, args, workplace.folder),
  }
}

/** Packs the client, without the network. Dispose it at the end. */
export async function packClient(): Promise<PackedClient> {
  const clone = createWorkplace()
  const projects: Workplace[] = []
  for (const name of ['package.json', 'README.md', 'LICENSE', 'tsconfig.json', 'bin', 'src', 'test/tsconfig.json'])
    cpSync(join(client, name), join(clone.folder, 'client', name), { recursive: true })
  cpSync(join(repository, 'tsconfig.base.json'), join(clone.folder, 'tsconfig.base.json'))
  symlinkSync(join(repository, 'node_modules'), join(clone.folder, 'node_modules'), 'junction')
  const args = ['pack', '--json', '--offline', '--no-update-notifier', '--loglevel=error']
  const { stdout } = await promisify(execFile)('npm', args, { cwd: join(clone.folder, 'client') }).catch(
    (cause: Error & { readonly stdout: string }) => {
      throw new Error(`The client cannot be packed: ${cause.stdout}`, { cause })
    },
  )
  // What its scripts print comes first.
  const [packed] = Packed.parse(JSON.parse(stdout.slice(stdout.search(/^\[$/m))))
  const tarball = join(clone.folder, 'client', packed.filename)
  return {
    tarball,
    ...packed,
    install(packages) {
      const workplace = createWorkplace()
      projects.push(workplace)
      return install(workplace, tarball, packages)
    },
    [Symbol.dispose]() {
      for (const { remove } of [clone, ...projects]) remove()
    },
  }
}
