import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'

export type Runner = 'vitest' | 'jest' | 'node'

/** What a project is like, as far as its first test has to fit in. */
export interface Project {
  /** As its package is called, without a scope. */
  readonly name: string | undefined
  readonly runner: Runner
  readonly dir: string
  readonly isTyped: boolean
  /** Of test files, which are ES modules: `ts` or `js` where the whole package is of these, else `mts` or `mjs`. */
  readonly extension: Extension
  /** Of configurations. */
  readonly configExtension: Extension
  readonly hasClient: boolean
  /** zod 4 or newer. */
  readonly hasZod: boolean
  /** Whether tests with `@pact-foundation/pact` may be there. */
  readonly hasPact: boolean
  /** Where vitest is configured already. */
  readonly vitestConfig: string | undefined
}

type Extension = 'ts' | 'mts' | 'js' | 'mjs'

const CONFIGS = ['vitest', 'vite'].flatMap((tool) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${tool}.config.${extension}`),
)
const JEST_CONFIGS = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'].map((extension) => `jest.config.${extension}`)

const manifest = z.looseObject({
  name: z.string().optional(),
  type: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
  jest: z.unknown().optional(),
})

type Manifest = Partial<z.infer<typeof manifest>>

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}

async function readManifest(cwd: string): Promise<Manifest> {
  try {
    return manifest.parse(JSON.parse(await readFile(resolve(cwd, 'package.json'), 'utf8')))
  } catch {
    return {}
  }
}

async function firstThere(cwd: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) if (await exists(resolve(cwd, folder))) return folder
  return undefined
}

/** jest takes TypeScript for ES modules only where it is told to: then its configuration has this word. */
async function hasTypedModules(cwd: string, { jest }: Manifest): Promise<boolean> {
  const config = await firstThere(cwd, JEST_CONFIGS)
  const text = config === undefined ? JSON.stringify(jest ?? {}) : await readFile(resolve(cwd, config), 'utf8')
  return text.includes('extensionsToTreatAsEsm')
}

interface Given {
  readonly runner?: Runner
  readonly dir?: string
}

export async function readProject(cwd: string, given: Given): Promise<Project> {
  const known = await readManifest(cwd)
  const packages = new Map(Object.entries({ ...known.dependencies, ...known.devDependencies }))
  const runner = given.runner ?? (packages.has('vitest') ? 'vitest' : packages.has('jest') ? 'jest' : 'node')
  const hasTypes = packages.has('typescript') || (await exists(resolve(cwd, 'tsconfig.json')))
  const isTyped = hasTypes && (runner !== 'jest' || (await hasTypedModules(cwd, known)))
  const isModule = known.type === 'module'
  const zod = packages.get('zod')
  return {
    name: known.name?.replace(/^@[^/]+\//, ''),
    runner,
    dir: given.dir ?? (await firstThere(cwd, ['test', 'tests', '__tests__', 'src/__tests__'])) ?? 'test',
    isTyped,
    // vitest and jest take any TypeScript for modules.
    extension: isTyped ? (isModule || runner !== 'node' ? 'ts' : 'mts') : isModule ? 'js' : 'mjs',
    configExtension: hasTypes ? (isModule ? 'ts' : 'mts') : isModule ? 'js' : 'mjs',
    hasClient: packages.has('@tallystick/client'),
    hasZod: zod !== undefined && !/^\D*[0-3]\b/.test(zod),
    hasPact: packages.has('@pact-foundation/pact'),
    vitestConfig: await firstThere(cwd, CONFIGS),
  }
}
