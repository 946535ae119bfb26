-- Where versions run.

create table environments (
  id bigint generated always as identity constraint environments_pk primary key,
  uuid text not null constraint environments_uuid_unique unique,
  name text not null constraint environments_name_unique unique,
  display_name text not null,
  production boolean not null,
  contacts jsonb not null default '[]',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table deployed_versions (
  id bigint generated always as identity constraint deployed_versions_pk primary key,
  uuid text not null constraint deployed_versions_uuid_unique unique,
  pacticipant_id bigint not null constraint deployed_versions_pacticipant_fk references pacticipants on delete cascade,
  version_id bigint not null constraint deployed_versions_version_fk references versions on delete cascade,
  environment_id bigint not null constraint deployed_versions_environment_fk references environments on delete cascade,
  application_instance text,
  auto_created boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  undeployed_at timestamptz
);
-- One version at a time for each application instance. The index is also the list of what is deployed now.
create unique index deployed_versions_current_unique
  on deployed_versions (environment_id, pacticipant_id, coalesce(application_instance, ''))
  where undeployed_at is null;
create index deployed_versions_current_version on deployed_versions (version_id) where undeployed_at is null;
create index deployed_versions_current_pacticipant on deployed_versions (pacticipant_id) where undeployed_at is null;
create index deployed_versions_version on deployed_versions (version_id, id);

create table released_versions (
  id bigint generated always as identity constraint released_versions_pk primary key,
  uuid text not null constraint released_versions_uuid_unique unique,
  pacticipant_id bigint not null constraint released_versions_pacticipant_fk references pacticipants on delete cascade,
  version_id bigint not null constraint released_versions_version_fk references versions on delete cascade,
  environment_id bigint not null constraint released_versions_environment_fk references environments on delete cascade,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  support_ended_at timestamptz,
  constraint released_versions_unique unique (version_id, environment_id)
);
create index released_versions_current on released_versions (environment_id, pacticipant_id, version_id)
  where support_ended_at is null;
create index released_versions_current_pacticipant on released_versions (pacticipant_id) where support_ended_at is null;
