import { type Command, Option } from 'commander'
import type { BrokerClient } from '../broker/broker-client.ts'
import { BrokerCallError } from '../broker/call-error.ts'
import type { Publication } from '../broker/contracts.ts'
import { detectVersion } from '../git.ts'
import type { DetectedVersion } from '../version.ts'
import { type PublishedContracts, publicationConflict } from '../wire/publishing.ts'
import type { VerificationRequest } from '../wire/verification-requests.ts'
import { awaitVerifications } from './await-verifications.ts'
import { type BrokerOptions, addBrokerOptions, connect } from './broker-options.ts'
import { type ContractFile, readContractFiles } from './contract-files.ts'
import { UsageError, exitCode } from './exit-code.ts'
import { addFlag } from './flag.ts'
import { noticeLines } from './notices.ts'
import { outputOption } from './output-option.ts'
import { type Form, type Line, show } from './report.ts'
import type { Run } from './run.ts'
import { moreTags } from './tags.ts'
import type { Terminal } from './terminal.ts'
import { waitOption } from './wait-option.ts'
import { whileWaiting } from './while-waiting.ts'

interface PublishOptions extends BrokerOptions {
  readonly consumerAppVersion?: string
  readonly branch?: string
  readonly autoDetectVersionProperties?: boolean
  readonly tag?: readonly string[]
  readonly tagWithGitBranch?: boolean
  readonly buildUrl?: string
  readonly merge?: boolean
  readonly wait?: number
  readonly output: 'text' | 'json' | 'markdown' | 'github'
}

type ConsumerVersion = Omit<Publication, 'pacticipant' | 'contracts'>

/** What is published for each consumer, from what is given and, where asked or needed, from what is detected. */
function consumerVersion(options: PublishOptions, detected: DetectedVersion): ConsumerVersion {
  const version = options.consumerAppVersion ?? detected.number
  if (version === undefined) {
    throw new UsageError(
      'The version of the consumer is not known: there is no git repository here, and no build system is recognised. ' +
        'Give it with --consumer-app-version.',
    )
  }
  if (options.tagWithGitBranch && detected.branch === undefined) {
    throw new UsageError('The branch is not known (the head of git is detached): give the tag with --tag.')
  }
  const ofBranch = options.tagWithGitBranch && detected.branch ? [detected.branch] : []
  const tags = [...new Set([...(options.tag ?? []), ...ofBranch])]
  const mayDetect = options.autoDetectVersionProperties || options.consumerAppVersion === undefined
  return {
    version,
    branch: options.branch ?? (mayDetect ? detected.branch : undefined),
    buildUrl: options.buildUrl ?? (mayDetect ? detected.buildUrl : undefined),
    ...(tags.length > 0 ? { tags } : {}),
  }
}

function refuseSamePairs(files: readonly ContractFile[]): void {
  const seen = new Map<string, ContractFile>()
  for (const file of files) {
    const pair = JSON.stringify([file.consumer, file.provider])
    const earlier = seen.get(pair)
    if (earlier) {
      throw new UsageError(
        `${earlier.path} and ${file.path} both hold a contract of ${file.consumer} with ${file.provider}. ` +
          'Publish them with --merge to have the broker put them together.',
      )
    }
    seen.set(pair, file)
  }
}

function publications(
  files: readonly ContractFile[],
  version: ConsumerVersion,
  onConflict: 'merge' | 'overwrite',
): readonly Publication[] {
  const byConsumer = Map.groupBy(files, ({ consumer }) => consumer)
  return [...byConsumer].map(([pacticipant, contracts]) => ({
    pacticipant,
    ...version,
    contracts: contracts.map(({ provider, text }) => ({ provider, content: text, onConflict })),
  }))
}

function announcement({ pacticipant, version, branch, buildUrl }: Publication): string {
  const where = [branch && `branch ${branch}`, buildUrl].filter(Boolean).join(', ')
  return `Publishing ${pacticipant} version ${version}${where ? ` (${where})` : ''}`
}

/** What is said on the way: as text at once, in a report in the end, and beside JSON not at all. */
interface Course {
  readonly terminal: Terminal
  readonly print: Terminal['print']
  readonly lines: readonly Line[]
}

const LINE_FORMATS = ['green', 'red', 'yellow', 'dim', 'bold'] as const

function courseOf(terminal: Terminal, form: Form): Course {
  const lines: Line[] = []
  const keep: Terminal['print'] = (text, wanted) => {
    const format = LINE_FORMATS.find((one) => one === wanted)
    lines.push(...text.split('\n').map((line): Line => (format ? { text: line, format } : { text: line })))
  }
  return { terminal, print: form === 'text' ? terminal.print : keep, lines }
}

