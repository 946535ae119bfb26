// A database in which a few services have been at it for years, written straight into the tables: publishing it all
// would take minutes. What the broker keeps besides is found by its own statements.

import { sql } from 'kysely'
import type { Database } from '../../src/context.ts'
import { rebuildContractHeads, rebuildProviderSuccesses } from '../../src/versions/facts.sql.ts'

// Few enough that PostgreSQL looks at every row for its statistics: the plans are the same each time.
export const VERSIONS = 2000
const SERVICES = 6
const CONTENT_EACH = 10

/** Services `service-1` … `service-6`, each a consumer of the next two; `VERSIONS` versions each, `1` the oldest. */
export async function fillLongHistory(db: Database): Promise<void> {
  await sql`
    insert into pacticipants (name, display_name, main_branch)
    select 'service-' || n, 'Service ' || n, 'main' from generate_series(1, ${SERVICES}::int) n order by n`.execute(db)
  await sql`
    insert into versions (pacticipant_id, number)
    select pacticipants.id, n::text
    from generate_series(1, ${VERSIONS}::int) n cross join pacticipants
    order by n, pacticipants.id`.execute(db)
  await sql`
    insert into branches (pacticipant_id, name)
    select pacticipants.id, branch
    from pacticipants cross join (select 'main' as branch union all select 'feat-' || n from generate_series(1, ${VERSIONS / 5}::int) n) b
    order by pacticipants.id, branch`.execute(db)
  // Every fifth version on a branch of its own, the others on main.
  await sql`
    insert into branch_versions (branch_id, version_id)
    select branches.id, versions.id
    from versions
    join branches on branches.pacticipant_id = versions.pacticipant_id and branches.name =
      case when versions.number::int % 5 = 0 then 'feat-' || (versions.number::int / 5) else 'main' end
    order by versions.id`.execute(db)
  await sql`
    update branches set head_version_id = (
      select max(branch_versions.version_id) from branch_versions where branch_versions.branch_id = branches.id)`.execute(
    db,
  )
  await sql`
    insert into tags (version_id, name, pacticipant_id)
    select versions.id, 'tag-' || (versions.number::int % 20), versions.pacticipant_id
    from versions order by versions.id`.execute(db)
  await fillContracts(db)
  await fillResults(db)
  await fillEnvironments(db)
  await fillDeliveries(db)
  await rebuildFacts(db)
  await vacuum(db)
}

