-- Who may do what: people in teams, tokens, builds that show an identity; what they did; and exceptions they allowed.
-- Secrets are random and kept as SHA-256 only.

create table teams (
  id bigint generated always as identity constraint teams_pk primary key,
  uuid text not null constraint teams_uuid_unique unique,
  name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index teams_name_unique on teams (lower(name));

alter table pacticipants add column team_id bigint
  constraint pacticipants_team_fk references teams on delete set null;
create index pacticipants_team on pacticipants (team_id) where team_id is not null;

-- Somebody who has signed in. Their issuer and subject name them for good; name and e-mail are what was said last.
create table people (
  id bigint generated always as identity constraint people_pk primary key,
  uuid text not null constraint people_uuid_unique unique,
  issuer text not null,
  subject text not null,
  name text not null,
  email text,
  is_administrator boolean not null default false,
  disabled_at timestamptz,
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  constraint people_subject_unique unique (issuer, subject)
);

create table memberships (
  team_id bigint not null constraint memberships_team_fk references teams on delete cascade,
  person_id bigint not null constraint memberships_person_fk references people on delete cascade,
  role text not null constraint memberships_role_check check (role in ('viewer', 'contributor', 'maintainer')),
  -- Given by a group of the identity provider, and taken away when the group is left.
  is_from_group boolean not null default false,
  constraint memberships_pk primary key (team_id, person_id)
);
create index memberships_person on memberships (person_id);

create table sessions (
  id bigint generated always as identity constraint sessions_pk primary key,
  secret_hash bytea not null constraint sessions_secret_unique unique,
  person_id bigint not null constraint sessions_person_fk references people on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_person on sessions (person_id);
create index sessions_expires on sessions (expires_at);

-- A token of a person may do what the person may, within its scopes; a token of the system what it reaches itself.
create table tokens (
  id bigint generated always as identity constraint tokens_pk primary key,
  uuid text not null constraint tokens_uuid_unique unique,
  name text not null,
  secret_hash bytea not null constraint tokens_secret_unique unique,
  -- The last letters, by which people tell tokens apart.
  hint text not null,
  person_id bigint constraint tokens_person_fk references people on delete cascade,
  scopes text[] not null,
  reaches_everything boolean not null default false,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index tokens_person on tokens (person_id);

create table token_teams (
  token_id bigint not null constraint token_teams_token_fk references tokens on delete cascade,
  team_id bigint not null constraint token_teams_team_fk references teams on delete cascade,
  constraint token_teams_pk primary key (token_id, team_id)
);
create index token_teams_team on token_teams (team_id);

-- By name, which may be of an application that is yet to come.
create table token_pacticipants (
  token_id bigint not null constraint token_pacticipants_token_fk references tokens on delete cascade,
  pacticipant text not null,
  constraint token_pacticipants_pk primary key (token_id, pacticipant)
);

-- Which builds are trusted, by what the issuer of their identity says of them.
create table trust_rules (
  id bigint generated always as identity constraint trust_rules_pk primary key,
  uuid text not null constraint trust_rules_uuid_unique unique,
  name text not null,
  issuer text not null,
  audience text not null,
  claims jsonb not null,
  scopes text[] not null,
  reaches_everything boolean not null default false,
  created_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index trust_rules_issuer on trust_rules (issuer);

create table trust_rule_teams (
  trust_rule_id bigint not null constraint trust_rule_teams_rule_fk references trust_rules on delete cascade,
  team_id bigint not null constraint trust_rule_teams_team_fk references teams on delete cascade,
  constraint trust_rule_teams_pk primary key (trust_rule_id, team_id)
);
create index trust_rule_teams_team on trust_rule_teams (team_id);

create table trust_rule_pacticipants (
  trust_rule_id bigint not null constraint trust_rule_pacticipants_rule_fk references trust_rules on delete cascade,
  pacticipant text not null,
  constraint trust_rule_pacticipants_pk primary key (trust_rule_id, pacticipant)
);

-- What was done by whom; never changed, and deleted only by age.
create table audit_entries (
  id bigint generated always as identity constraint audit_entries_pk primary key,
  at timestamptz not null default now(),
  actor_kind text not null,
  actor_name text not null,
  actor_uuid text,
  address text,
  request_id text,
  action text not null,
  subject_kind text not null,
  subject_name text not null,
  before jsonb,
  after jsonb
);
create index audit_entries_at on audit_entries (at);
create index audit_entries_subject on audit_entries (subject_kind, subject_name, id);
create index audit_entries_actor on audit_entries (actor_name, id);

-- An exception to what can-i-deploy answers, for one version and environment, until it expires.
create table overrides (
  id bigint generated always as identity constraint overrides_pk primary key,
  uuid text not null constraint overrides_uuid_unique unique,
  pacticipant_id bigint not null constraint overrides_pacticipant_fk references pacticipants on delete cascade,
  version_id bigint not null constraint overrides_version_fk references versions on delete cascade,
  environment_id bigint not null constraint overrides_environment_fk references environments on delete cascade,
  reason text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text
);
create index overrides_version on overrides (version_id, environment_id);
create index overrides_pacticipant on overrides (pacticipant_id);
create index overrides_environment on overrides (environment_id);
