-- What consumers expect of providers.

create table integrations (
  id bigint generated always as identity constraint integrations_pk primary key,
  consumer_id bigint not null constraint integrations_consumer_fk references pacticipants on delete cascade,
  provider_id bigint not null constraint integrations_provider_fk references pacticipants on delete cascade,
  created_at timestamptz not null default now(),
  contract_data_updated_at timestamptz not null default now(),
  constraint integrations_pair_unique unique (consumer_id, provider_id)
);
create index integrations_provider on integrations (provider_id);

-- One row for each distinct interaction of a pair; `hash` covers what matters for its verification
-- and is the interaction's `_id`.
create table interactions (
  id bigint generated always as identity constraint interactions_pk primary key,
  integration_id bigint not null constraint interactions_integration_fk references integrations on delete cascade,
  hash text not null,
  kind text not null constraint interactions_kind_check check (kind in ('http', 'async-message', 'sync-message')),
  description text not null,
  provider_states jsonb not null,
  method text,
  path text,
  created_at timestamptz not null default now(),
  constraint interactions_hash_unique unique (integration_id, hash)
);

-- What a contract says, stored once however many consumer versions say it. `content` is the compact JSON text
-- as first published (key order and number forms kept), each interaction with its `_id`; `interaction_ids` are its
-- interactions in that order. A list, not a table: it never changes, and is read and written with its content only.
create table contents (
  id bigint generated always as identity constraint contents_pk primary key,
  integration_id bigint not null constraint contents_integration_fk references integrations on delete cascade,
  sha text not null,
  content text not null,
  specification_version text,
  interaction_ids bigint[] not null,
  last_verification_number integer not null default 0,
  created_at timestamptz not null default now(),
  constraint contents_sha_unique unique (integration_id, sha)
);

-- The current contract of a consumer version with a provider.
create table contracts (
  id bigint generated always as identity constraint contracts_pk primary key,
  integration_id bigint not null constraint contracts_integration_fk references integrations on delete cascade,
  consumer_version_id bigint not null constraint contracts_consumer_version_fk references versions on delete cascade,
  content_id bigint not null constraint contracts_content_fk references contents on delete cascade,
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint contracts_unique unique (consumer_version_id, integration_id)
);
create index contracts_newest on contracts (integration_id, consumer_version_id desc);
create index contracts_content on contracts (content_id, consumer_version_id desc);

-- What a contract said before it was merged or overwritten.
create table contract_revisions (
  contract_id bigint not null constraint contract_revisions_contract_fk references contracts on delete cascade,
  revision integer not null,
  content_id bigint not null constraint contract_revisions_content_fk references contents on delete cascade,
  created_at timestamptz not null,
  constraint contract_revisions_pk primary key (contract_id, revision)
);
create index contract_revisions_content on contract_revisions (content_id);

-- The newest contract of a pair: of all (scope latest, name ''), on a branch, with a tag. Kept by the writes.
create table contract_heads (
  integration_id bigint not null constraint contract_heads_integration_fk references integrations on delete cascade,
  scope text not null constraint contract_heads_scope_check check (scope in ('latest', 'branch', 'tag')),
  name text not null,
  contract_id bigint not null constraint contract_heads_contract_fk references contracts on delete cascade,
  consumer_version_id bigint not null constraint contract_heads_version_fk references versions on delete cascade,
  published_at timestamptz not null,
  constraint contract_heads_pk primary key (integration_id, scope, name)
);
create index contract_heads_contract on contract_heads (contract_id);
create index contract_heads_version on contract_heads (consumer_version_id);
create index contract_heads_published on contract_heads (integration_id, published_at);
