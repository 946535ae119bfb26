import { spawn } from 'node:child_process'
import { dirname, relative, resolve, sep } from 'node:path'
import type { Environment } from '../ci.ts'

interface Place {
  readonly cwd: string
  readonly env: Environment
}

/** So many values fit into a command line everywhere. */
const AT_ONCE = 200

/** What git prints; undefined where there is no git, and no repository. 1 stands for nothing found. */
function gitOutput(args: readonly string[], { cwd, env }: Place): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn('git', args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.once('error', () => done(undefined))
    child.once('close', (code) => done(code === 0 || code === 1 ? output : undefined))
  })
}

// Lists of changes and of packages have dates and numbers that nobody wrote for a test.
const NO_SOURCES = [':(top,exclude)*.md', ':(top,exclude)*.lock', ':(top,exclude)*-lock.json', ':(top,exclude)*.log']

async function search(needles: readonly string[], place: Place): Promise<string | undefined> {
  const options = ['--untracked', '--full-name', '-z', '--only-matching', '--ignore-case', '--fixed-strings', '-I']
  return gitOutput(['grep', ...options, ...needles.flatMap((one) => ['-e', one]), '--', ':/', ...NO_SOURCES], place)
}

/**
 * Which of the values somebody wrote into a file of this repository, whether git tracks it or only does not ignore it.
 * The contracts themselves, and what lies beside them, are none. Undefined where this is no git repository.
 *
 * @param contracts The paths of the contract files.
 */
export async function writtenValues(
  needles: ReadonlySet<string>,
  contracts: readonly string[],
  place: Place,
): Promise<ReadonlySet<string> | undefined> {
  const root = (await gitOutput(['rev-parse', '--show-toplevel'], place))?.trim()
  if (root === undefined || root === '') return undefined
  const folders = contracts.map((path) => relative(root, dirname(resolve(place.cwd, path))).replaceAll(sep, '/'))
  const isContract = (file: string) =>
    file.endsWith('.json') &&
    folders.some((folder) => (folder === '' ? !file.includes('/') : file.startsWith(`${folder}/`)))
  const list = [...needles].map((needle) => needle.toLowerCase())
  const found = new Set<string>()
  for (let start = 0; start < list.length; start += AT_ONCE) {
    const output = await search(list.slice(start, start + AT_ONCE), place)
    if (output === undefined) return undefined
    for (const line of output.split('\n')) {
      const [file, value] = line.split('\0')
      if (file !== undefined && value !== undefined && !isContract(file)) found.add(value.toLowerCase())
    }
  }
  return found
}