/** Until every page is known to be visible to all, which plans depend on: what still reads elsewhere holds it up. */
async function vacuum(db: Database): Promise<void> {
  for (;;) {
    await sql`vacuum analyze`.execute(db)
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relallvisible < relpages`.execute(db)
    if (rows.length === 0) return
  }
}

async function fillContracts(db: Database): Promise<void> {
  await sql`
    insert into integrations (consumer_id, provider_id)
    select consumers.id, providers.id
    from pacticipants consumers
    join pacticipants providers
      on (providers.id - consumers.id + ${SERVICES}) % ${SERVICES} in (1, 2)
    order by consumers.id, providers.id`.execute(db)
  await sql`
    insert into interactions (integration_id, hash, kind, description, provider_states, method, path)
    select integrations.id, md5(integrations.id || '-' || n), 'http', 'request ' || n, '[]', 'GET', '/' || n
    from integrations cross join generate_series(1, ${VERSIONS / CONTENT_EACH}::int) n
    order by integrations.id, n`.execute(db)
  await sql`
    insert into contents (integration_id, sha, content, specification_version, interaction_ids)
    select interactions.integration_id, interactions.hash,
      json_build_object('consumer', json_build_object('name', consumers.name),
        'provider', json_build_object('name', providers.name), 'interactions', '[]'::json)::text,
      '2.0.0', array[interactions.id]
    from interactions
    join integrations on integrations.id = interactions.integration_id
    join pacticipants consumers on consumers.id = integrations.consumer_id
    join pacticipants providers on providers.id = integrations.provider_id
    order by interactions.id`.execute(db)
  await sql`
    insert into contracts (integration_id, consumer_version_id, content_id, created_at, updated_at)
    select integrations.id, versions.id, contents.id, published.at, published.at
    from versions
    join integrations on integrations.consumer_id = versions.pacticipant_id
    join contents on contents.integration_id = integrations.id
      and contents.sha = md5(integrations.id || '-' || ((versions.number::int - 1) / ${CONTENT_EACH}::int + 1))
    cross join lateral (
      select now() - (${VERSIONS} - versions.number::int) * interval '1 hour' as at) as published
    order by versions.id, integrations.id`.execute(db)
}

/** Each version of a provider verified what its consumers said at that time; every seventh result is a failure. */
async function fillResults(db: Database): Promise<void> {
  await sql`
    insert into verifications (content_id, number, provider_version_id, success)
    select contracts.content_id, row_number() over (partition by contracts.content_id order by provider_versions.id),
      provider_versions.id, provider_versions.number::int % 7 <> 0
    from contracts
    join integrations on integrations.id = contracts.integration_id
    join versions consumer_versions on consumer_versions.id = contracts.consumer_version_id
    join versions provider_versions on provider_versions.pacticipant_id = integrations.provider_id
      and provider_versions.number = consumer_versions.number
    order by contracts.id`.execute(db)
  await sql`
    update contents set last_verification_number = ${CONTENT_EACH}`.execute(db)
  await sql`
    insert into latest_verifications (content_id, provider_version_id, integration_id, verification_id, success)
    select verifications.content_id, verifications.provider_version_id, contents.integration_id, verifications.id,
      verifications.success
    from verifications
    join contents on contents.id = verifications.content_id
    order by verifications.id`.execute(db)
}

async function fillEnvironments(db: Database): Promise<void> {
  await sql`
    insert into environments (uuid, name, display_name, production)
    values ('environment-test', 'test', 'Test', false), ('environment-production', 'production', 'Production', true)`.execute(
    db,
  )
  // What was on main was deployed and released once; the newest still is.
  const isCurrent = sql`versions.number::int = ${VERSIONS - 1}`
  await sql`
    insert into deployed_versions (uuid, pacticipant_id, version_id, environment_id, undeployed_at)
    select 'deployment-' || versions.id || '-' || environments.id, versions.pacticipant_id, versions.id, environments.id,
      case when not ${isCurrent} then now() end
    from versions cross join environments
    where versions.number::int % 5 <> 0
    order by versions.id, environments.id`.execute(db)
  await sql`
    insert into released_versions (uuid, pacticipant_id, version_id, environment_id, support_ended_at)
    select 'release-' || versions.id, versions.pacticipant_id, versions.id, environments.id,
      case when not ${isCurrent} then now() end
    from versions join environments on environments.production
    where versions.number::int % 5 <> 0
    order by versions.id`.execute(db)
  await sql`
    insert into overrides (uuid, pacticipant_id, version_id, environment_id, reason, created_by, expires_at)
    select 'override-' || versions.id, versions.pacticipant_id, versions.id, environments.id, 'It had to be.', 'Ada', now()
    from versions join environments on environments.production
    where versions.number::int % 5 = 1
    order by versions.id`.execute(db)
}

/** A webhook heard of every contract. */
async function fillDeliveries(db: Database): Promise<void> {
  await sql`
    insert into webhooks (uuid, events, method, url)
    values ('webhook', '{contract_published}', 'POST', 'https://hooks.example.org')`.execute(db)
  await sql`
    insert into triggered_webhooks (
      uuid, webhook_id, webhook_uuid, event_name, event_context, consumer_id, provider_id, contract_id, status, attempts
    )
    select 'delivery-' || contracts.id, webhooks.id, webhooks.uuid, 'contract_published', '{}', integrations.consumer_id,
      integrations.provider_id, contracts.id, 'success', 1
    from contracts
    join integrations on integrations.id = contracts.integration_id
    cross join webhooks
    order by contracts.id`.execute(db)
  await sql`
    insert into webhook_executions (triggered_webhook_id, success, logs)
    select triggered_webhooks.id, true, '' from triggered_webhooks order by triggered_webhooks.id`.execute(db)
}

async function rebuildFacts(db: Database): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const integrations = await trx.selectFrom('integrations').select('id').orderBy('id').execute()
    await rebuildContractHeads(trx, { integrationIds: integrations.map(({ id }) => id) })
    const contents = await trx.selectFrom('contents').select('id').orderBy('id').execute()
    await rebuildProviderSuccesses(trx, { contentIds: contents.map(({ id }) => id) })
  })
}
