import { type Command, InvalidArgumentError } from 'commander'
import { type AskOptions, addAnswer } from './ask.ts'
import { exitCode } from './exit-code.ts'
import { ALL_FORMS } from './output-option.ts'
import { type ReachOptions, addReachOptions, reachOf } from './reach-options.ts'
import { reachText } from './reach-text.ts'
import { done } from './report.ts'
import type { Run } from './run.ts'
import { wholeList } from './whole-list.ts'

type Claims = Readonly<Record<string, string>>

function claim(text: string, earlier: Claims = {}): Claims {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? []
  if (!name || !value) throw new InvalidArgumentError("It must look like 'name=value'.")
  return { ...earlier, [name]: value }
}

const claimsText = (claims: Readonly<Record<string, unknown>>) =>
  Object.entries(claims)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ')

interface CreateOptions extends AskOptions, ReachOptions {
  readonly name: string
  readonly issuer: string
  readonly audience: string
  readonly claim: Claims
}

export function defineCreateTrustRule(command: Command, run: Run): void {
  command
    .requiredOption('--name <name>', 'which builds it is for')
    .requiredOption('--issuer <url>', 'who signs their identity: https://token.actions.githubusercontent.com')
    .requiredOption('--audience <text>', 'for whom their identity is meant: what the build asks for')
    .requiredOption('--claim <name=value>', 'what it has to say, * for any characters; may be repeated', claim)
  addReachOptions(command)
  addAnswer<CreateOptions>(command, {
    forms: ['text', 'json', 'id'],
    run,
    async answer({ name, issuer, audience, claim: claims, scope = [], ...reach }, broker) {
      const details = { name, issuer, audience, claims, scopes: [...scope], reach: reachOf(reach) }
      const rule = await broker.createTrustRule(details)
      const what = `Builds with ${claimsText(claims)} are trusted (${rule.uuid}).`
      return { json: rule, id: rule.uuid, blocks: [done(what)] }
    },
  })
}

export function defineListTrustRules(command: Command, run: Run): void {
  addAnswer<AskOptions>(command, {
    forms: ALL_FORMS,
    run,
    async answer(_options, broker) {
      const { items: trustRules, json } = await wholeList('trustRules', (part) => broker.listTrustRules(part))
      const rows = trustRules.map((one) => [
        one.name,
        one.issuer,
        one.audience,
        claimsText(one.claims),
        one.scopes.join(', '),
        reachText(one.reach),
        one.uuid,
      ])
      const header = ['NAME', 'ISSUER', 'AUDIENCE', 'CLAIMS', 'MAY', 'REACHES', 'UUID']
      const none = [{ lines: [{ text: 'No build is trusted by its identity.' }] }]
      return {
        json,
        id: trustRules.map(({ uuid }) => uuid).join('\n'),
        blocks: rows.length > 0 ? [{ header, rows }] : none,
      }
    },
  })
}

interface TryOptions extends AskOptions {
  readonly claim: Claims
}

export function defineTryTrustRules(command: Command, run: Run): void {
  command.requiredOption('--claim <name=value>', 'what an identity says, such as iss, aud, sub; may be repeated', claim)
  addAnswer<TryOptions>(command, {
    forms: ALL_FORMS,
    run,
    async answer({ claim: claims }, broker) {
      const trial = await broker.tryTrustRules(claims)
      const { name, grants, rules } = trial
      const rows = rules.flatMap((rule) =>
        rule.fits
          ? [[rule.name, 'fits', '', '']]
          : rule.differences.map((one) => [rule.name, one.claim, one.wanted, one.found ?? 'nothing']),
      )
      const may = grants.map(({ says }) => ({ text: says, format: 'green' as const }))
      const none = { text: `No trust rule fits ${name}.`, format: 'red' as const }
      const header = ['RULE', 'CLAIM', 'WANTED', 'FOUND']
      return {
        json: trial,
        blocks: [{ lines: grants.length > 0 ? [{ text: name, format: 'bold' }, ...may] : [none] }, { header, rows }],
        code: grants.length > 0 ? exitCode.yes : exitCode.no,
      }
    },
  })
}

interface DeleteOptions extends AskOptions {
  readonly uuid: string
}

export function defineDeleteTrustRule(command: Command, run: Run): void {
  command.requiredOption('--uuid <uuid>', 'its UUID: list-trust-rules shows it')
  addAnswer<DeleteOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ uuid }, broker) {
      await broker.deleteTrustRule(uuid)
      return { json: { uuid }, blocks: [done(`The trust rule ${uuid} is deleted: its builds are refused.`)] }
    },
  })
}
