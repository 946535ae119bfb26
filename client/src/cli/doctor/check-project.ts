import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { detectBuild } from '../../ci.ts'
import { detectVersion } from '../../git.ts'
import { readContractFiles } from '../contract-files.ts'
import { UsageError } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'
import { type Finding, ok, problem, unknown, warning } from './finding.ts'

const ABOUT = 'This project'

async function hasContracts(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).some((file) => file.endsWith('.json'))
  } catch {
    return false
  }
}

/** Where contract files are: where the client writes them, or where the Pact libraries do. */
export async function contractFolder({ cwd, env }: Terminal, given?: string): Promise<string> {
  const usual = [env.TALLYSTICK_CONTRACTS || 'contracts', 'pacts']
  const found = await Promise.all(usual.map((folder) => hasContracts(resolve(cwd, folder))))
  return given ?? usual[found.indexOf(true)] ?? 'contracts'
}

/** The consumers and providers of the contract files of a folder; none where there are no files. */
export async function contractNames({ cwd }: Terminal, folder: string): Promise<readonly string[]> {
  if (!(await hasContracts(resolve(cwd, folder)))) return []
  try {
    const files = await readContractFiles([folder], cwd)
    return [...new Set(files.flatMap(({ consumer, provider }) => [consumer, provider]))]
  } catch (error) {
    if (error instanceof UsageError) return []
    throw error
  }
}

async function checkContracts({ cwd }: Terminal, folder: string): Promise<Finding> {
  if (!(await hasContracts(resolve(cwd, folder)))) {
    const says = `There are no contract files in ${folder}: a provider has none, and the tests of a consumer write them.`
    return unknown(ABOUT, says)
  }
  try {
    const files = await readContractFiles([folder], cwd)
    const pairs = files.map(({ consumer, provider }) => `${consumer} with ${provider}`)
    return ok(ABOUT, `Contracts in ${folder}: ${pairs.join(', ')}.`)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return problem(ABOUT, error.message)
  }
}

/** Version, branch and build as publishing would take them. */
async function checkVersion({ cwd, env }: Terminal): Promise<readonly Finding[]> {
  const { number, branch, buildUrl, warnings } = await detectVersion({ cwd, env })
  const build = detectBuild(env)
  if (number === undefined) {
    const says = 'The version is not known: there is no git repository here, and no build system is recognised.'
    return [warning(ABOUT, says, 'give it to publish and verify, with --consumer-app-version or --provider-version')]
  }
  return [
    ok(
      ABOUT,
      `The version is ${number}${build ? `, built by ${build.system}` : ''}${buildUrl ? ` at ${buildUrl}` : ''}.`,
    ),
    branch === undefined
      ? problem(ABOUT, 'The branch is not known: the head of git is detached.', 'give it with --branch')
      : ok(ABOUT, `The branch is ${branch}.`),
    ...warnings.map((says) => warning(ABOUT, says)),
  ]
}

export async function checkProject(terminal: Terminal, folder: string): Promise<readonly Finding[]> {
  return [...(await checkVersion(terminal)), await checkContracts(terminal, folder)]
}
