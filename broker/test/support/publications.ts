// Contracts and publications as clients send them.

import type { TestBroker, TestReply } from './server.ts'

export interface Interaction {
  readonly description: string
  readonly [member: string]: unknown
}

export function request(description: string, status = 200): Interaction {
  return { description, request: { method: 'GET', path: `/${description}` }, response: { status } }
}

/** The contract of CA with PA, unless it says otherwise. */
export function pact(interactions: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) {
  return {
    consumer: { name: 'CA' },
    provider: { name: 'PA' },
    interactions,
    metadata: { pactSpecification: { version: '2.0.0' } },
    ...more,
  }
}

/** The contract between two applications. */
export function pactBetween(consumer: string, provider: string, interactions: readonly unknown[] = [request('one')]) {
  return pact(interactions, { consumer: { name: consumer }, provider: { name: provider } })
}

export const base64 = (content: unknown) =>
  Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)).toString('base64')

export interface PublicationOptions {
  readonly consumer?: string
  /** The contract with each provider. */
  readonly contracts: Readonly<Record<string, unknown>>
  readonly branch?: string | null
  readonly tags?: readonly string[]
  readonly buildUrl?: string
  readonly onConflict?: 'overwrite' | 'merge'
}

export function publication(version: string, options: PublicationOptions) {
  const { consumer = 'CA', contracts, onConflict, ...rest } = options
  return {
    pacticipantName: consumer,
    pacticipantVersionNumber: version,
    ...rest,
    contracts: Object.entries(contracts).map(([providerName, content]) => ({
      consumerName: consumer,
      providerName,
      content: base64(content),
      contentType: 'application/json',
      specification: 'pact',
      ...(onConflict === undefined ? {} : { onConflict }),
    })),
  }
}

export function publish(broker: TestBroker, version: string, options: PublicationOptions): Promise<TestReply> {
  return broker.post('/contracts/publish', publication(version, options))
}

export function pactPath(version: string, pair: { readonly consumer?: string; readonly provider?: string } = {}) {
  const { consumer = 'CA', provider = 'PA' } = pair
  return `/pacts/provider/${encodeURIComponent(provider)}/consumer/${encodeURIComponent(consumer)}/version/${encodeURIComponent(version)}`
}

/** The notices of a reply, as one line each. */
export function noticesOf(reply: TestReply): readonly string[] {
  return reply.json.notices.map(({ type, text }: { type: string; text: string }) => `${type}: ${text}`)
}

export function eventsOf(reply: TestReply): readonly string[] {
  const lines = noticesOf(reply).filter((line) => line.includes('Events detected'))
  return lines.map((line) => line.replace('debug:   Events detected: ', ''))
}

export const descriptionsIn = (reply: TestReply): readonly string[] =>
  reply.json.interactions.map((interaction: Interaction) => interaction.description)

export const shaOf = (reply: TestReply): string => reply.json._links['pb:pact-version'].name
