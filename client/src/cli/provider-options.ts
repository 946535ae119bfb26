import { type Command, InvalidArgumentError } from 'commander'
import type { InteractionFilter } from '../provider/filter.ts'
import { stateUrlListener } from '../provider/state-url.ts'
import type { StateListener } from '../provider/states.ts'
import { wholeNumber } from './broker-options.ts'
import { collected } from './contract-options.ts'
import { UsageError } from './exit-code.ts'

/** Where a provider runs, how it is asked, and for which interactions. */
export interface ProviderOptions {
  readonly providerBaseUrl?: string
  readonly providerStateChangeUrl?: string
  readonly stateChangeAsQuery?: boolean
  readonly stateChangeTeardown?: boolean
  readonly header?: Readonly<Record<string, string>>
  readonly requestTimeout?: number
  readonly filterDescription?: string
  readonly filterState?: string
  readonly filterNoState?: boolean
  readonly filterConsumer?: readonly string[]
}

/** Headers as they are given one after the other: `Name: value`. */
export function header(text: string, earlier: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, name, value] = /^([^:=\s]+)\s*[:=]\s*(.*)$/.exec(text) ?? []
  if (!name || value === undefined) throw new InvalidArgumentError("It must look like 'Name: value'.")
  return { ...earlier, [name]: value }
}

/** A regular expression, as text. */
export function expression(text: string): string {
  try {
    return new RegExp(text).source
  } catch {
    throw new InvalidArgumentError('It must be a regular expression.')
  }
}

/** The address of a provider; throws a UsageError that names `option` for anything else. */
export function httpUrl(text: string, option: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text
  throw new UsageError(`${option} must begin with http:// or https://, but it is '${text}'.`)
}

export function providerUrl({ providerBaseUrl }: ProviderOptions): string {
  if (!providerBaseUrl) throw new UsageError('Say where the provider runs: --provider-base-url http://127.0.0.1:8080.')
  return httpUrl(providerBaseUrl, '--provider-base-url')
}

export function filterOf(options: ProviderOptions): InteractionFilter {
  const { filterDescription, filterState, filterNoState, filterConsumer } = options
  return {
    ...(filterConsumer ? { consumers: filterConsumer } : {}),
    ...(filterDescription ? { description: filterDescription } : {}),
    ...(filterState ? { state: filterState } : {}),
    ...(filterNoState ? { noState: true } : {}),
  }
}

/** Undefined where nobody is told about states; `url` is another than the provider's own. */
export function stateListener(
  options: ProviderOptions,
  url: string | undefined = options.providerStateChangeUrl,
): StateListener | undefined {
  const { stateChangeAsQuery: isQuery = false } = options
  return url ? stateUrlListener(url, { isQuery, isTakenBack: options.stateChangeTeardown ?? false }) : undefined
}

export function addProviderOptions(command: Command): Command {
  return command
    .option('--provider-base-url <url>', 'where the provider runs')
    .option('-s, --provider-state-change-url <url>', 'what is told to bring the provider into a state, with POST')
    .option('--state-change-as-query', 'tell it in the query, not in the body')
    .option('--state-change-teardown', 'tell it when the interaction is over as well')
    .option('--header <header>', "sent with every request, as 'Name: value'; may be repeated", header)
    .option('--request-timeout <ms>', 'how long a request, or a state, may take; 30000 unless told', wholeNumber)
    .option('--filter-description <regex>', 'only interactions with such a description (PACT_DESCRIPTION)', expression)
    .option('--filter-state <regex>', 'only interactions with such a state (PACT_PROVIDER_STATE)', expression)
    .option('--filter-no-state', 'only interactions without a state (PACT_PROVIDER_NO_STATE)')
    .option('--filter-consumer <name>', 'only contracts of this consumer; may be repeated', collected)
}

/** Their names in other verifiers. */
export const PROVIDER_ALIASES = {
  '--state-change-url <url>': 'providerStateChangeUrl',
  '--provider-states-setup-url <url>': 'providerStateChangeUrl',
  '--custom-provider-header <header>': 'header',
} as const
