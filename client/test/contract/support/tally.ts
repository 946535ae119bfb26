// The tests in which tally says what it expects of the broker. What holds in them becomes the contract.

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from '../../../src/cli/main.ts'
import { type HttpDeclaration, type HttpExpectation, contract, json } from '../../../src/consumer/index.ts'
import { type BrokerClient, createBrokerClient } from '../../../src/index.ts'

/** Where the contract is written until it is compared with the one that is known. */
export const folder = mkdtempSync(join(tmpdir(), 'tally-contract-'))

const tallystick = contract({ consumer: 'tally', provider: 'tallystick', dir: folder })

/** Where links in examples lead to. The mock, whose address nobody knows before, stands in for it. */
export const BROKER = 'http://broker.example.org'

/** The functions of the client that were called. */
export const called = new Set<string>()

/** A client of the broker's mock that remembers which of its functions are called. */
export function clientOf(url: string, options: Partial<Parameters<typeof createBrokerClient>[0]> = {}): BrokerClient {
  const client = createBrokerClient({
    baseUrl: url,
    retries: 0,
    fetch: (input, init) => fetch(typeof input === 'string' ? input.replace(BROKER, url) : input, init),
    ...options,
  })
  return new Proxy(client, {
    get(target, name, receiver) {
      if (typeof name === 'string') called.add(name)
      return Reflect.get(target, name, receiver) as unknown
    },
  })
}

/** What an answer of the broker is: HAL. */
export const hal = <Schema>(schema: Schema) => json(schema, 'application/hal+json')

type Declared<Sent, Replied> = Omit<HttpDeclaration<Sent, Replied>, 'description'>

/** A call as the client makes it. */
export function call<Sent = undefined, Replied = undefined>(
  description: string,
  { request, ...declared }: Declared<Sent, Replied>,
) {
  const accept = 'application/hal+json, application/json'
  return tallystick.http<Sent, Replied>({
    description,
    ...declared,
    request: { ...request, headers: { Accept: accept, ...request.headers } },
  })
}

const titleOf = ({ interactions: [interaction] }: HttpExpectation<unknown>): string => interaction?.description ?? ''

/** A test that the client makes the call, and gives what is in the answer: all of it, unless told. */
export function gives<Reply>(
  expectation: HttpExpectation<Reply>,
  ask: (broker: BrokerClient) => Promise<unknown>,
  expected: (reply: Reply) => unknown = (reply) => reply,
): void {
  test(`asks for ${titleOf(expectation)}`, () =>
    expectation.run(async ({ url, reply }) => {
      expect(await ask(clientOf(url))).toEqual(expected(reply))
    }))
}

/** A test that the client tells why the broker refuses. */
export function isRefused(
  expectation: HttpExpectation<unknown>,
  ask: (broker: BrokerClient) => Promise<unknown>,
  { status, message }: { readonly status: number; readonly message: string },
): void {
  test(`asks for ${titleOf(expectation)}`, () =>
    expectation.run(async ({ url }) => {
      await expect(ask(clientOf(url))).rejects.toMatchObject({ failure: 'refused', status, message })
    }))
}

/** Runs a command of tally, as it is, against the mock. */
export async function tally(url: string, ...args: readonly string[]) {
  const lines: string[] = []
  const terminal = {
    cwd: folder,
    env: { PACT_BROKER_BASE_URL: url, PACT_BROKER_HTTP_RETRIES: '0' },
    print: (line: string) => void lines.push(line),
    note: (line: string) => void lines.push(line),
    progress: () => {},
  }
  return { code: await main(args, terminal), output: lines.join('\n') }
}
