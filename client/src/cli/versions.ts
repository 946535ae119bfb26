import type { Command } from 'commander'
import { BrokerCallError } from '../broker/call-error.ts'
import type { BrokerClient } from '../broker/broker-client.ts'
import { detectVersion } from '../git.ts'
import type { Version } from '../wire/versions.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { UsageError } from './exit-code.ts'
import { addFlag } from './flag.ts'
import { describeVersionsIn } from './versions-in-environment.ts'
import { done } from './report.ts'
import type { Run } from './run.ts'
import { moreTags } from './tags.ts'
import type { Terminal } from './terminal.ts'

interface VersionOptions extends AskOptions {
  readonly pacticipant: string
  readonly version: string
}

interface SaveOptions extends VersionOptions {
  readonly branch?: string
  readonly tag?: readonly string[]
}

interface TagOptions extends VersionOptions {
  readonly tag?: readonly string[]
  readonly autoCreateVersion?: boolean
  readonly tagWithGitBranch?: boolean
}

interface DescribeOptions extends AskOptions {
  readonly pacticipant: string
  readonly version?: string
  readonly latest?: string | true
  readonly environment?: string
  readonly deployed?: boolean
  readonly released?: boolean
}

function addVersion(command: Command): Command {
  return command
    .requiredOption('-a, --pacticipant <name>', 'whose version')
    .requiredOption('-e, --version <number>', 'which version')
}

/** Nothing is taken for a name that is only a slip of a variable in a pipeline. */
function refuseBlank(options: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value?.trim() === '') throw new UsageError(`--${name} is blank.`)
  }
}

export function defineCreateOrUpdateVersion(command: Command, run: Run): void {
  addVersion(command)
    .option('--branch <name>', 'the branch that it is of')
    .option('-t, --tag <tag>', 'a tag for it; may be repeated', moreTags)
  addAnswer<SaveOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ pacticipant, version, branch, tag: tags = [] }, broker) {
      refuseBlank({ pacticipant, version, branch })
      if (branch !== undefined) await broker.addToBranch({ pacticipant, version, branch })
      for (const tag of tags) await broker.tagVersion({ pacticipant, version, tag })
      const json = await broker.createVersion({ pacticipant, version })
      const about = [
        ...(branch === undefined ? [] : [`on branch ${branch}`]),
        ...(tags.length > 0 ? [`tagged ${tags.join(', ')}`] : []),
      ]
      const what = about.length > 0 ? about.join(' and ') : 'known to the broker'
      return { json, blocks: [done(`${pacticipant} version ${version} is ${what}.`)] }
    },
  })
}

async function tagsOf({ tag = [], tagWithGitBranch }: TagOptions, { cwd, env }: Terminal): Promise<readonly string[]> {
  if (!tagWithGitBranch) return tag
  const { branch } = await detectVersion({ cwd, env })
  if (branch === undefined) {
    throw new UsageError('The branch is not known (the head of git is detached): give the tag with --tag.')
  }
  return [...new Set([...tag, branch])]
}

async function assertVersion(broker: BrokerClient, { pacticipant, version }: VersionOptions): Promise<void> {
  if (await broker.findVersion({ pacticipant, version })) return
  const message = `The broker knows no version ${version} of ${pacticipant}. With --auto-create-version it is created.`
  throw new BrokerCallError(message, { failure: 'refused', status: 404 })
}

export function defineCreateVersionTag(command: Command, run: Run): void {
  addVersion(command).option('-t, --tag <tag>', 'the tag; may be repeated', moreTags)
  addFlag(command, '--auto-create-version', 'create the version when the broker does not know it')
  addFlag(command, '-g, --tag-with-git-branch', 'tag it with the name of the branch that is checked out or built')
  addAnswer<TagOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer(options, broker, terminal) {
      const { pacticipant, version } = options
      const tags = await tagsOf(options, terminal)
      if (tags.length === 0) throw new UsageError('Say which tag: with --tag or --tag-with-git-branch.')
      if (!options.autoCreateVersion) await assertVersion(broker, options)
      const json = []
      for (const tag of tags) json.push(await broker.tagVersion({ pacticipant, version, tag }))
      return { json, blocks: [done(`${pacticipant} version ${version} is tagged ${tags.join(', ')}.`)] }
    },
  })
}

/** Whether it was there: a pipeline that is run again finds it gone. */
async function untag(broker: BrokerClient, of: Parameters<BrokerClient['untagVersion']>[0]): Promise<boolean> {
  try {
    await broker.untagVersion(of)
    return true
  } catch (error) {
    if (error instanceof BrokerCallError && error.status === 404) return false
    throw error
  }
}

export function defineDeleteVersionTag(command: Command, run: Run): void {
  addVersion(command).requiredOption('-t, --tag <tag>', 'the tag; may be repeated', moreTags)
  addAnswer<VersionOptions & { readonly tag: readonly string[] }>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ pacticipant, version, tag: tags }, broker) {
      const found = await Promise.all(tags.map((tag) => untag(broker, { pacticipant, version, tag })))
      const deleted = tags.filter((_tag, index) => found[index])
      const what =
        deleted.length > 0 ? `is not tagged ${deleted.join(', ')} any more` : `was not tagged ${tags.join(', ')}`
      return { json: { pacticipant, version, deleted }, blocks: [done(`${pacticipant} version ${version} ${what}.`)] }
    },
  })
}

const joined = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name).join(', ')

async function getVersion(broker: BrokerClient, options: DescribeOptions): Promise<Version> {
  const { pacticipant, version, latest } = options
  const tag = typeof latest === 'string' ? latest : undefined
  const found =
    version === undefined
      ? await broker.findLatestVersion({ pacticipant, tag })
      : await broker.findVersion({ pacticipant, version })
  if (found) return found
  const which =
    version === undefined ? (tag === undefined ? 'versions' : `versions tagged ${tag}`) : `version ${version}`
  throw new BrokerCallError(`The broker knows no ${which} of ${pacticipant}.`, { failure: 'refused', status: 404 })
}

export function defineDescribeVersion(command: Command, run: Run): void {
  command
    .requiredOption('-a, --pacticipant <name>', 'whose version')
    .option('-e, --version <number>', 'which version; the latest when not given')
    .option('-l, --latest [tag]', 'the latest, or the latest with that tag')
    .option('--environment <name>', 'the versions that are deployed or released there')
    .option('--deployed', 'with --environment: only those that are deployed')
    .option('--released', 'with --environment: only those that are released')
  addAnswer<DescribeOptions>(command, {
    forms: ['table', 'text', 'json', 'markdown', 'github', 'id'],
    run,
    async answer(options, broker) {
      const { environment, pacticipant, deployed, released } = options
      if (environment !== undefined) {
        return describeVersionsIn(broker, { environment, pacticipant, deployed, released })
      }
      const found = await getVersion(broker, options)
      const { branchVersions, tags } = found._embedded
      const cells = [found.number, joined(branchVersions), joined(tags), found.buildUrl ?? '', found.createdAt]
      const header = ['VERSION', 'BRANCHES', 'TAGS', 'BUILD', 'CREATED']
      return { json: found, id: found.number, blocks: [{ header, rows: [cells] }] }
    },
  })
}
