import { type BrokerClient, createBrokerClient } from '../broker/broker-client.ts'
import { BrokerCallError } from '../broker/call-error.ts'
import { call } from '../broker/call.ts'
import { type Credentials, type TransportOptions, createTransport } from '../broker/transport.ts'
import type { VerificationQuestion } from '../broker/verifications.ts'
import type { Environment } from '../ci.ts'
import { DEFAULT_BASE_URL, variable } from '../environment.ts'
import { type Contract, contract as contractAnswer } from '../wire/contracts.ts'
import type { ConsumerVersionSelector, PactForVerification } from '../wire/selection.ts'
import { readDocument } from './document.ts'
import { parseExactly } from './exact-json.ts'
import type { LoadedContract } from './loaded-contract.ts'
import type { ContractAtUrl } from './sources.ts'

/** The contracts that a broker selects for a provider's build. */
export interface BrokerContracts {
  /**
   * Where the broker is. Unless told, what the environment says: PACT_BROKER_BASE_URL with PACT_BROKER_TOKEN, or
   * PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD (each also as TALLYSTICK_…); then a broker on this machine.
   */
  readonly broker?: string | TransportOptions | undefined
  /** Which consumer versions count. Unless told: their main branches, and what is deployed or released. */
  readonly selectors?: readonly ConsumerVersionSelector[] | undefined
  /** Whether contracts that this provider never kept are pending: shown, without failing the build. They are, unless told. */
  readonly pending?: boolean | undefined
  /** Contracts from branches that nobody selects yet are taken too when they are newer: a date, `2026-01-31`. */
  readonly wipSince?: string | undefined
}

/** The provider's build that asks. */
export interface Asker {
  readonly provider: string
  readonly branch?: string | undefined
  readonly tags?: readonly string[] | undefined
}

// Enough to hide the way to the broker, few enough not to be a burden.
const AT_ONCE = 8

function credentialsIn(env: Environment): Credentials | undefined {
  const token = variable(env, 'TOKEN')
  if (token) return { type: 'bearer', token }
  const username = variable(env, 'USERNAME')
  return username ? { type: 'basic', username, password: variable(env, 'PASSWORD') ?? '' } : undefined
}

/** How to reach the broker: as it is told, else as the environment says. */
function brokerOptions(broker: string | TransportOptions | undefined, env: Environment): TransportOptions {
  const given = typeof broker === 'string' ? { baseUrl: broker } : broker
  const baseUrl = given?.baseUrl ?? variable(env, 'BASE_URL') ?? DEFAULT_BASE_URL
  return { credentials: credentialsIn(env), ...given, baseUrl }
}

/** A contract as the broker gives it, with its numbers as they were published. */
function getExactContract(options: TransportOptions, url: string): Promise<Contract> {
  const transport = createTransport(options)
  return call(transport, { method: 'GET', url, parse: parseExactly, answer: contractAnswer })
}

interface Selected {
  readonly selected: PactForVerification
  readonly contract: Contract
}

function loaded({ selected, contract }: Selected, broker: BrokerClient): LoadedContract {
  const { shortDescription, verificationProperties, _links } = selected
  return {
    document: readDocument(contract, _links.self.href),
    pending: verificationProperties.pending ?? false,
    notices: verificationProperties.notices,
    origin: shortDescription,
    publishedTo: { broker, contract },
  }
}

/** Nobody has a contract with a provider that the broker does not know. */
async function listSelected(
  client: BrokerClient,
  question: VerificationQuestion,
): Promise<readonly PactForVerification[]> {
  try {
    return await client.listContractsForVerification(question)
  } catch (error) {
    if (error instanceof BrokerCallError && error.failure === 'refused' && error.status === 404) return []
    throw error
  }
}

/** The contracts that the broker wants this provider to verify. */
export async function loadFromBroker(
  { broker, selectors, pending = true, wipSince }: BrokerContracts,
  { provider, branch, tags }: Asker,
  env: Environment,
): Promise<readonly LoadedContract[]> {
  const options = brokerOptions(broker, env)
  const client = createBrokerClient(options)
  const wanted = await listSelected(client, {
    provider,
    ...(selectors === undefined ? {} : { consumerVersionSelectors: [...selectors] }),
    ...(branch === undefined ? {} : { providerVersionBranch: branch }),
    ...(tags === undefined || tags.length === 0 ? {} : { providerVersionTags: [...tags] }),
    includePendingStatus: pending,
    ...(wipSince === undefined ? {} : { includeWipPactsSince: wipSince }),
  })
  const contracts: LoadedContract[] = []
  for (let first = 0; first < wanted.length; first += AT_ONCE) {
    const some = wanted.slice(first, first + AT_ONCE).map(async (selected) => {
      const contract = await getExactContract(options, selected._links.self.href)
      return loaded({ selected, contract }, client)
    })
    contracts.push(...(await Promise.all(some)))
  }
  return contracts
}

/** The broker that a contract came from, by where its results go. */
function baseOf(link: unknown): string | undefined {
  const href: unknown = typeof link === 'object' && link !== null ? Reflect.get(link, 'href') : undefined
  return typeof href === 'string' ? /^(https?:.*?)\/pacts\/provider\//.exec(href)?.[1] : undefined
}

/** A contract at an address. */
export async function loadUrl({ url, broker }: ContractAtUrl, env: Environment): Promise<LoadedContract> {
  const { origin } = new URL(url)
  const options = broker ?? brokerOptions(undefined, env)
  // Credentials in the address itself, and those of its broker; never another's.
  const isThere = new URL(options.baseUrl).origin === origin
  const contract = await getExactContract(isThere ? options : { baseUrl: origin }, url)
  const results = contract['_links']?.['pb:publish-verification-results']
  const baseUrl = baseOf(results)
  return {
    document: readDocument(contract, url),
    pending: false,
    notices: [],
    origin: url,
    publishedTo: baseUrl
      ? { broker: createBrokerClient({ ...(isThere ? options : {}), baseUrl }), contract }
      : undefined,
  }
}
