import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join, relative, resolve } from 'node:path'
import type { Plugin } from 'vitest/config'
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node'
import { PRIVATE_FOLDER, readFragments, removeFragments } from '../consumer/fragments.ts'
import { type InteractionNote, type InteractionShapes, type MergeResult, mergeFolder } from '../consumer/merge.ts'
import { type RanFile, keepsAfter } from './run-facts.ts'

/** Where the contracts of the tests go, and what is printed of them. */
export interface CaptureOptions {
  /**
   * The folder of the contracts of these tests, from the root of the project: what `TALLYSTICK_CONTRACTS` says, or else
   * `contracts`.
   */
  readonly dir?: string
  /** Whether its variants, and what it cannot say, are printed when a contract changes: true when nothing is said. */
  readonly notes?: boolean
}

/** What all plugins of a process share, however many projects name one: what their tests capture is merged once. */
interface Run {
  /** Where the workers leave what they captured. */
  readonly folder: string
  /** Folders of contracts that tests may have written to before. */
  readonly contracts: Set<string>
  readonly reporting: WeakSet<object>
}

const key = Symbol.for('tallystick.vitest-run')

function isRun(value: unknown): value is Run {
  return typeof value === 'object' && value !== null && 'reporting' in value
}

function runOfProcess(): Run {
  const known: unknown = Reflect.get(globalThis, key)
  if (isRun(known)) return known
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const run: Run = { folder, contracts: new Set(), reporting: new WeakSet() }
  Reflect.set(globalThis, key, run)
  return run
}

function ranFile(module: TestModule): RanFile {
  const tests = [...module.children.allTests()].map((test) => ({
    name: test.fullName,
    hasPassed: test.result().state === 'passed',
  }))
  return { file: module.moduleId, isCollected: module.errors().length === 0, tests }
}

/** Whether every test of the project ran, and passed. */
async function isWhole(vitest: Vitest, modules: readonly TestModule[]): Promise<boolean> {
  const isFiltered = vitest.config.testNamePattern !== undefined || (vitest.config.project ?? []).length > 0
  if (isFiltered || !modules.every((module) => ranFile(module).tests.every(({ hasPassed }) => hasPassed))) return false
  const specifications = await vitest.globTestSpecifications()
  return specifications.length === modules.length
}

function noteText({ consumer, provider, description, note }: InteractionNote): string {
  return `  ${consumer} → ${provider}: "${description}": ${note.path} ${note.says}`
}

function shapesText({ consumer, provider, description, shapes }: InteractionShapes): string {
  return [`  ${consumer} → ${provider}: "${description}":`, ...shapes.map((shape) => `    - ${shape}`)].join('\n')
}

const shortName = (file: string) => relative(process.cwd(), file)

function report(vitest: Vitest, { written, removed, notes, shapes }: MergeResult, printsNotes: boolean): void {
  for (const file of written) vitest.logger.log(`Contract written: ${shortName(file)}`)
  for (const file of removed) vitest.logger.log(`Contract removed, nothing is expected any more: ${shortName(file)}`)
  if (printsNotes && shapes.length > 0) {
    vitest.logger.log(['Variants that are expected, each in an interaction:', ...shapes.map(shapesText)].join('\n'))
  }
  if (printsNotes && notes.length > 0) {
    vitest.logger.log(
      ['What contracts cannot say, and was checked on the examples only:', ...notes.map(noteText)].join('\n'),
    )
  }
}

async function mergeRun(
  vitest: Vitest,
  modules: readonly TestModule[],
  isPassed: boolean,
): Promise<readonly MergeResult[]> {
  const { folder, contracts } = runOfProcess()
  const fragments = readFragments(folder)
  removeFragments(fragments)
  const facts = {
    files: modules.map(ranFile),
    isWhole: isPassed && (await isWhole(vitest, modules)),
    isThere: existsSync,
  }
  const written = new Set(fragments.map(({ directory }) => directory))
  const before = [...contracts].filter((directory) => existsSync(join(directory, PRIVATE_FOLDER)))
  const results: MergeResult[] = []
  for (const directory of new Set([...written, ...before])) {
    const ofDirectory = fragments.filter((fragment) => fragment.directory === directory)
    const run = { fragments: ofDirectory, keeps: keepsAfter(facts) }
    results.push(await mergeFolder(directory, () => run))
  }
  return results
}

function reporterOf(vitest: Vitest, printsNotes: boolean): Reporter {
  return {
    async onTestRunEnd(modules, errors, reason: TestRunEndReason) {
      try {
        const results = await mergeRun(vitest, modules, reason === 'passed' && errors.length === 0)
        for (const result of results) report(vitest, result, printsNotes)
      } catch (error) {
        vitest.logger.error(
          `\nThe contracts were not written.\n${error instanceof Error ? error.message : String(error)}\n`,
        )
        process.exitCode = 1
      }
    },
  }
}

/**
 * The vitest plugin: what the tests capture becomes contract files when they have run, in pools of forks and of threads,
 * in watch mode, and with any filter. A run of some tests only changes what these tests captured.
 *
 * @example
 * // vitest.config.ts
 * const config = { plugins: [tallystick({ dir: 'contracts' })] }
 */
export function tallystick({ dir, notes = true }: CaptureOptions = {}): Plugin {
  // For the workers that are threads of this process: in these, the environment is a copy that the core does not see.
  process.env['PACT_DO_NOT_TRACK'] = 'true'
  const run = runOfProcess()
  return {
    name: 'tallystick',
    config: () => ({ test: { setupFiles: [join(import.meta.dirname, `setup${extname(import.meta.filename)}`)] } }),
    configureVitest({ vitest, project }) {
      const { root } = project.config
      const directory = resolve(root, dir ?? (process.env['TALLYSTICK_CONTRACTS'] || 'contracts'))
      run.contracts.add(directory)
      project.config.env = {
        ...project.config.env,
        TALLYSTICK_RUN: run.folder,
        TALLYSTICK_CONTRACTS: directory,
        TALLYSTICK_ROOT: root,
        PACT_DO_NOT_TRACK: 'true',
      }
      if (run.reporting.has(vitest)) return
      run.reporting.add(vitest)
      vitest.config.reporters.push(reporterOf(vitest, notes))
    },
  }
}
