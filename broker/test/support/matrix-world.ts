// What a matrix is made of, written to the tables directly: a question of the matrix is then the only thing tested.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../src/context.ts'

export interface VersionOptions {
  readonly branch?: string
  readonly tags?: readonly string[]
}

export type MatrixWorld = ReturnType<typeof matrixWorld>

export function matrixWorld(db: Database) {
  async function id(statement: ReturnType<typeof sql<{ id: number }>>): Promise<number> {
    const { rows } = await statement.execute(db)
    const [row] = rows
    if (!row) throw new Error('The statement gives no id')
    return row.id
  }

  const pacticipant = (name: string): Promise<number> =>
    id(sql`insert into pacticipants (name, display_name) values (${name}, ${name})
      on conflict (name) do update set name = excluded.name returning id`)

  async function version(name: string, number: string, options: VersionOptions = {}): Promise<number> {
    const owner = await pacticipant(name)
    const found = await sql<{ id: number }>`
      select id from versions where pacticipant_id = ${owner} and number = ${number}`.execute(db)
    const versionId =
      found.rows[0]?.id ??
      (await id(sql`insert into versions (pacticipant_id, number) values (${owner}, ${number}) returning id`))
    if (options.branch !== undefined) await putOnBranch(owner, versionId, options.branch)
    for (const tag of options.tags ?? []) {
      await sql`insert into tags (version_id, name, pacticipant_id) values (${versionId}, ${tag}, ${owner})
        on conflict do nothing`.execute(db)
    }
    return versionId
  }

  async function putOnBranch(owner: number, versionId: number, branch: string): Promise<void> {
    await sql`update pacticipants set main_branch = ${branch}
      where id = ${owner} and main_branch is null and ${branch} = 'main'`.execute(db)
    const branchId = await id(sql`insert into branches (pacticipant_id, name) values (${owner}, ${branch})
      on conflict (pacticipant_id, name) do update set name = excluded.name returning id`)
    await sql`with added as (
        insert into branch_versions (branch_id, version_id) values (${branchId}, ${versionId})
        on conflict do nothing returning version_id)
      update branches set head_version_id = added.version_id from added where branches.id = ${branchId}`.execute(db)
  }

  /** The contract of a consumer version with a provider; equal content has equal words. */
  async function publish(consumer: string, number: string, contract: { provider: string; content: string }) {
    const versionId = await version(consumer, number)
    const integrationId = await id(sql`
      insert into integrations (consumer_id, provider_id)
      values (${await pacticipant(consumer)}, ${await pacticipant(contract.provider)})
      on conflict (consumer_id, provider_id) do update set consumer_id = excluded.consumer_id returning id`)
    const contentId = await id(sql`
      insert into contents (integration_id, sha, content, interactions_count)
      values (${integrationId}, ${contract.content}, '{}', 1)
      on conflict (integration_id, sha) do update set sha = excluded.sha returning id`)
    const contractId = await id(sql`
      insert into contracts (integration_id, consumer_version_id, content_id)
      values (${integrationId}, ${versionId}, ${contentId})
      on conflict (consumer_version_id, integration_id) do update set content_id = excluded.content_id returning id`)
    await sql`
      insert into contract_heads (integration_id, scope, name, contract_id, consumer_version_id, published_at)
      select ${integrationId}, head.scope, head.name, ${contractId}, ${versionId}, now()
      from (
        select 'latest' as scope, '' as name
        union select 'branch', branches.name from branch_versions
          join branches on branches.id = branch_versions.branch_id where branch_versions.version_id = ${versionId}
        union select 'tag', tags.name from tags where tags.version_id = ${versionId}
      ) as head
      on conflict (integration_id, scope, name) do update
        set contract_id = excluded.contract_id, consumer_version_id = excluded.consumer_version_id,
          published_at = excluded.published_at
        where contract_heads.consumer_version_id <= excluded.consumer_version_id`.execute(db)
  }

  /** The result of a provider version for a content of the pair. */
  async function verify(pair: { consumer: string; provider: string; content: string }, number: string, success = true) {
    const versionId = await version(pair.provider, number)
    await sql`
      with content as (
        update contents set last_verification_number = last_verification_number + 1
        where sha = ${pair.content} and integration_id = (
          select integrations.id from integrations
          where consumer_id = ${await pacticipant(pair.consumer)} and provider_id = ${await pacticipant(pair.provider)})
        returning id, integration_id, last_verification_number),
      verification as (
        insert into verifications (content_id, number, provider_version_id, success)
        select id, last_verification_number, ${versionId}, ${success} from content returning id)
      insert into latest_verifications (content_id, provider_version_id, integration_id, verification_id, success)
      select content.id, ${versionId}, content.integration_id, verification.id, ${success} from content, verification
      on conflict (content_id, provider_version_id) do update
        set verification_id = excluded.verification_id, success = excluded.success`.execute(db)
  }

  const environment = (name: string): Promise<number> =>
    id(sql`insert into environments (uuid, name, display_name, production)
      values (${randomUUID()}, ${name}, ${name}, ${name === 'production'})
      on conflict (name) do update set name = excluded.name returning id`)

  async function deploy(name: string, number: string, target: { environment: string; instance?: string }) {
    const versionId = await version(name, number)
    const owner = await pacticipant(name)
    const environmentId = await environment(target.environment)
    const instance = target.instance ?? null
    await sql`update deployed_versions set undeployed_at = now()
      where pacticipant_id = ${owner} and environment_id = ${environmentId} and undeployed_at is null
        and application_instance is not distinct from ${instance}`.execute(db)
    await sql`insert into deployed_versions (uuid, pacticipant_id, version_id, environment_id, application_instance)
      values (${randomUUID()}, ${owner}, ${versionId}, ${environmentId}, ${instance})`.execute(db)
  }

  async function release(name: string, number: string, target: { environment: string }) {
    const versionId = await version(name, number)
    await sql`insert into released_versions (uuid, pacticipant_id, version_id, environment_id)
      values (${randomUUID()}, ${await pacticipant(name)}, ${versionId}, ${await environment(target.environment)})
      on conflict do nothing`.execute(db)
  }

  return { pacticipant, version, publish, verify, environment, deploy, release }
}
