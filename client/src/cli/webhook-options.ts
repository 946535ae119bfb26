/** The switches of create-webhook are those of a request with curl: `-X POST -H 'Name: value' -d '{…}' --user name:password URL`. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { WebhookScope, WebhookToSave } from '../broker/webhook-details.ts'
import type { WebhookEventName } from '../wire/events.ts'
import { UsageError } from './exit-code.ts'
import { addFlag } from './flag.ts'
import type { Terminal } from './terminal.ts'

const events = {
  contractContentChanged: ['contract_content_changed', 'a contract was published that says something new'],
  contractPublished: ['contract_published', 'a contract was published'],
  contractRequiringVerificationPublished: [
    'contract_requiring_verification_published',
    'a contract was published that a provider has yet to verify',
  ],
  providerVerificationPublished: ['provider_verification_published', 'a result was published'],
  providerVerificationSucceeded: ['provider_verification_succeeded', 'a result was published that is a success'],
  providerVerificationFailed: ['provider_verification_failed', 'a result was published that is a failure'],
} as const satisfies Readonly<Record<string, readonly [event: WebhookEventName, says: string]>>

type EventOptions = { readonly [Name in keyof typeof events]?: boolean }

export interface WebhookOptions extends EventOptions {
  readonly request: string
  readonly header?: readonly string[]
  readonly data?: string
  readonly user?: string
  readonly consumer?: string
  readonly consumerLabel?: string
  readonly provider?: string
  readonly providerLabel?: string
  readonly description?: string
  readonly teamUuid?: string
}

export function addWebhookOptions(command: Command): Command {
  command
    .argument('[url]', 'where the request goes to')
    .requiredOption('-X, --request <method>', 'its method, mostly POST')
    .option('-H, --header <header...>', "its headers, as 'Name: value'")
    .option('-d, --data <body>', 'its body; @file for what is in a file')
    .option('--user <name:password>', 'for basic authentication')
    .option('--consumer <name>', 'only for contracts of that consumer')
    .option('--consumer-label <label>', 'only for contracts of the consumers with that label')
    .option('--provider <name>', 'only for contracts with that provider')
    .option('--provider-label <label>', 'only for contracts with the providers with that label')
    .option('--description <text>', 'what it is for')
  for (const [event, says] of Object.values(events)) addFlag(command, `--${event.replaceAll('_', '-')}`, `when ${says}`)
  return command.option('--team-uuid <uuid>', 'the team that it belongs to (PactFlow only)')
}

const isUrl = (text: string) => /^https?:\/\//i.test(text)

function headersOf(headers: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    headers.map((header) => {
      const [, name, value] = /^([^:\s]+)\s*:\s*([\s\S]*)$/.exec(header) ?? []
      if (!name || value === undefined) throw new UsageError(`The header '${header}' must look like 'Name: value'.`)
      return [name, value]
    }),
  )
}

function readData(data: string, cwd: string): string {
  if (!data.startsWith('@')) return data
  try {
    return readFileSync(resolve(cwd, data.slice(1)), 'utf8')
  } catch (cause) {
    throw new UsageError(`${data.slice(1)} (--data) cannot be read.`, { cause })
  }
}

/** JSON where it is JSON: the broker shows it as such. */
function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function scope(side: 'consumer' | 'provider', name?: string, label?: string): WebhookScope | undefined {
  if (name !== undefined && label !== undefined) {
    throw new UsageError(`Give either --${side} or --${side}-label, not both.`)
  }
  return name === undefined && label === undefined ? undefined : { name, label }
}

/** The webhook that the command line describes. */
export function readWebhook(args: readonly string[], options: WebhookOptions, { cwd }: Terminal): WebhookToSave {
  const { request: method, header = [], data, user, description, teamUuid } = options
  // --header takes all that follows it, the address as well where that comes last.
  const url = args[0] ?? header.find(isUrl)
  if (url === undefined) throw new UsageError('Say where the request goes to: give its URL.')
  const when = Object.entries(events).flatMap(([option, [event]]) =>
    Object.entries(options).some(([name, value]) => name === option && value === true) ? [event] : [],
  )
  if (when.length === 0) {
    throw new UsageError('Say when: with --contract-content-changed or another event; --help lists them.')
  }
  const colon = user?.indexOf(':') ?? -1
  return {
    description,
    consumer: scope('consumer', options.consumer, options.consumerLabel),
    provider: scope('provider', options.provider, options.providerLabel),
    events: when,
    request: {
      method,
      url,
      headers: headersOf(header.filter((one) => !isUrl(one))),
      ...(data === undefined ? {} : { body: bodyOf(readData(data, cwd)) }),
      ...(user === undefined
        ? {}
        : {
            username: colon === -1 ? user : user.slice(0, colon),
            password: colon === -1 ? '' : user.slice(colon + 1),
          }),
    },
    teamUuid,
  }
}