async function publishAll(
  broker: BrokerClient,
  all: readonly Publication[],
  { terminal, print }: Course,
): Promise<readonly PublishedContracts[]> {
  const published: PublishedContracts[] = []
  for (const [index, publication] of all.entries()) {
    print(announcement(publication), 'bold')
    terminal.progress(`Publishing ${index + 1} of ${all.length}`)
    const answer = await broker.publishContracts(publication)
    for (const { text, format } of noticeLines(answer.notices)) print(text, format)
    published.push(answer)
  }
  terminal.progress()
  return published
}

interface Waiting {
  readonly seconds: number
  readonly course: Course
}

/** Waits for all of them, one after the other: they are being verified meanwhile. */
async function awaitAll(
  broker: BrokerClient,
  published: readonly PublishedContracts[],
  { seconds, course: { terminal, print } }: Waiting,
) {
  const end = Date.now() + seconds * 1000
  const found: (PublishedContracts & { readonly verificationRequests: readonly VerificationRequest[] })[] = []
  let isVerified = true
  for (const answer of published) {
    const { pacticipant, version } = answer._embedded
    const left = Math.max(0, Math.round((end - Date.now()) / 1000))
    const of = { consumer: pacticipant.name, version: version.number }
    const outcome = await whileWaiting(terminal, 'verifications', () =>
      awaitVerifications(broker, of, { seconds: left, terminal, print }),
    )
    isVerified &&= outcome.isVerified
    found.push({ ...answer, verificationRequests: outcome.requests })
  }
  return { isVerified, found }
}

/** A conflict comes with the difference: that is not shouted in red as the sentence before it. */
function conflictLines(error: unknown): readonly Line[] | undefined {
  if (!(error instanceof BrokerCallError) || error.status !== 409) return undefined
  const conflict = publicationConflict.safeParse(error.body)
  if (!conflict.success) return undefined
  return noticeLines(conflict.data.notices.map((notice) => ({ ...notice, text: notice.text.trimEnd() })))
}

async function publish(args: readonly string[], options: PublishOptions, terminal: Terminal): Promise<number> {
  const broker = connect(options, terminal)
  const files = await readContractFiles(args, terminal.cwd)
  if (!options.merge) refuseSamePairs(files)
  const isExplicit =
    options.consumerAppVersion !== undefined && !options.autoDetectVersionProperties && !options.tagWithGitBranch
  const detected = isExplicit ? { warnings: [] } : await detectVersion({ cwd: terminal.cwd, env: terminal.env })
  if (options.consumerAppVersion === undefined) {
    for (const warning of detected.warnings) terminal.note(warning, 'yellow')
  }
  const version = consumerVersion(options, detected)
  const all = publications(files, version, options.merge ? 'merge' : 'overwrite')
  const { wait, output } = options
  const course = courseOf(terminal, output)
  const isReport = output === 'markdown' || output === 'github'
  try {
    const published = await publishAll(broker, all, course)
    const waited = wait === undefined ? undefined : await awaitAll(broker, published, { seconds: wait, course })
    if (output !== 'text')
      show(terminal, output, { json: waited?.found ?? published, blocks: [{ lines: course.lines }] })
    return (waited?.isVerified ?? true) ? exitCode.yes : exitCode.no
  } catch (error) {
    const lines = conflictLines(error)
    if (lines === undefined) throw error
    if (isReport) show(terminal, output, { json: null, blocks: [{ lines: [...course.lines, ...lines] }] })
    else for (const { text, format } of lines) terminal.note(text, format)
    return exitCode.no
  }
}

export function definePublish(command: Command, run: Run): void {
  command
    .argument('<files...>', 'contract files, folders of them, or patterns such as "packages/*/pacts/*.json"')
    .option('-a, --consumer-app-version <number>', 'the version of the consumer; from git and the build when not given')
    .option('-h, --branch <name>', 'the branch of the consumer version')
  addFlag(
    command,
    '-r, --auto-detect-version-properties',
    'take what is not given of version, branch and build URL from git and the build',
  )
  command.option('-t, --tag <tag>', 'a tag for the consumer version; may be repeated', moreTags)
  addFlag(command, '-g, --tag-with-git-branch', 'tag the consumer version with the name of its branch')
  command.option('--build-url <url>', 'where the build that made the contracts can be seen')
  addFlag(command, '--merge', 'let the broker add to what this version has published already, as parallel builds need')
  command
    .addOption(waitOption('until the providers have verified it; one failure, or no result in time, ends with 1'))
    // Files are always looked at before anything is published.
    .addOption(new Option('--validate').hideHelp())
    .addOption(new Option('--strict').hideHelp())
    .addOption(outputOption(['text', 'json', 'markdown', 'github']))
    // -h is the branch here, as it always was; `publish -h` alone still helps.
    .helpOption('--help', 'display help for command')
  addBrokerOptions(command).action((args: readonly string[], options: PublishOptions) =>
    run((terminal) => publish(args, options, terminal)),
  )
}
