import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { detectVersion } from '../git.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { wholeNumber } from './broker-options.ts'
import { UsageError } from './exit-code.ts'
import { addFlag } from './flag.ts'
import { noticeLines } from './notices.ts'
import type { Run } from './run.ts'
import { moreTags } from './tags.ts'
import type { Terminal } from './terminal.ts'

interface ProviderContractOptions extends AskOptions {
  readonly provider: string
  readonly providerAppVersion?: string
  readonly branch?: string
  readonly tag?: readonly string[]
  readonly tagWithGitBranch?: boolean
  readonly autoDetectVersionProperties?: boolean
  readonly buildUrl?: string
  readonly specification: string
  readonly contentType?: string
  readonly verificationSuccess?: boolean
  readonly verificationExitCode?: number
  readonly verificationResults?: string
  readonly verificationResultsContentType?: string
  readonly verificationResultsFormat?: string
  readonly verifier?: string
  readonly verifierVersion?: string
}

function read(path: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8')
  } catch (cause) {
    throw new UsageError(`${path} cannot be read.`, { cause })
  }
}

function successOf({ verificationSuccess, verificationExitCode }: ProviderContractOptions): boolean | undefined {
  if (verificationSuccess !== undefined && verificationExitCode !== undefined) {
    throw new UsageError('Give either --verification-success or --verification-exit-code, not both.')
  }
  return verificationSuccess ?? (verificationExitCode === undefined ? undefined : verificationExitCode === 0)
}

/** Version, branch, tags and build, as far as they are given or asked to be found. */
async function versionOf(options: ProviderContractOptions, { cwd, env }: Terminal) {
  const { autoDetectVersionProperties: mayDetect, tagWithGitBranch, tag = [] } = options
  const detected = mayDetect || tagWithGitBranch ? await detectVersion({ cwd, env }) : undefined
  const found = mayDetect ? detected : undefined
  const version = options.providerAppVersion ?? found?.number
  if (version === undefined) throw new UsageError('Say which version of the provider: with --provider-app-version.')
  const ofBranch = tagWithGitBranch && detected?.branch ? [detected.branch] : []
  return {
    version,
    branch: options.branch ?? found?.branch,
    buildUrl: options.buildUrl ?? found?.buildUrl,
    tags: [...new Set([...tag, ...ofBranch])],
  }
}

export function definePublishProviderContract(command: Command, run: Run): void {
  command
    .argument('<file>', 'what the provider says of itself, for example openapi.yaml')
    .requiredOption('--provider <name>', 'the provider')
    .option('-a, --provider-app-version <number>', 'its version')
    .option('-h, --branch <name>', 'the branch of its version')
    .option('-t, --tag <tag>', 'a tag for its version; may be repeated', moreTags)
    .option('--specification <name>', 'what the file is written in', 'oas')
    .option('--content-type <type>', 'application/yaml, application/json')
  addFlag(command, '--verification-success', 'the provider was checked against the file, and passed')
  addFlag(
    command,
    '-r, --auto-detect-version-properties',
    'take what is not given of version, branch and build URL from git and the build',
  )
  addFlag(command, '-g, --tag-with-git-branch', 'tag the version with the name of its branch')
  command
    .option('--verification-exit-code <code>', 'in place of it: how the check ended; 0 is a success', wholeNumber)
    .option('--verification-results <file>', 'what the check reported')
    .option('--verification-results-content-type <type>', 'text/plain, application/json')
    .option('--verification-results-format <name>', 'junit, text')
    .option('--verifier <name>', 'the tool that checked')
    .option('--verifier-version <number>', 'and its version')
    .option('--build-url <url>', 'where the build can be seen')
    .helpOption('--help', 'display help for command')
  addAnswer<ProviderContractOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer(options, broker, terminal) {
      const [file = ''] = command.args
      const results = options.verificationResults
      const json = await broker.publishProviderContract({
        provider: options.provider,
        ...(await versionOf(options, terminal)),
        content: read(file, terminal.cwd),
        contentType: options.contentType,
        specification: options.specification,
        selfVerification: {
          success: successOf(options),
          content: results === undefined ? undefined : read(results, terminal.cwd),
          contentType: options.verificationResultsContentType,
          format: options.verificationResultsFormat,
          verifier: options.verifier,
          verifierVersion: options.verifierVersion,
        },
      })
      return { json, blocks: [{ lines: noticeLines(json.notices ?? []) }] }
    },
  })
}

export function definePactflow(command: Command, run: Run): void {
  definePublishProviderContract(
    command.command('publish-provider-contract').description('publish what a provider says of itself'),
    run,
  )
}
