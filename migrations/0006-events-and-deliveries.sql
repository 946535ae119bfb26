-- compatible-with: 0005
--
-- What happened, in the order in which it was committed: streams and waiting clients read on from where they were.
-- Ids are given before the commit, so a reader that only looked at them could pass over a slow transaction:
-- it reads what belongs to transactions older than all that still run here, ordered by transaction_id, id.

create table events (
  id bigint generated always as identity constraint events_pk primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  name text not null,
  consumer text,
  consumer_version text,
  provider text,
  provider_version text,
  pacticipant text,
  version text,
  branch text,
  environment text,
  comment text,
  created_at timestamptz not null default now()
);
create index events_order on events (transaction_id, id);
create index events_created on events (created_at);

-- What a provider version that matters has yet to verify. One row for a content and a provider version.
create table verification_requests (
  id bigint generated always as identity constraint verification_requests_pk primary key,
  uuid text not null constraint verification_requests_uuid_unique unique,
  integration_id bigint not null
    constraint verification_requests_integration_fk references integrations on delete cascade,
  content_id bigint not null constraint verification_requests_content_fk references contents on delete cascade,
  provider_version_id bigint not null
    constraint verification_requests_provider_version_fk references versions on delete cascade,
  consumer_version_id bigint not null
    constraint verification_requests_consumer_version_fk references versions on delete cascade,
  description text not null,
  requested_at timestamptz not null default now(),
  due_at timestamptz not null,
  started_at timestamptz,
  overdue_at timestamptz,
  done_at timestamptz,
  verification_id bigint constraint verification_requests_verification_fk references verifications on delete set null,
  constraint verification_requests_unique unique (content_id, provider_version_id)
);
create index verification_requests_open on verification_requests (integration_id, content_id) where done_at is null;
create index verification_requests_due on verification_requests (due_at)
  where done_at is null and overdue_at is null;
create index verification_requests_provider_version on verification_requests (provider_version_id);
create index verification_requests_consumer_version on verification_requests (consumer_version_id);
create index verification_requests_verification on verification_requests (verification_id);

-- A webhook may be limited to versions of a branch, or of the main branch.
alter table webhooks
  add column consumer_branch text,
  add column provider_branch text,
  add column consumer_main_branch boolean not null default false,
  add column provider_main_branch boolean not null default false;
create index webhooks_consumer_label on webhooks (consumer_label) where consumer_label is not null;
create index webhooks_provider_label on webhooks (provider_label) where provider_label is not null;

-- When the next attempt is due, and which delivery it repeats.
alter table triggered_webhooks
  add column trigger_type text not null default 'resource_creation'
    constraint triggered_webhooks_trigger_type_check check (trigger_type in ('resource_creation', 'user')),
  add column attempts integer not null default 0,
  add column next_attempt_at timestamptz,
  add column redelivery_of text;
create index triggered_webhooks_created on triggered_webhooks (created_at);

-- Request and response as they may be shown: without secrets, cut to a limit.
alter table webhook_executions
  add column attempt integer not null default 1,
  add column duration_ms integer,
  add column request json,
  add column response json,
  add column error text;

-- The circuit breaker: a target is paused while it keeps failing.
create table webhook_targets (
  origin text not null constraint webhook_targets_pk primary key,
  consecutive_failures integer not null default 0,
  paused_at timestamptz,
  paused_until timestamptz,
  last_error text,
  updated_at timestamptz not null default now()
);

-- What was deleted and can still be brought back: its rows, as they were, in the order in which they can return.
create table deletions (
  id bigint generated always as identity constraint deletions_pk primary key,
  uuid text not null constraint deletions_uuid_unique unique,
  kind text not null constraint deletions_kind_check check (kind in ('pacticipant', 'integration', 'environment')),
  name text not null,
  deleted_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index deletions_expiry on deletions (expires_at);
create index deletions_newest on deletions (deleted_at desc, id desc);

create table deleted_rows (
  deletion_id bigint not null constraint deleted_rows_deletion_fk references deletions on delete cascade,
  position integer not null,
  table_name text not null,
  content json not null
);
create index deleted_rows_position on deleted_rows (deletion_id, position);

-- What cleaning did, or would have done.
create table retention_runs (
  id bigint generated always as identity constraint retention_runs_pk primary key,
  uuid text not null constraint retention_runs_uuid_unique unique,
  dry_run boolean not null,
  settings jsonb not null,
  counts jsonb not null default '{}',
  error text,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);
create index retention_runs_newest on retention_runs (started_at desc, id desc);
