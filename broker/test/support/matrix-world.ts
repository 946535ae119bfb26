// Tells stories over HTTP in a few words: who released what, which contracts there are, and what came out of them.

import { expect } from 'vitest'
import type { TestBroker } from './server.ts'

/** Settings with which nothing happens but what a story tells. */
export const nothingByItself = {
  useFirstTagAsBranch: false,
  createDeployedVersionsForTags: false,
  checkForPotentialDuplicatePacticipantNames: false,
}

export interface VersionOptions {
  readonly branch?: string
  readonly tags?: readonly string[]
}

interface PairContent {
  readonly consumer: string
  readonly provider: string
  readonly content: string
}

export type MatrixWorld = ReturnType<typeof matrixWorld>

const path = (...segments: readonly string[]) => segments.map((segment) => `/${encodeURIComponent(segment)}`).join('')

/** Contracts are told apart by a word that stands for their content. */
function pact({ consumer, provider, content }: PairContent) {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: [{ description: content, request: { method: 'GET', path: '/' }, response: { status: 200 } }],
    metadata: { pactSpecification: { version: '2.0.0' } },
  }
}

export function matrixWorld(broker: TestBroker) {
  const resultAddresses = new Map<string, string>()
  const environments = new Map<string, string>()

  async function send(method: string, address: string, body: unknown = {}) {
    const reply = await broker.request(method, address, { body })
    expect(reply.status, `${method} ${address} ${reply.text}`).toBeLessThan(300)
    return reply.json
  }

  const pacticipant = (name: string) => send('POST', '/pacticipants', { name })

  async function version(name: string, number: string, { branch, tags = [] }: VersionOptions = {}): Promise<void> {
    const at = `${path('pacticipants', name)}/versions${path(number)}`
    await (branch === undefined
      ? send('PUT', at)
      : send('PUT', `${path('pacticipants', name, 'branches', branch)}/versions${path(number)}`))
    for (const tag of tags) await send('PUT', `${at}/tags${path(tag)}`)
  }

  /** The contract of a consumer version with a provider. */
  async function publish(consumer: string, number: string, said: { provider: string; content: string }): Promise<void> {
    const contract = { consumer, ...said }
    const at = path('pacts', 'provider', said.provider, 'consumer', consumer, 'version', number)
    const { _links: links } = await send('PUT', at, pact(contract))
    resultAddresses.set(JSON.stringify(contract), links['pb:publish-verification-results'].href)
  }

  /** What a provider version found when it replayed a content. */
  async function verify({ consumer, provider, content }: PairContent, number: string, success = true): Promise<void> {
    const address = resultAddresses.get(JSON.stringify({ consumer, provider, content }))
    if (address === undefined) throw new Error(`${consumer} has no contract ${content} with ${provider}`)
    await send('POST', address, { success, providerApplicationVersion: number })
  }

  async function environment(name: string): Promise<string> {
    const known = environments.get(name)
    if (known !== undefined) return known
    const { uuid } = await send('POST', '/environments', {
      name,
      displayName: name,
      production: name === 'production',
    })
    environments.set(name, uuid)
    return uuid
  }

  async function place(
    kind: 'deployed' | 'released',
    at: readonly [name: string, number: string, environment: string],
  ) {
    const [name, number, environmentName] = at
    const uuid = await environment(environmentName)
    return path('pacticipants', name, 'versions', number, `${kind}-versions`, 'environment', uuid)
  }

  /** Creates the version when it is new. */
  async function deploy(name: string, number: string, target: { environment: string; instance?: string }) {
    await version(name, number)
    const body = target.instance === undefined ? {} : { applicationInstance: target.instance }
    await send('POST', await place('deployed', [name, number, target.environment]), body)
  }

  async function release(name: string, number: string, target: { environment: string }) {
    await version(name, number)
    await send('POST', await place('released', [name, number, target.environment]))
  }

  return { pacticipant, version, publish, verify, environment, deploy, release }
}
