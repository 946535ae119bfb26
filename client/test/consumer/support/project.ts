// A consumer's project as a team has it: test files, a configuration, and a test runner in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { createWorkplace } from '../../support/workplace.ts'

const repository = join(import.meta.dirname, '../../../..')

export interface RunResult {
  readonly code: number | null
  readonly output: string
}

export interface Project extends AsyncDisposable {
  readonly folder: string
  write(path: string, content: string | object): void
  remove(path: string): void
  /** Runs a program of the repository's packages: `vitest`, `node`. */
  run(program: string, ...args: readonly string[]): Promise<RunResult>
  /** Starts a program that does not end by itself; it ends with the project. */
  start(program: string, ...args: readonly string[]): { readonly output: () => string }
  /** The bytes of a contract; undefined when there is none. */
  contract(name: string): string | undefined
  contracts(): readonly string[]
  /** What the contract's interactions are called. */
  descriptions(name: string): readonly string[]
}

/** What a runner that is started by another must not take from it. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|TALLYSTICK|NODE_TEST|NODE_COMPILE|TEST$|MODE$|DEV$)/.test(name),
  )
  return {
    ...Object.fromEntries(kept),
    // The client is used as sources, without a build: vitest must load its configuration as Node does.
    NODE_OPTIONS: '--conditions=@tallystick/source',
    NODE_NO_WARNINGS: '1',
    NO_COLOR: '1',
  }
}

export function createProject(): Project {
  const workplace = createWorkplace()
  const { folder } = workplace
  workplace.write('package.json', { type: 'module' })
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  const started: ChildProcess[] = []
  const spawnProgram = (program: string, args: readonly string[]) => {
    const file = join(repository, 'node_modules/.bin', program)
    const child = spawn(file, args, { cwd: folder, env: cleanEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    return { child, output: () => Buffer.concat(chunks).toString('utf8') }
  }
  const contractFile = (name: string) => join(folder, 'contracts', `${name}.json`)
  const contract = (name: string) =>
    existsSync(contractFile(name)) ? readFileSync(contractFile(name), 'utf8') : undefined
  return {
    folder,
    write: workplace.write,
    remove: (path) => rmSync(join(folder, path)),
    run: (program, ...args) =>
      new Promise((resolve, reject) => {
        const { child, output } = spawnProgram(program, args)
        child.on('error', reject)
        child.on('close', (code) => resolve({ code, output: output() }))
      }),
    start(program, ...args) {
      const { child, output } = spawnProgram(program, args)
      started.push(child)
      return { output }
    },
    contract,
    contracts: () =>
      existsSync(join(folder, 'contracts'))
        ? readdirSync(join(folder, 'contracts')).filter((name) => name.endsWith('.json'))
        : [],
    descriptions: (name) =>
      (
        JSON.parse(contract(name) ?? '{"interactions":[]}') as { interactions: { description: string }[] }
      ).interactions.map(({ description }) => description),
    async [Symbol.asyncDispose]() {
      for (const child of started) {
        const ended = new Promise((resolve) => child.once('close', resolve))
        child.kill()
        await ended
      }
      unlinkSync(join(folder, 'node_modules'))
      workplace.remove()
    },
  }
}

/** The configuration of a project with our plugin. */
export function vitestConfig(test: object = {}, options: object = {}): string {
  return `
    import { tallystick } from '@tallystick/client/vitest'
    import { defaultServerConditions } from 'vite'
    import { defineConfig } from 'vitest/config'
    const conditions = ['@tallystick/source', ...defaultServerConditions]
    export default defineConfig({
      plugins: [tallystick(${JSON.stringify(options)})],
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      test: ${JSON.stringify({ testTimeout: 30_000, ...test })},
    })`
}

/** A test that captures a call, in words of its own. */
export function capturing(description: string, path = '/', { status = 200, provider = 'orders' } = {}): string {
  return `
  test(${JSON.stringify(description)}, () =>
    contract({ consumer: 'shop', provider: ${JSON.stringify(provider)} })
      .http({ description: ${JSON.stringify(description)}, request: { path: ${JSON.stringify(path)} }, response: { status: ${status} } })
      .run(({ fetch }) => fetch()))`
}

export function vitestFile(...tests: readonly string[]): string {
  return `
import { test } from 'vitest'
import { contract } from '@tallystick/client/consumer'
${tests.join('\n')}
`
}
