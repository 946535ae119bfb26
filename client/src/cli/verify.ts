import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { LogLevel } from '../provider/engine.ts'
import { junitReport } from '../provider/junit.ts'
import { type ReportLine, publishedText, reportLines } from '../provider/report.ts'
import type { Verification } from '../provider/verification.ts'
import { runVerification } from '../provider/verify.ts'
import {
  type ContractOptions,
  addAliases,
  addContractOptions,
  contractSources,
  listed,
  providerName,
  withContracts,
} from './contract-options.ts'
import { exitCode } from './exit-code.ts'
import { addFlag } from './flag.ts'
import { outputOption } from './output-option.ts'
import {
  PROVIDER_ALIASES,
  type ProviderOptions,
  addProviderOptions,
  filterOf,
  providerUrl,
  stateListener,
} from './provider-options.ts'
import { type Form, type Line, type Report, show } from './report.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface VerifyOptions extends ContractOptions, ProviderOptions {
  readonly publish?: boolean
  readonly publishFiltered?: boolean
  readonly providerVersion?: string
  readonly providerBranch?: string
  readonly providerTags?: readonly string[]
  readonly buildUrl?: string
  readonly ignoreNoPactsError?: boolean
  readonly json?: string
  readonly junit?: string
  readonly output: Form
}

const LOG_LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug', 'trace']

function verification(options: VerifyOptions, terminal: Terminal): Promise<Verification> {
  const { cwd, env } = terminal
  const { providerVersion: number, providerBranch: branch, providerTags: tags, buildUrl } = options
  const { publish = false, publishFiltered, requestTimeout, logLevel } = options
  return runVerification({
    provider: providerName(options),
    app: providerUrl(options),
    contracts: contractSources(options, terminal),
    states: stateListener(options) ?? (() => undefined),
    headers: options.header,
    filter: filterOf(options),
    version: { number, branch, tags, buildUrl },
    publish: publish && publishFiltered ? { evenIfFiltered: true } : publish,
    allowNoContracts: options.ignoreNoPactsError,
    timeoutMs: requestTimeout,
    insecure: options.disableSslVerification ?? options.skipSslVerification,
    logLevel: LOG_LEVELS.find((level) => level === logLevel?.toLowerCase()),
    testFramework: 'tally',
    // The report says it.
    onWarning: () => undefined,
    cwd,
    env,
  })
}

const FORMATS = { good: 'green', bad: 'red', pending: 'yellow', dim: 'dim', title: 'bold' } as const

function line({ text, tone, alone }: ReportLine): Line {
  return { text, ...(tone && { format: FORMATS[tone] }), ...(alone !== undefined && { alone }) }
}

/** What the broker wants to be said: before anything is replayed, or after an outcome. */
function notices({ contracts }: Verification, time: 'before' | 'after'): readonly Line[] {
  const texts = contracts.flatMap(({ contract, results, isPublished }) => {
    const outcome = `success_${results.every(({ success }) => success)}_published_${isPublished}`
    const when = time === 'before' ? 'before_verification' : `after_verification:${outcome}`
    return contract.notices.filter((notice) => notice.when === when).map(({ text }) => text)
  })
  return [...new Set(texts)].map((text) => ({ text, format: 'dim' }))
}

function publicationLines({ publication, contracts }: Verification, isAsked: boolean): readonly Line[] {
  if (!publication.publishes) {
    return isAsked ? [{ text: `The results are not published: ${publication.because}.`, format: 'yellow' }] : []
  }
  const left = contracts.filter(({ isPublished }) => !isPublished)
  const why = left.map(({ contract, isComplete }): Line => {
    const because = isComplete ? 'it is not from a broker' : 'only a part of it was replayed'
    return {
      text: `Not published for ${contract.document.consumer} (${contract.origin}): ${because}.`,
      format: 'yellow',
    }
  })
  return [{ text: publishedText({ contracts }, publication.version.number) }, ...why]
}

function reportOf(found: Verification, options: VerifyOptions): Report {
  const { success, results, contracts, publication } = found
  return {
    json: {
      success,
      results,
      contracts: contracts.map(({ contract, results: ofContract, isPublished }) => ({
        consumer: contract.document.consumer,
        origin: contract.origin,
        pending: contract.pending,
        success: ofContract.every((result) => result.success),
        published: isPublished,
      })),
      publication,
    },
    blocks: [
      { lines: notices(found, 'before') },
      { lines: reportLines(contracts).map(line) },
      { lines: publicationLines(found, options.publish ?? false) },
      { lines: notices(found, 'after') },
    ],
  }
}

async function verify(options: VerifyOptions, terminal: Terminal): Promise<number> {
  const found = await withContracts(() => verification(options, terminal))
  const report = reportOf(found, options)
  const write = (file: string | undefined, text: () => string) =>
    file === undefined ? undefined : writeFile(resolve(terminal.cwd, file), text())
  await write(options.json, () => `${JSON.stringify(report.json, null, 2)}\n`)
  await write(options.junit, () => junitReport(found.contracts))
  show(terminal, options.output, report)
  return found.success ? exitCode.yes : exitCode.no
}

function addVersionOptions(command: Command): void {
  addFlag(command, '-r, --publish', 'publish the results to the broker')
  command
    .option('--publish-filtered', 'with --publish: also of contracts of which only a part was replayed')
    .option('-a, --provider-version <number>', 'the version of the provider; else the commit, from git or the build')
    .option('--provider-branch <name>', 'its branch; else that of git or the build')
    .option('--provider-tags <tags>', 'its tags, with commas between them', listed)
    .option('--build-url <url>', 'where the build can be seen; else what the build says')
}

export function defineVerify(command: Command, run: Run): void {
  addProviderOptions(command)
    .option('--ignore-no-pacts-error', 'exit with 0 when there is no contract')
    .option('--json <file>', 'write the results to a file, as JSON')
    .option('-x, --junit <file>', "write the results to a file, as JUnit's XML")
    .addOption(outputOption(['text', 'json', 'markdown', 'github']))
  addVersionOptions(command)
  addContractOptions(command)
  addAliases(command, {
    ...PROVIDER_ALIASES,
    '--publish-verification-results': 'publish',
    '--provider-app-version <number>': 'providerVersion',
    '--provider-version-branch <name>': 'providerBranch',
    '--provider-version-tag <tags>': 'providerTags',
  }).action((options: VerifyOptions) => run((terminal) => verify(options, terminal)))
}
