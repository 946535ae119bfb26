// Runs the Verifier of Pact in a process of its own, so that what its native part prints can be read.

import { Verifier, type VerifierOptions } from '@pact-foundation/pact'

export interface VerifierJob {
  readonly options: VerifierOptions
  /** States that the provider can be brought into: it is told with `PUT /_state/{name}`. */
  readonly states?: readonly string[]
  /** The messages that the provider sends, by description. */
  readonly messages?: Readonly<Record<string, object>>
}

function stateHandlers({ options, states = [] }: VerifierJob): VerifierOptions['stateHandlers'] {
  const tell = (name: string) => async (parameters?: unknown) => {
    const url = `${options.providerBaseUrl}/_state/${encodeURIComponent(name)}`
    await fetch(url, { method: 'PUT', body: JSON.stringify(parameters ?? {}) })
  }
  return Object.fromEntries(states.map((name) => [name, tell(name)]))
}

function messageProviders({ messages = {} }: VerifierJob): Record<string, () => Promise<object>> {
  return Object.fromEntries(
    Object.entries(messages).map(([description, content]) => [description, () => Promise.resolve(content)]),
  )
}

async function main(job: VerifierJob): Promise<void> {
  const handlers = { stateHandlers: stateHandlers(job) ?? {}, messageProviders: messageProviders(job) }
  await new Verifier({ ...job.options, ...handlers }).verifyProvider()
}

process.once('message', (job: VerifierJob) => {
  main(job)
    .catch((error: unknown) => {
      process.stdout.write(`${String(error)}\n`)
      process.exitCode = 1
    })
    .finally(() => process.disconnect())
})
