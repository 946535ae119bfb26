// The guides cannot lie: their TypeScript is put into projects as a reader would do it, is checked by the compiler, and
// runs; consumers first, then, with what they published, providers. Commands are run, and what guides show must be what
// comes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestBroker, startTestBroker } from '../../../broker/test/support/server.ts'
import { type Project, type RunResult, createProject } from '../consumer/support/project.ts'
import { getGuide, guides, shownAfter } from './guides.ts'
import { runCommand } from './tally-in-process.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const LOCAL = 'http://127.0.0.1:9292'
const PROVIDER_VERSION = '6589920'

const examples = guides.flatMap(({ name, blocks }) =>
  blocks.flatMap(({ language, file, code }) => (language === 'ts' ? [{ path: `${name}/${file}`, code }] : [])),
)

const catalogue = examples.find(({ path }) => path === 'first-provider-verification/catalogue/src/app.ts')

/** What a reader is asked to break, and what that becomes; its other test files are left out. */
const broken = [
  { folder: 'first-consumer-test/shop/', changes: [['/books/${isbn}', '/book/${isbn}']] },
  {
    folder: 'first-provider-verification/catalogue/',
    changes: [
      ['response.json(book)', 'response.json({ ...book, price: book.price.amount })'],
      ['app: createApp', 'publish: false, app: createApp'],
    ],
  },
] as const

const tsconfig = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024', 'esnext.array', 'esnext.iterator', 'esnext.disposable'],
    module: 'nodenext',
    customConditions: ['@tallystick/source'],
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
}

/** One run for all, since starting vitest takes longest. The client is not transformed, as where it is installed. */
const vitestConfig = `
  import { defaultServerConditions } from 'vite'
  import { defineConfig, mergeConfig } from 'vitest/config'
  import config from './first-consumer-test/shop/vitest.config.ts'
  const conditions = ['@tallystick/source', ...defaultServerConditions]
  export default mergeConfig(config, defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: { testTimeout: 60_000, isolate: false, server: { deps: { external: [/\\/client\\/src\\//] } } },
  }))`

let broker: TestBroker
let project: Project
let consumers: RunResult
let providers: RunResult
const shown: { readonly expected: string; readonly actual: string }[] = []

const tally = (line: string, folder: string) =>
  runCommand(line, { cwd: join(project.folder, folder), env: { PACT_BROKER_BASE_URL: broker.url } })

/** Runs a command of a guide, whose output is to be what the guide shows; a line `…` stands for lines left out. */
async function follow(line: string, folder: string, text: string): Promise<void> {
  const { output } = await tally(line, folder)
  const lines = text.split('\n')
  const expected = lines.filter((one) => one !== '…')
  const actual = output.replaceAll(broker.url, LOCAL).split('\n')
  const isAbridged = expected.length < lines.length
  shown.push({
    expected: expected.join('\n'),
    actual: (isAbridged ? actual.filter((one) => expected.includes(one)) : actual).join('\n'),
  })
}

function writeProject(): void {
  const paths = new Set(examples.map(({ path }) => path))
  for (const { path, code } of examples) {
    project.write(path, code)
    // Other guides go on with the catalogue of the second.
    const app = join(path, '../../src/app.ts')
    if (code.includes("'../src/app.ts'") && !paths.has(app)) project.write(app, catalogue?.code ?? '')
  }
  for (const { folder, changes } of broken) {
    const used = examples.filter(
      ({ path }) => path.startsWith(folder) && !/(?<!\/catalogue\.\w+)\.test\.ts$/.test(path),
    )
    for (const { path, code } of used) {
      const changed = changes.reduce((text, [from, to]) => text.replace(from, to), code)
      project.write(`broken/${path}`, changed)
    }
  }
  project.write('tsconfig.json', tsconfig)
  project.write('vitest.config.ts', vitestConfig)
}

const runTests = (...files: readonly string[]) =>
  project.run('vitest', 'run', '--configLoader=native', '--reporter=verbose', ...files)

/** As the build of a provider on GitHub Actions is. */
function beBuild(): void {
  vi.stubEnv('CI', 'true')
  vi.stubEnv('GITHUB_ACTIONS', 'true')
  vi.stubEnv('GITHUB_SHA', PROVIDER_VERSION)
  vi.stubEnv('GITHUB_REF', 'refs/heads/main')
  vi.stubEnv('GITHUB_REF_NAME', 'main')
  vi.stubEnv('GITHUB_STEP_SUMMARY', undefined)
  vi.stubEnv('PACT_BROKER_BASE_URL', broker.url)
}

/** All contracts lie in one folder, as the tests ran in one project: a guide's consumer has its own. */
function handOut(file: string, folder: string): void {
  project.write(`${folder}/${file}`, readFileSync(join(project.folder, file), 'utf8'))
}

/** What the reader does after the tests of the consumers. */
async function publishContracts(): Promise<void> {
  handOut('contracts/shop-catalogue.json', 'first-consumer-test/shop')
  handOut('contracts/mailer-orders.json', 'messages/mailer')
  handOut('contracts/app-reviews.json', 'graphql/app')
  const publish = 'npx tally publish contracts --consumer-app-version 1.0.0 --branch main'
  await follow(publish, 'first-consumer-test/shop', shownAfter(getGuide('first-consumer-test'), publish))
  await tally(publish, 'messages/mailer')
  await tally(publish, 'graphql/app')
  await moveFromPactJs('migrate-from-pact-js/basket')
}

