// Tells the story before a test, over HTTP: who published what, who verified it, what runs where.

import { pactBetween, pactPath, publish } from './publications.ts'
import type { TestBroker, TestReply } from './server.ts'

export interface Publication {
  readonly for: string
  /** Contracts of a pair with equal names here have equal content. */
  readonly content: string
  readonly branch?: string
  readonly tags?: readonly string[]
  readonly interactions?: readonly { readonly description: string; readonly state?: string }[]
}

/** A contract content by the name that it was published under. */
export interface ContentName {
  readonly consumer: string
  readonly provider: string
  readonly content: string
}

interface Result {
  readonly success?: boolean
  /** Posted below the permalink of a work-in-progress contract. */
  readonly wip?: boolean
  readonly branch?: string
  readonly tags?: readonly string[]
}

interface Placement {
  readonly branch?: string | undefined
  readonly tags?: readonly string[] | undefined
}

function expectStatus(reply: TestReply, ...statuses: readonly number[]): TestReply {
  if (!statuses.includes(reply.status)) throw new Error(`${reply.status}: ${reply.text}`)
  return reply
}

export class VerificationWorld {
  readonly #broker: TestBroker
  readonly #shas = new Map<string, string>()

  constructor(broker: TestBroker) {
    this.#broker = broker
  }

  /** The contract as the broker gives it back. */
  async published(consumer: string, version: string, publication: Publication): Promise<TestReply> {
    const {
      for: provider,
      content,
      branch,
      tags = [],
      interactions = [{ description: `${consumer} asks ${provider} (${content})` }],
    } = publication
    const pact = pactBetween(
      consumer,
      provider,
      interactions.map(({ description, state }) => ({
        description,
        ...(state === undefined ? {} : { providerState: state }),
        request: { method: 'GET', path: '/' },
        response: { status: 200 },
      })),
    )
    const options = { consumer, contracts: { [provider]: pact }, tags, ...(branch === undefined ? {} : { branch }) }
    expectStatus(await publish(this.#broker, version, options), 200)
    const reply = expectStatus(await this.#broker.get(pactPath(version, { consumer, provider })), 200)
    this.#shas.set(`${consumer} ${provider} ${content}`, reply.json._links['pb:pact-version'].name)
    return reply
  }

  /** The identity of a content; one that nobody has when it was not published. */
  shaOf({ consumer, provider, content }: ContentName): string {
    return this.#shas.get(`${consumer} ${provider} ${content}`) ?? '0'.repeat(40)
  }

  permalink(name: ContentName): string {
    return `/pacts/provider/${name.provider}/consumer/${name.consumer}/pact-version/${this.shaOf(name)}`
  }

  /** A version, with a contract or without. */
  async placed(pacticipant: string, version: string, { branch, tags = [] }: Placement): Promise<void> {
    const put = async (path: string) =>
      expectStatus(await this.#broker.put(`/pacticipants/${pacticipant}${path}`), 200, 201)
    if (branch !== undefined) await put(`/branches/${encodeURIComponent(branch)}/versions/${version}`)
    for (const tag of tags) await put(`/versions/${version}/tags/${tag}`)
  }

  async verified(name: ContentName, providerVersion: string, result: Result = {}): Promise<TestReply> {
    await this.placed(name.provider, providerVersion, result)
    const address = `${this.permalink(name)}${result.wip ? '/metadata/dz10cnVl' : ''}/verification-results`
    const body = { success: result.success ?? true, providerApplicationVersion: providerVersion }
    return expectStatus(await this.#broker.post(address, body), 201)
  }

  /** The address part by which deployments name it. */
  async environment(name: string, production = false): Promise<string> {
    return expectStatus(await this.#broker.post('/environments', { name, production }), 201).json.uuid
  }

  async deployed(
    pacticipant: string,
    version: string,
    to: { readonly environment: string; readonly instance?: string },
  ) {
    const path = `/pacticipants/${pacticipant}/versions/${version}/deployed-versions/environment/${to.environment}`
    const { instance } = to
    expectStatus(await this.#broker.post(path, instance === undefined ? {} : { applicationInstance: instance }), 201)
  }

  async released(pacticipant: string, version: string, to: { readonly environment: string }) {
    const path = `/pacticipants/${pacticipant}/versions/${version}/released-versions/environment/${to.environment}`
    expectStatus(await this.#broker.post(path), 200, 201)
  }
}
