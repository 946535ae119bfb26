import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { LogLevel } from '../provider/engine.ts'
import { junitReport } from '../provider/junit.ts'
import { type ReportLine, reportLines } from '../provider/report.ts'
import { stateUrlListener } from '../provider/state-url.ts'
import type { Verification } from '../provider/verification.ts'
import { runVerification } from '../provider/verify.ts'
import { wholeNumber } from './broker-options.ts'
import {
  type ContractOptions,
  addAliases,
  addContractOptions,
  collected,
  contractSources,
  listed,
  providerName,
  withContracts,
} from './contract-options.ts'
import { UsageError, exitCode } from './exit-code.ts'
import { addFlag } from './flag.ts'
import { outputOption } from './output-option.ts'
import { type Form, type Line, type Report, show } from './report.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface VerifyOptions extends ContractOptions {
  readonly providerBaseUrl?: string
  readonly providerStateChangeUrl?: string
  readonly stateChangeAsQuery?: boolean
  readonly stateChangeTeardown?: boolean
  readonly header?: Readonly<Record<string, string>>
  readonly requestTimeout?: number
  readonly filterDescription?: string
  readonly filterState?: string
  readonly filterNoState?: boolean
  readonly filterConsumer?: readonly string[]
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

function header(text: string, earlier: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, name, value] = /^([^:=\s]+)\s*[:=]\s*(.*)$/.exec(text) ?? []
  if (!name || value === undefined) throw new InvalidArgumentError("It must look like 'Name: value'.")
  return { ...earlier, [name]: value }
}

function expression(text: string): string {
  try {
    return new RegExp(text).source
  } catch {
    throw new InvalidArgumentError('It must be a regular expression.')
  }
}

const LOG_LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug', 'trace']

function baseUrl({ providerBaseUrl }: VerifyOptions): string {
  if (!providerBaseUrl) throw new UsageError('Say where the provider runs: --provider-base-url http://127.0.0.1:8080.')
  if (URL.canParse(providerBaseUrl) && /^https?:/.test(providerBaseUrl)) return providerBaseUrl
  throw new UsageError(`--provider-base-url must begin with http:// or https://, but it is '${providerBaseUrl}'.`)
}

function filterOf({ filterDescription, filterState, filterNoState, filterConsumer }: VerifyOptions) {
  return {
    ...(filterConsumer ? { consumers: filterConsumer } : {}),
    ...(filterDescription ? { description: filterDescription } : {}),
    ...(filterState ? { state: filterState } : {}),
    ...(filterNoState ? { noState: true } : {}),
  }
}

function verification(options: VerifyOptions, terminal: Terminal): Promise<Verification> {
  const { cwd, env } = terminal
  const { providerVersion: number, providerBranch: branch, providerTags: tags, buildUrl } = options
  const { publish = false, publishFiltered, requestTimeout, logLevel } = options
  const stateUrl = options.providerStateChangeUrl
  return runVerification({
    provider: providerName(options),
    app: baseUrl(options),
    contracts: contractSources(options, terminal),
    states: stateUrl
      ? stateUrlListener(stateUrl, {
          isQuery: options.stateChangeAsQuery ?? false,
          isTakenBack: options.stateChangeTeardown ?? false,
        })
      : () => undefined,
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

function line({ text, tone }: ReportLine): Line {
  return tone ? { text, format: FORMATS[tone] } : { text }
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
  const number = contracts.length - left.length
  const done = `${number} ${number === 1 ? 'result is' : 'results are'} published, as version ${publication.version.number}.`
  const why = left.map(({ contract, isComplete }): Line => {
    const because = isComplete ? 'it is not from a broker' : 'only a part of it was replayed'
    return {
      text: `Not published for ${contract.document.consumer} (${contract.origin}): ${because}.`,
      format: 'yellow',
    }
  })
  return [{ text: done }, ...why]
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
  command
    .option('--provider-base-url <url>', 'where the provider runs')
    .option('-s, --provider-state-change-url <url>', 'what is told to bring the provider into a state, with POST')
    .option('--state-change-as-query', 'tell it in the query, not in the body')
    .option('--state-change-teardown', 'tell it when the interaction is over as well')
    .option('--header <header>', "sent with every request, as 'Name: value'; may be repeated", header)
    .option('--request-timeout <ms>', 'how long a request, or a state, may take; 30000 unless told', wholeNumber)
    .option('--filter-description <regex>', 'only interactions with such a description (PACT_DESCRIPTION)', expression)
    .option('--filter-state <regex>', 'only interactions with such a state (PACT_PROVIDER_STATE)', expression)
    .option('--filter-no-state', 'only interactions without a state (PACT_PROVIDER_NO_STATE)')
    .option('--filter-consumer <name>', 'only contracts of this consumer; may be repeated', collected)
    .option('--ignore-no-pacts-error', 'exit with 0 when there is no contract')
    .option('--json <file>', 'write the results to a file, as JSON')
    .option('-x, --junit <file>', "write the results to a file, as JUnit's XML")
    .addOption(outputOption(['text', 'json', 'markdown', 'github']))
  addVersionOptions(command)
  addContractOptions(command)
  addAliases(command, {
    '--state-change-url <url>': 'providerStateChangeUrl',
    '--provider-states-setup-url <url>': 'providerStateChangeUrl',
    '--custom-provider-header <header>': 'header',
    '--publish-verification-results': 'publish',
    '--provider-app-version <number>': 'providerVersion',
    '--provider-version-branch <name>': 'providerBranch',
    '--provider-version-tag <tags>': 'providerTags',
  }).action((options: VerifyOptions) => run((terminal) => verify(options, terminal)))
}
