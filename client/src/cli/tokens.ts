import { type Command, Option } from 'commander'
import { type Token, type TokenKind, tokenKind } from '../wire/tokens.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { wholeNumber } from './broker-options.ts'
import { addFlag } from './flag.ts'
import { ALL_FORMS } from './output-option.ts'
import { type ReachOptions, addReachOptions, reachOf } from './reach-options.ts'
import { reachText } from './reach-text.ts'
import { done } from './report.ts'
import type { Run } from './run.ts'
import { wholeList } from './whole-list.ts'

const DAY_MS = 86_400_000

interface CreateOptions extends AskOptions, ReachOptions {
  readonly name: string
  readonly kind: TokenKind
  readonly days?: number
}

export function defineCreateToken(command: Command, run: Run): void {
  command
    .requiredOption('--name <name>', 'what it is for')
    .addOption(new Option('--kind <kind>', 'whose it is').choices(tokenKind.options).default('system'))
  addReachOptions(command).option('--days <number>', 'for how long; for good when not given', wholeNumber)
  addAnswer<CreateOptions>(command, {
    forms: ['text', 'json', 'id'],
    run,
    async answer({ name, kind, days, scope = [], ...reach }, broker) {
      const expiresAt = days === undefined ? null : new Date(Date.now() + days * DAY_MS).toISOString()
      const token = await broker.createToken({ name, kind, scopes: [...scope], reach: reachOf(reach), expiresAt })
      const secret = { lines: [{ text: 'Its secret, which is not shown again:' }, { text: token.secret }] }
      return { json: token, id: token.uuid, blocks: [done(`The token ${name} is created (${token.uuid}).`), secret] }
    },
  })
}

function stateOf({ active, expiresAt, revokedAt }: Token): string {
  if (active) return expiresAt === null ? 'for good' : `until ${expiresAt}`
  return revokedAt === null ? `expired ${expiresAt ?? ''}` : `revoked ${revokedAt}`
}

interface ListOptions extends AskOptions {
  readonly all?: boolean
}

export function defineListTokens(command: Command, run: Run): void {
  addFlag(command, '--all', 'those as well that have expired or were revoked')
  addAnswer<ListOptions>(command, {
    forms: ALL_FORMS,
    run,
    async answer({ all }, broker) {
      const active = all ? undefined : true
      const { items: tokens, json } = await wholeList('tokens', (part) => broker.listTokens({ active, ...part }))
      const rows = tokens.map((one) => [
        one.name,
        one.person?.name ?? 'the system',
        one.scopes.join(', '),
        reachText(one.reach),
        stateOf(one),
        one.lastUsedAt ?? 'never',
        one.uuid,
      ])
      const header = ['NAME', 'WHOSE', 'MAY', 'REACHES', 'COUNTS', 'LAST USED', 'UUID']
      const none = [{ lines: [{ text: 'There is no token that you may see.' }] }]
      return {
        json,
        id: tokens.map(({ uuid }) => uuid).join('\n'),
        blocks: rows.length > 0 ? [{ header, rows }] : none,
      }
    },
  })
}

interface RevokeOptions extends AskOptions {
  readonly uuid: string
}

export function defineRevokeToken(command: Command, run: Run): void {
  command.requiredOption('--uuid <uuid>', 'its UUID: list-tokens shows it')
  addAnswer<RevokeOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ uuid }, broker) {
      await broker.revokeToken(uuid)
      return { json: { uuid }, blocks: [done(`The token ${uuid} is revoked.`)] }
    },
  })
}

export function defineWhoAmI(command: Command, run: Run): void {
  addAnswer<AskOptions>(command, {
    forms: ['text', 'json', 'markdown'],
    run,
    async answer(_options, broker) {
      const me = await broker.whoAmI()
      const who = me.accounts ? `${me.name} (${me.kind})` : `${me.name}: this broker asks nobody who they are`
      const teams = me.teams.map(({ name, role }) => ({ text: `${role} in the team ${name}` }))
      const may = me.grants.map(({ says }) => ({ text: says }))
      return { json: me, blocks: [{ lines: [{ text: who, format: 'bold' }, ...teams, ...may] }] }
    },
  })
}