async function moveFromPactJs(folder: string): Promise<void> {
  handOut('contracts/basket-stock.json', folder)
  handOut('pacts/basket-stock.json', folder)
  const { code } = await tally('npx tally publish pacts --consumer-app-version 1.0.0 --branch main', folder)
  expect(code).toBe(0)
  // The test that was moved is taken out of pact-js.
  const pact = JSON.parse(readFileSync(join(project.folder, 'pacts/basket-stock.json'), 'utf8')) as {
    interactions: { description: string }[]
  }
  const interactions = pact.interactions.filter(({ description }) => description.includes('not exist'))
  project.write(`${folder}/pacts/basket-stock.json`, { ...pact, interactions })
  const merge = 'npx tally publish pacts contracts --merge --consumer-app-version 1.1.0 --branch main'
  await follow(merge, folder, shownAfter(getGuide('migrate-from-pact-js'), merge))
}

/** What the reader does after the tests of the providers. */
async function deploy(): Promise<void> {
  const guide = getGuide('first-provider-verification')
  const folder = 'first-provider-verification/catalogue'
  const answers = guide.blocks.map(({ code }) => code.trimEnd())
  const yes = answers.find((code) => code.startsWith('Yes: ')) ?? ''
  const notYet = answers.find((code) => code.startsWith('Not yet: ')) ?? ''
  const ask = 'npx tally can-i-deploy --pacticipant shop --version 1.0.0 --to-environment production'
  const record = `npx tally record-deployment --pacticipant catalogue --version ${PROVIDER_VERSION} --environment production`
  await tally('npx tally create-environment --name production --production', folder)
  await follow(ask, folder, notYet)
  await tally(record, folder)
  await follow(ask, folder, yes)
  await tally('npx tally record-deployment --pacticipant shop --version 1.0.0 --environment production', folder)
  const states = 'npx tally states --provider catalogue --out test/states.ts'
  const known = examples.find(({ path }) => path === `${folder}/test/states.ts`)?.code.replace(/^.*\n/, '') ?? ''
  await follow(states, folder, shownAfter(guide, states))
  shown.push({ expected: known, actual: readFileSync(join(project.folder, folder, 'test/states.ts'), 'utf8') })
}

/** What the reader does who leaves another broker, and what the new one then says. */
async function copyDeployed(): Promise<void> {
  const guide = getGuide('migrate-from-pact-broker')
  const other = await startTestBroker()
  try {
    vi.stubEnv('OLD_BROKER_URL', broker.url)
    vi.stubEnv('NEW_BROKER_URL', other.url)
    const { output } = await project.run('node', 'migrate-from-pact-broker/copy-deployed.ts')
    shown.push({ expected: shownAfter(guide, 'copy-deployed.ts'), actual: output.trimEnd() })
    const ask = 'tally can-i-deploy --pacticipant shop --version 1.0.0 --to-environment production'
    const env = { PACT_BROKER_BASE_URL: other.url }
    const { output: answer } = await runCommand(ask, { cwd: project.folder, env })
    const first = getGuide('first-provider-verification').blocks.find(({ code }) => code.startsWith('Yes: '))
    shown.push({ expected: first?.code.trimEnd() ?? '', actual: answer })
  } finally {
    vi.unstubAllEnvs()
    await other.stop()
  }
}

beforeAll(async () => {
  broker = await startTestBroker()
  project = createProject()
  writeProject()
  consumers = await runTests('contract.test', 'basket/test')
  await publishContracts()
  beBuild()
  providers = await runTests('provider.test', 'stock/test')
  vi.unstubAllEnvs()
  await deploy()
  await copyDeployed()
})
afterAll(async () => {
  await project[Symbol.asyncDispose]()
  await broker.stop()
})

test('every example says which file it is', () => {
  expect(examples.filter(({ path }) => path.endsWith('/undefined'))).toEqual([])
})

test('the compiler takes the examples', async () => {
  const { code, output } = await project.run('tsc', '--project', 'tsconfig.json')
  expect(code, output).toBe(0)
})

/** How many tests passed, and which did not, of those that are not broken on purpose. */
function summary({ output }: RunResult) {
  const lines = output.split('\n').filter((line) => !line.includes(' broken/'))
  return {
    passed: lines.filter((line) => line.startsWith(' ✓ ')).length,
    others: lines.filter((line) => /^ *(?:×|↓|FAIL) /.test(line)),
  }
}

test('the tests of the consumers run', () => {
  expect(summary(consumers), consumers.output).toEqual({ passed: 11, others: [] })
})

test('the tests of the providers run, against what the consumers published', () => {
  expect(summary(providers), providers.output).toEqual({ passed: 21, others: [] })
})

test('what commands answer is what the guides show', () => {
  expect(shown.map(({ actual }) => actual)).toEqual(shown.map(({ expected }) => expected))
})

/** The lines of a guide that show what tests say, without what is another each time. */
function linesOfTests(name: string): readonly string[] {
  const texts = getGuide(name).blocks.flatMap(({ language, code }) => (language === 'text' ? code.split('\n') : []))
  return texts.flatMap((line) => {
    const [, test] = /^ ✓ [\w./-]+ > (.+)/.exec(line) ?? []
    if (test !== undefined) return [test]
    return /^(?:CaptureError|Contract written|GET|body) | (?:is declared, and|was called, and) /.test(line)
      ? [line]
      : []
  })
}

test('what tests say is what the guides show', () => {
  // Whether a contract is pending depends on which of the tests is done first.
  const plain = (text: string) => text.replaceAll(' [pending]', '')
  const said = plain(consumers.output + providers.output)
  const names = ['first-consumer-test', 'first-provider-verification', 'messages', 'graphql']
  const lines = names.flatMap(linesOfTests).map(plain)
  expect(lines).toHaveLength(10)
  expect(
    lines.filter((line) => !said.includes(line)),
    said,
  ).toEqual([])
  expect(consumers.output).toContain('Caused by: Error: The catalogue answered 500')
  expect(said).not.toContain('Serialized Error')
})
