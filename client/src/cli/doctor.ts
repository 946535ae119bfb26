import type { Command } from 'commander'
import { type BrokerOptions, addBrokerOptions, connect } from './broker-options.ts'
import { checkBroker } from './doctor/check-broker.ts'
import { checkEnvironments } from './doctor/check-environments.ts'
import { checkPacticipants } from './doctor/check-pacticipants.ts'
import { checkProject, contractFolder, contractNames } from './doctor/check-project.ts'
import { checkWebhooks } from './doctor/check-webhooks.ts'
import { type Finding, findingLines, problem } from './doctor/finding.ts'
import { exitCode, exitCodeOf } from './exit-code.ts'
import { ALL_FORMS, outputOption } from './output-option.ts'
import { type Form, type Report, show } from './report.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface DoctorOptions extends BrokerOptions {
  readonly pacticipant?: readonly string[]
  readonly contracts?: string
  readonly output: Form
}

interface Diagnosis {
  readonly findings: readonly Finding[]
  readonly code: number
}

async function diagnose(options: DoctorOptions, terminal: Terminal): Promise<Diagnosis> {
  const folder = await contractFolder(terminal, options.contracts)
  const project = await checkProject(terminal, folder)
  try {
    const broker = connect(options, terminal)
    terminal.progress('Looking at the broker')
    const reached = await checkBroker(broker)
    const known = await broker.listPacticipants()
    const asked = options.pacticipant ?? (await contractNames(terminal, folder))
    const names = asked.length > 0 ? asked : known.map(({ name }) => name)
    const findings = [
      ...project,
      ...reached,
      ...(await checkPacticipants(broker, { names, known })),
      ...(await checkEnvironments(broker, names)),
      ...(await checkWebhooks(broker)),
    ]
    const isWrong = findings.some(({ outcome }) => outcome === 'problem')
    return { findings, code: isWrong ? exitCode.no : exitCode.yes }
  } catch (error) {
    terminal.progress()
    const code = exitCodeOf(error)
    if (code === undefined || !(error instanceof Error)) throw error
    return { findings: [...project, problem('Broker', error.message)], code }
  }
}

function verdict(findings: readonly Finding[]) {
  const problems = findings.filter(({ outcome }) => outcome === 'problem').length
  const warnings = findings.filter(({ outcome }) => outcome === 'warning').length
  if (problems > 0)
    return { text: `${problems === 1 ? 'One thing is' : `${problems} things are`} wrong.`, format: 'red' } as const
  if (warnings > 0) return { text: 'It works. Some of it could be better.', format: 'yellow' } as const
  return { text: 'All is well.', format: 'green' } as const
}

function reportOf(findings: readonly Finding[]): Report {
  const subjects = [...new Set(findings.map(({ about }) => about))]
  return {
    json: { findings },
    blocks: [
      ...subjects.map((subject) => ({
        lines: [
          { text: subject, format: 'bold' as const },
          ...findings.filter(({ about }) => about === subject).flatMap(findingLines),
        ],
      })),
      { lines: [verdict(findings)] },
    ],
  }
}

export function defineDoctor(command: Command, run: Run): void {
  command
    .option(
      '-a, --pacticipant <name...>',
      'look at these; at those of the contract files here, or at all, when not given',
    )
    .option('--contracts <folder>', 'where this project writes its contracts; contracts or pacts when not given')
    .addOption(outputOption(ALL_FORMS))
  addBrokerOptions(command).action((options: DoctorOptions) =>
    run(async (terminal) => {
      const { findings, code } = await diagnose(options, terminal)
      show(terminal, options.output, reportOf(findings))
      return code
    }),
  )
}
