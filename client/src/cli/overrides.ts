import type { Command } from 'commander'
import type { Override } from '../wire/overrides.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { addFlag } from './flag.ts'
import { wholeNumber } from './broker-options.ts'
import { UsageError } from './exit-code.ts'
import { ALL_FORMS } from './output-option.ts'
import { done } from './report.ts'
import type { Run } from './run.ts'
import { wholeList } from './whole-list.ts'

const HOUR_MS = 3_600_000

interface CreateOptions extends AskOptions {
  readonly pacticipant: string
  readonly version: string
  readonly environment: string
  readonly reason: string
  readonly hours: number
  readonly until?: string
}

function endOf({ hours, until }: CreateOptions): string {
  if (until === undefined) return new Date(Date.now() + hours * HOUR_MS).toISOString()
  const end = Date.parse(until)
  if (Number.isNaN(end)) throw new UsageError('--until is a time such as 2026-11-22T18:00:00Z.')
  return new Date(end).toISOString()
}

export function defineCreateOverride(command: Command, run: Run): void {
  command
    .requiredOption('-a, --pacticipant <name>', 'the application')
    .requiredOption('-e, --version <version>', 'its version')
    .requiredOption('--environment <name>', 'where it may go although can-i-deploy says no')
    .requiredOption('--reason <text>', 'why; shown with every answer')
    .option('--hours <number>', 'for how long', wholeNumber, 24)
    .option('--until <time>', 'or until when, as 2026-11-22T18:00:00Z')
  addAnswer<CreateOptions>(command, {
    forms: ['text', 'json', 'id'],
    run,
    async answer(options, broker) {
      const { pacticipant, version, environment, reason } = options
      const override = await broker.createOverride({
        pacticipant,
        version,
        environment,
        reason,
        expiresAt: endOf(options),
      })
      const { uuid, expiresAt } = override
      const what = `${pacticipant} version ${version} is allowed into ${environment} until ${expiresAt} (${uuid}).`
      return { json: override, id: uuid, blocks: [done(what)] }
    },
  })
}

interface ListOptions extends AskOptions {
  readonly pacticipant?: string
  readonly environment?: string
  readonly all?: boolean
}

function stateOf({ active, revokedBy, expiresAt }: Override): string {
  if (active) return `until ${expiresAt}`
  return revokedBy === null ? `expired ${expiresAt}` : `revoked by ${revokedBy}`
}

export function defineListOverrides(command: Command, run: Run): void {
  command
    .option('-a, --pacticipant <name>', 'only those of this application')
    .option('--environment <name>', 'only those for this environment')
  addFlag(command, '--all', 'those as well that have expired or were revoked')
  addAnswer<ListOptions>(command, {
    forms: ALL_FORMS,
    run,
    async answer({ pacticipant, environment, all }, broker) {
      const active = all ? undefined : true
      const { items: overrides, json } = await wholeList('overrides', (part) =>
        broker.listOverrides({ pacticipant, environment, active, ...part }),
      )
      const rows = overrides.map((one) => [
        one.pacticipant,
        one.version,
        one.environment,
        stateOf(one),
        one.createdBy,
        one.reason,
        one.uuid,
      ])
      const header = ['APPLICATION', 'VERSION', 'ENVIRONMENT', 'STATE', 'BY', 'REASON', 'UUID']
      const none = { text: 'No override is in force.' }
      return {
        json,
        id: overrides.map(({ uuid }) => uuid).join('\n'),
        blocks: rows.length > 0 ? [{ header, rows }] : [{ lines: [none] }],
      }
    },
  })
}

interface RevokeOptions extends AskOptions {
  readonly uuid: string
}

export function defineRevokeOverride(command: Command, run: Run): void {
  command.requiredOption('--uuid <uuid>', 'its UUID: list-overrides shows it')
  addAnswer<RevokeOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ uuid }, broker) {
      await broker.revokeOverride(uuid)
      return { json: { uuid }, blocks: [done(`The override ${uuid} is revoked.`)] }
    },
  })
}
