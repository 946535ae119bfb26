-- What is told to others when something happened. Credentials are stored encrypted only.

create table webhooks (
  id bigint generated always as identity constraint webhooks_pk primary key,
  uuid text not null constraint webhooks_uuid_unique unique,
  description text,
  enabled boolean not null default true,
  events text[] not null,
  consumer_id bigint constraint webhooks_consumer_fk references pacticipants on delete cascade,
  provider_id bigint constraint webhooks_provider_fk references pacticipants on delete cascade,
  consumer_label text,
  provider_label text,
  method text not null,
  url text not null,
  headers jsonb not null default '{}',
  body json,
  username text,
  secrets bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index webhooks_consumer on webhooks (consumer_id);
create index webhooks_provider on webhooks (provider_id);

create table triggered_webhooks (
  id bigint generated always as identity constraint triggered_webhooks_pk primary key,
  uuid text not null constraint triggered_webhooks_uuid_unique unique,
  webhook_id bigint constraint triggered_webhooks_webhook_fk references webhooks on delete set null,
  webhook_uuid text not null,
  event_name text not null,
  event_context jsonb not null,
  consumer_id bigint constraint triggered_webhooks_consumer_fk references pacticipants on delete cascade,
  provider_id bigint constraint triggered_webhooks_provider_fk references pacticipants on delete cascade,
  contract_id bigint constraint triggered_webhooks_contract_fk references contracts on delete set null,
  verification_id bigint constraint triggered_webhooks_verification_fk references verifications on delete set null,
  status text not null constraint triggered_webhooks_status_check
    check (status in ('not_run', 'retrying', 'success', 'failure')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index triggered_webhooks_webhook on triggered_webhooks (webhook_id, id desc);
create index triggered_webhooks_pair on triggered_webhooks (consumer_id, provider_id, id desc);
create index triggered_webhooks_contract on triggered_webhooks (contract_id);
create index triggered_webhooks_verification on triggered_webhooks (verification_id);

create table webhook_executions (
  id bigint generated always as identity constraint webhook_executions_pk primary key,
  triggered_webhook_id bigint not null
    constraint webhook_executions_triggered_webhook_fk references triggered_webhooks on delete cascade,
  success boolean not null,
  logs text not null,
  created_at timestamptz not null default now()
);
create index webhook_executions_triggered_webhook on webhook_executions (triggered_webhook_id, id);

-- Settings of the installation that live with the data.
create table settings (
  name text not null constraint settings_pk primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
