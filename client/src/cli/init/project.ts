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
  /** `ts`; `js` where the package is of ES modules, else `mjs`. */
  readonly extension: 'ts' | 'js' | 'mjs'
  readonly hasClient: boolean
  /** Where vitest is configured already. */
  readonly vitestConfig: string | undefined
}

const CONFIGS = ['vitest', 'vite'].flatMap((tool) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${tool}.config.${extension}`),
)

const manifest = z.looseObject({
  name: z.string().optional(),
  type: z.string().optional(),
  dependencies: z.record(z.string(), z.unknown()).optional(),
  devDependencies: z.record(z.string(), z.unknown()).optional(),
})

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}

async function readManifest(cwd: string): Promise<z.infer<typeof manifest>> {
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

interface Given {
  readonly runner?: Runner
  readonly dir?: string
}

export async function readProject(cwd: string, given: Given): Promise<Project> {
  const { name, type, dependencies, devDependencies } = await readManifest(cwd)
  const packages = new Set(Object.keys({ ...dependencies, ...devDependencies }))
  const found = packages.has('vitest') ? 'vitest' : packages.has('jest') ? 'jest' : 'node'
  const isTyped = packages.has('typescript') || (await exists(resolve(cwd, 'tsconfig.json')))
  return {
    name: name?.replace(/^@[^/]+\//, ''),
    runner: given.runner ?? found,
    dir: given.dir ?? (await firstThere(cwd, ['test', 'tests', '__tests__', 'src/__tests__'])) ?? 'test',
    extension: isTyped ? 'ts' : type === 'module' ? 'js' : 'mjs',
    hasClient: packages.has('@tallystick/client'),
    vitestConfig: await firstThere(cwd, CONFIGS),
  }
}
