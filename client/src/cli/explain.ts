import type { Command } from 'commander'
import type { BrokerClient } from '../broker/broker-client.ts'
import { BrokerCallError } from '../broker/call-error.ts'
import type { DeploymentAnswer } from '../broker/matrix.ts'
import type { Contract } from '../wire/contracts.ts'
import type { Pacticipant } from '../wire/pacticipants.ts'
import type { PactForVerification } from '../wire/selection.ts'
import { reasonLines, rowTable, verdictLine } from './answer.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { contractVersion } from './contract-version.ts'
import { ALL_FORMS } from './output-option.ts'
import type { Block, Line, Report } from './report.ts'
import type { Run } from './run.ts'

interface ExplainOptions extends AskOptions {
  readonly consumer: string
  readonly provider: string
  readonly version?: string
  readonly providerBranch?: string
  readonly toEnvironment?: string
}

/** What is being explained: a contract, and the build that may have to verify it. */
interface Subject {
  readonly consumer: Pacticipant
  readonly provider: Pacticipant
  readonly version: string
  readonly providerBranch: string | undefined
}

const notFound = (message: string) => new BrokerCallError(message, { failure: 'refused', status: 404 })

async function getPacticipant(broker: BrokerClient, name: string): Promise<Pacticipant> {
  const found = await broker.findPacticipant(name)
  if (!found) throw notFound(`The broker knows no ${name}.`)
  return found
}

async function findContract(
  broker: BrokerClient,
  { consumer, provider, version }: ExplainOptions,
  mainBranch: string | undefined,
): Promise<Contract | undefined> {
  if (version !== undefined) return broker.findContract({ consumer, provider, version })
  const ofMain = mainBranch && (await broker.findLatestContract({ consumer, provider, branch: mainBranch }))
  return ofMain || broker.findLatestContract({ consumer, provider })
}

async function subjectOf(broker: BrokerClient, options: ExplainOptions): Promise<Subject> {
  const [consumer, provider] = await Promise.all([
    getPacticipant(broker, options.consumer),
    getPacticipant(broker, options.provider),
  ])
  const contract = await findContract(broker, options, consumer.mainBranch)
  const version = contract && contractVersion(contract)
  if (version === undefined) {
    const which = options.version === undefined ? '' : ` of version ${options.version}`
    throw notFound(`There is no contract${which} of ${consumer.name} with ${provider.name}.`)
  }
  return { consumer, provider, version, providerBranch: options.providerBranch ?? provider.mainBranch }
}

/** The contracts of the consumer that a build of the provider must verify, as most builds ask for them. */
async function selectedContracts(broker: BrokerClient, { consumer, provider, providerBranch }: Subject) {
  const selected = await broker.listContractsForVerification({
    provider: provider.name,
    consumerVersionSelectors: [
      { mainBranch: true },
      { deployedOrReleased: true },
      ...(providerBranch === undefined ? [] : [{ matchingBranch: true } as const]),
    ],
    includePendingStatus: true,
    ...(providerBranch === undefined ? {} : { providerVersionBranch: providerBranch }),
  })
  return selected.filter(({ _links }) => _links.self.name.startsWith(`Pact between ${consumer.name} (`))
}

function sentences(text: string): readonly Line[] {
  return text.split('\n').map((line, index) => ({ text: index === 0 ? `  ${line}` : `    ${line.trim()}` }))
}

function selectionLines({ shortDescription, verificationProperties, _links }: PactForVerification): readonly Line[] {
  const { pending, notices } = verificationProperties
  const state = pending ? 'pending: a failure does not fail the build' : 'a failure fails the build'
  return [
    { text: `${_links.self.name}: ${shortDescription}`, format: 'bold' },
    { text: `  ${pending ? '…' : '✓'} Selected, ${state}`, format: pending ? 'yellow' : 'green' },
    ...notices.filter(({ when }) => when === 'before_verification').flatMap(({ text }) => sentences(text)),
  ]
}

/** Why nothing is selected. */
function absenceLines({ consumer, provider, version }: Subject): readonly Line[] {
  const nothing: Line = {
    text: `✗ No contract of ${consumer.name} is selected for a build of ${provider.name}.`,
    format: 'red',
  }
  if (consumer.mainBranch === undefined) {
    return [
      nothing,
      { text: `  ${consumer.name} has no main branch set, and no version with a contract is deployed or released.` },
      { text: `  Next: tally create-or-update-pacticipant --name '${consumer.name}' --main-branch main` },
    ]
  }
  return [
    nothing,
    {
      text: `  No version of its main branch (${consumer.mainBranch}), and none that is deployed or released, has one.`,
    },
    { text: `  Version ${version} is of another branch: it is selected once it is merged, deployed or released.` },
  ]
}

interface Ways {
  readonly environment: string
  readonly answer: DeploymentAnswer
}

async function ways(broker: BrokerClient, { consumer, version }: Subject, to?: string): Promise<readonly Ways[]> {
  const names = to === undefined ? (await broker.listEnvironments()).map(({ name }) => name) : [to]
  const selectors = [{ pacticipant: consumer.name, version }]
  return Promise.all(
    names.map(async (environment) => ({
      environment,
      answer: await broker.queryMatrix({ selectors, toEnvironment: environment }),
    })),
  )
}

function wayLines({ consumer, version }: Subject, { environment, answer }: Ways): readonly Line[] {
  const question = { selectors: [{ pacticipant: consumer.name, version }], toEnvironment: environment }
  return [verdictLine(question, answer), ...reasonLines(answer).map((line) => ({ ...line, text: `  ${line.text}` }))]
}

const heading = (text: string): Line => ({ text, format: 'bold' })

async function explain(options: ExplainOptions, broker: BrokerClient): Promise<Report> {
  const subject = await subjectOf(broker, options)
  const { consumer, provider, version, providerBranch } = subject
  const [selected, results, open] = await Promise.all([
    selectedContracts(broker, subject),
    broker.queryMatrix({
      selectors: [{ pacticipant: consumer.name, version }, { pacticipant: provider.name }],
      limit: 10,
    }),
    ways(broker, subject, options.toEnvironment),
  ])
  const build = providerBranch === undefined ? 'without a branch' : `branch ${providerBranch}`
  const blocks: readonly Block[] = [
    { lines: [heading(`What a build of ${provider.name} (${build}) has to verify`)] },
    ...(selected.length > 0
      ? selected.map((one) => ({ lines: selectionLines(one) }))
      : [{ lines: absenceLines(subject) }]),
    { lines: [heading(`What is known of the contract of ${consumer.name} ${version} with ${provider.name}`)] },
    { ...rowTable(results), isDetail: false },
    ...(open.length > 0 ? [{ lines: [heading(`Where ${consumer.name} ${version} may go`)] }] : []),
    ...open.map((way) => ({ lines: wayLines(subject, way) })),
  ]
  const json = { consumer: consumer.name, provider: provider.name, version, selected, results, environments: open }
  return { json, blocks }
}

export function defineExplain(command: Command, run: Run): void {
  command
    .requiredOption('--consumer <name>', 'whose contract')
    .requiredOption('--provider <name>', 'with which provider')
    .option(
      '-e, --version <number>',
      'of that version of the consumer; of the latest of its main branch when not given',
    )
    .option('--provider-branch <name>', 'for a build of that branch; of its main branch when not given')
    .option('--to-environment <name>', 'only the way there; to all environments when not given')
  addAnswer<ExplainOptions>(command, { forms: ALL_FORMS, run, answer: explain })
}
