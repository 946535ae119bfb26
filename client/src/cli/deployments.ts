import { type Command, Option } from 'commander'
import { type AskOptions, addAnswer } from './ask.ts'
import { done } from './report.ts'
import type { Run } from './run.ts'

interface InEnvironment extends AskOptions {
  readonly pacticipant: string
  readonly environment: string
}

interface VersionIn extends InEnvironment {
  readonly version: string
}

interface WithInstance {
  readonly applicationInstance?: string
  readonly target?: string
}

const FORMS = ['text', 'json'] as const

function addInstance(command: Command): Command {
  return (
    command
      .option('--application-instance <name>', 'which instance, where several of the same application run')
      // As the first releases of the Pact CLI named it.
      .addOption(new Option('--target <name>').hideHelp())
  )
}

const instanceOf = ({ applicationInstance, target }: WithInstance) => applicationInstance ?? target
const named = (instance: string | undefined) => (instance ? ` (instance ${instance})` : '')

export function defineRecordDeployment(command: Command, run: Run): void {
  command
    .requiredOption('-a, --pacticipant <name>', 'what was deployed')
    .requiredOption('-e, --version <number>', 'its version')
    .requiredOption('--environment <name>', 'where it was deployed to')
  addInstance(command)
  addAnswer<VersionIn & WithInstance>(command, {
    forms: FORMS,
    run,
    async answer({ pacticipant, version, environment, ...options }, broker) {
      const applicationInstance = instanceOf(options)
      const json = await broker.recordDeployment({ pacticipant, version, environment, applicationInstance })
      const what = `${pacticipant} version ${version} is recorded as deployed to ${environment}`
      return { json, blocks: [done(`${what}${named(applicationInstance)}.`)] }
    },
  })
}

export function defineRecordUndeployment(command: Command, run: Run): void {
  command
    .requiredOption('-a, --pacticipant <name>', 'what was removed')
    .requiredOption('--environment <name>', 'where it ran')
  addInstance(command)
  addAnswer<InEnvironment & WithInstance>(command, {
    forms: FORMS,
    run,
    async answer({ pacticipant, environment, ...options }, broker) {
      const applicationInstance = instanceOf(options)
      const json = await broker.recordUndeployment({ pacticipant, environment, applicationInstance })
      const what = `${pacticipant} is recorded as no longer deployed to ${environment}`
      return { json, blocks: [done(`${what}${named(applicationInstance)}.`)] }
    },
  })
}

export function defineRecordRelease(command: Command, run: Run): void {
  command
    .requiredOption('-a, --pacticipant <name>', 'what was released')
    .requiredOption('-e, --version <number>', 'its version')
    .requiredOption('--environment <name>', 'where it is used')
  addAnswer<VersionIn>(command, {
    forms: FORMS,
    run,
    async answer({ pacticipant, version, environment }, broker) {
      const json = await broker.recordRelease({ pacticipant, version, environment })
      return { json, blocks: [done(`${pacticipant} version ${version} is recorded as released to ${environment}.`)] }
    },
  })
}

export function defineRecordSupportEnded(command: Command, run: Run): void {
  command
    .requiredOption('-a, --pacticipant <name>', 'what was released')
    .requiredOption('-e, --version <number>', 'the version that is not supported any more')
    .requiredOption('--environment <name>', 'where it was used')
  addAnswer<VersionIn>(command, {
    forms: FORMS,
    run,
    async answer({ pacticipant, version, environment }, broker) {
      const json = await broker.recordSupportEnded({ pacticipant, version, environment })
      const what = `${pacticipant} version ${version} is recorded as no longer supported in ${environment}.`
      return { json, blocks: [done(what)] }
    },
  })
}
