// The image without Docker: each stage is a folder, and what is copied into it is copied. Instead of an installation, the
// packages that one would bring are linked; instead of a build of the pages, that of this folder is taken.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { type Instruction, variablesOf } from './dockerfile.ts'
import { image, inContext, root, stages, text } from './files.ts'

interface Locked {
  readonly link?: boolean
  readonly dev?: boolean
  readonly optional?: boolean
  readonly devOptional?: boolean
  readonly resolved?: string
}

/** As `npm ci --omit=dev --omit=optional` for the workspaces would lay them out. */
function linkPackages(folder: string, workspaces: readonly string[]): void {
  const { packages } = JSON.parse(text('package-lock.json')) as { packages: Readonly<Record<string, Locked>> }
  for (const [path, { link, dev, optional, devOptional, resolved = '' }] of Object.entries(packages)) {
    const [, place, name = ''] = /^(.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? []
    const target = link ? relative(dirname(path), resolved) : join(root, path)
    const isThere = link ? workspaces.includes(name) : !dev && !optional && !devOptional && existsSync(join(root, path))
    if (name === '' || place?.includes('node_modules/') || !isThere) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    symlinkSync(target, join(folder, path))
  }
}

function copy({ flags, words }: Instruction, folder: string, folders: ReadonlyMap<string, string>): void {
  const from = folders.get(flags['from'] ?? '')
  const to = words.at(-1) ?? ''
  for (const source of words.slice(0, -1)) {
    const origin = from === undefined ? join(root, source) : join(from, relative('/app', source))
    const goal = join(folder, to, to.endsWith('/') && from === undefined ? source.replace(/^.*\//, '') : '')
    cpSync(origin, goal, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => from !== undefined || path === origin || inContext(relative(root, path)),
    })
  }
}

function run({ words }: Instruction, folder: string): void {
  const workspaces = words.filter((_, index) => words[index - 1] === '--workspace')
  if (words.includes('--omit=dev')) linkPackages(folder, workspaces)
}

export interface Container {
  readonly folder: string
  remove(): void
}

export function buildContainer(): Container {
  const all = mkdtempSync(join(tmpdir(), 'tallystick-image-'))
  const folders = new Map([['pages', root]])
  for (const stage of stages.filter(({ name }) => name !== 'pages')) {
    const folder = join(all, stage.name || 'image')
    mkdirSync(folder)
    for (const each of stage.instructions) {
      if (each.name === 'COPY') copy(each, folder, folders)
      if (each.name === 'RUN') run(each, folder)
    }
    folders.set(stage.name || 'image', folder)
  }
  return { folder: folders.get('image') ?? '', remove: () => rmSync(all, { recursive: true, force: true }) }
}

const command = (name: string) => image.instructions.findLast((each) => each.name === name)?.words ?? []
/** `CMD ["node", …]` */
export const start = command('CMD')
/** `HEALTHCHECK --interval=… CMD ["node", …]` */
export const healthCheck = JSON.parse(command('HEALTHCHECK').slice(1).join(' ')) as readonly string[]

type Env = Readonly<Record<string, string>>

/** Runs a command in the container, with nothing in its environment but what the image has and what is given. */
export function execute({ folder }: Container, [program = '', ...args]: readonly string[], env: Env): ChildProcess {
  return spawn(program === 'node' ? process.execPath : program, args, {
    cwd: folder,
    env: { HOME: '/nonexistent', ...variablesOf(image), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}
