import { type Command, Option } from 'commander'
import {
  type AuditAction,
  type AuditEntry,
  type AuditSubjectKind,
  auditAction,
  auditSubjectKind,
} from '../wire/audit.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { wholeNumber } from './broker-options.ts'
import type { Run } from './run.ts'

interface ListOptions extends AskOptions {
  readonly actor?: string
  readonly action?: AuditAction
  readonly kind?: AuditSubjectKind
  readonly subject?: string
  readonly since?: string
  readonly until?: string
  readonly before?: number
  readonly size: number
}

function rowOf({ id, at, actor, address, action, subject }: AuditEntry): readonly string[] {
  return [String(id), at, actor.name, address ?? '', action, `${subject.kind} ${subject.name}`]
}

export function defineListAuditEntries(command: Command, run: Run): void {
  command
    .option('--actor <name>', 'only what they did')
    .addOption(new Option('--action <action>', 'only this').choices(auditAction.options))
    .addOption(new Option('--kind <kind>', 'only what was done to such things').choices(auditSubjectKind.options))
    .option('--subject <name>', 'only what was done to it, or to what belongs to it')
    .option('--since <time>', 'not before that time, as 2026-11-22T10:00:00Z')
    .option('--until <time>', 'only before that time')
    .option('--before <id>', 'where to go on: entries with smaller ids', wholeNumber)
    .option('--size <number>', 'how many, at most 1000', wholeNumber, 100)
  addAnswer<ListOptions>(command, {
    forms: ['text', 'table', 'json', 'markdown'],
    run,
    async answer({ actor, action, kind, subject, since, until, before, size }, broker) {
      const asked = { actor, action, kind, subject, since, until, before, size }
      const answer = await broker.listAuditEntries(asked)
      const { entries } = answer._embedded
      const header = ['ID', 'TIME', 'WHO', 'FROM', 'WHAT', 'TO WHAT']
      const last = answer._links['next'] ? entries.at(-1) : undefined
      const more = last
        ? [{ lines: [{ text: `There are older ones: --before ${last.id}`, format: 'dim' as const }] }]
        : []
      const none = [{ lines: [{ text: 'There are no such entries.' }] }]
      return { json: answer, blocks: entries.length > 0 ? [{ header, rows: entries.map(rowOf) }, ...more] : none }
    },
  })
}
