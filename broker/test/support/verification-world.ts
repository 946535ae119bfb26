// Tells the story before a test: who published what, who verified it, what runs where.

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { transaction } from '../../src/kernel/transaction.ts'
import { ensurePacticipants } from '../../src/pacticipants/pacticipants.sql.ts'
import { promoteContractHeads } from '../../src/versions/facts.sql.ts'
import { recordVersion } from '../../src/versions/record-version.command.ts'
import type { TestBroker, TestReply } from './server.ts'

export interface Publication {
  readonly for: string
  /** Contracts with equal names here have equal content. */
  readonly content: string
  readonly branch?: string
  readonly tags?: readonly string[]
  readonly interactions?: readonly { readonly description: string; readonly state?: string }[]
}

interface Result {
  readonly success?: boolean
  /** Posted below the permalink of a work-in-progress contract. */
  readonly wip?: boolean
  readonly branch?: string
  readonly tags?: readonly string[]
}

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

export function interactionId(description: string, state?: string): string {
  return sha1(`${description} given ${state ?? ''}`)
}

/** The identity of a content by its name. */
export function shaOf(consumer: string, provider: string, content: string): string {
  return sha1(`${consumer} ${provider} ${content}`)
}

export function permalink(consumer: string, provider: string, content: string): string {
  return `/pacts/provider/${provider}/consumer/${consumer}/pact-version/${shaOf(consumer, provider, content)}`
}

function expectStatus(reply: TestReply, ...statuses: readonly number[]): TestReply {
  if (!statuses.includes(reply.status)) throw new Error(`${reply.status}: ${reply.text}`)
  return reply
}

export function verificationWorld(broker: TestBroker) {
  const put = async (path: string) => expectStatus(await broker.put(path), 200, 201)

  async function published(consumer: string, version: string, publication: Publication): Promise<void> {
    const {
      for: provider,
      content,
      branch,
      tags,
      interactions = [{ description: `a request (${content})` }],
    } = publication
    await transaction(broker.db, async (trx) => {
      const pacticipants = await ensurePacticipants(trx, [consumer, provider])
      const [consumerRow, providerRow] = [pacticipants.get(consumer), pacticipants.get(provider)]
      if (!consumerRow || !providerRow) throw new Error('A pacticipant is missing')
      const { id: versionId } = await recordVersion(trx, broker.context, {
        pacticipant: consumerRow,
        number: version,
        branch,
        tags,
      })
      await sql`
        with integration as (
          insert into integrations (consumer_id, provider_id) values (${consumerRow.id}, ${providerRow.id})
          on conflict on constraint integrations_pair_unique do update set consumer_id = excluded.consumer_id
          returning id
        ),
        content as (
          insert into contents (integration_id, sha, content, interactions_count)
          select integration.id, ${shaOf(consumer, provider, content)}, '{}', ${interactions.length} from integration
          on conflict on constraint contents_sha_unique do update set sha = excluded.sha
          returning id, integration_id
        ),
        interaction as (
          insert into interactions (integration_id, hash, kind, description, provider_states)
          select integration.id, item.hash, 'http', item.description, item.states
          from integration, unnest(
            ${interactions.map(({ description, state }) => interactionId(description, state))}::text[],
            ${interactions.map(({ description }) => description)}::text[],
            ${interactions.map(({ state }) => JSON.stringify(state === undefined ? [] : [{ name: state }]))}::jsonb[]
          ) item (hash, description, states)
          on conflict on constraint interactions_hash_unique do update set hash = excluded.hash
          returning id
        ),
        content_interaction as (
          insert into content_interactions (content_id, position, interaction_id)
          select content.id, row_number() over (order by interaction.id), interaction.id from content, interaction
          on conflict do nothing
        )
        insert into contracts (integration_id, consumer_version_id, content_id)
        select content.integration_id, ${versionId}, content.id from content
        on conflict on constraint contracts_unique do update set content_id = excluded.content_id
      `.execute(trx)
      await promoteContractHeads(trx, { versionId })
    })
  }

  return {
    published,
    /** A version without any contract. */
    async version(pacticipant: string, version: string, on: { branch?: string; tags?: readonly string[] } = {}) {
      if (on.branch !== undefined)
        await put(`/pacticipants/${pacticipant}/branches/${encodeURIComponent(on.branch)}/versions/${version}`)
      for (const tag of on.tags ?? []) await put(`/pacticipants/${pacticipant}/versions/${version}/tags/${tag}`)
    },
    async verified(
      contract: { readonly consumer: string; readonly provider: string; readonly content: string },
      providerVersion: string,
      result: Result = {},
    ): Promise<TestReply> {
      const { consumer, provider, content } = contract
      await this.version(provider, providerVersion, {
        ...(result.branch === undefined ? {} : { branch: result.branch }),
        tags: result.tags ?? [],
      })
      const address = `${permalink(consumer, provider, content)}${result.wip ? '/metadata/dz10cnVl' : ''}/verification-results`
      return expectStatus(
        await broker.post(address, { success: result.success ?? true, providerApplicationVersion: providerVersion }),
        201,
      )
    },
    async environment(name: string, production = false): Promise<string> {
      const reply = expectStatus(await broker.post('/environments', { name, production }), 201)
      return reply.json.uuid
    },
    async deployed(pacticipant: string, version: string, { to, instance }: { to: string; instance?: string }) {
      const path = `/pacticipants/${pacticipant}/versions/${version}/deployed-versions/environment/${to}`
      expectStatus(await broker.post(path, instance === undefined ? {} : { applicationInstance: instance }), 201)
    },
    async released(pacticipant: string, version: string, { to }: { to: string }) {
      const path = `/pacticipants/${pacticipant}/versions/${version}/released-versions/environment/${to}`
      expectStatus(await broker.post(path), 200, 201)
    },
  }
}
export type VerificationWorld = ReturnType<typeof verificationWorld>
