-- What providers found when they replayed the contracts.

create table verifications (
  id bigint generated always as identity constraint verifications_pk primary key,
  content_id bigint not null constraint verifications_content_fk references contents on delete cascade,
  number integer not null,
  provider_version_id bigint not null constraint verifications_provider_version_fk references versions on delete cascade,
  success boolean not null,
  wip boolean not null default false,
  pending boolean not null default false,
  build_url text,
  test_results json,
  verified_by jsonb,
  consumer_version_selectors jsonb not null default '[]',
  verified_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  constraint verifications_number_unique unique (content_id, number)
);
create index verifications_provider_version on verifications (provider_version_id);

create table interaction_results (
  verification_id bigint not null constraint interaction_results_verification_fk references verifications on delete cascade,
  interaction_id bigint not null constraint interaction_results_interaction_fk references interactions on delete cascade,
  success boolean not null,
  mismatches json,
  constraint interaction_results_pk primary key (verification_id, interaction_id)
);
create index interaction_results_interaction on interaction_results (interaction_id, verification_id desc);

-- The result that counts: the newest of a provider version for a content. Kept by the writes.
create table latest_verifications (
  content_id bigint not null constraint latest_verifications_content_fk references contents on delete cascade,
  provider_version_id bigint not null constraint latest_verifications_version_fk references versions on delete cascade,
  integration_id bigint not null constraint latest_verifications_integration_fk references integrations on delete cascade,
  verification_id bigint not null constraint latest_verifications_verification_fk references verifications on delete cascade,
  success boolean not null,
  constraint latest_verifications_pk primary key (content_id, provider_version_id)
);
create index latest_verifications_newest on latest_verifications (integration_id, provider_version_id desc);
create index latest_verifications_version on latest_verifications (provider_version_id);
create index latest_verifications_verification on latest_verifications (verification_id);

-- Since when a content is verified by a branch or a tag of the provider: what pending and work in progress ask.
-- settled_at is the first success that did not come from a work-in-progress run. Kept by the writes.
create table provider_successes (
  content_id bigint not null constraint provider_successes_content_fk references contents on delete cascade,
  scope text not null constraint provider_successes_scope_check check (scope in ('branch', 'tag')),
  name text not null,
  succeeded_at timestamptz not null,
  settled_at timestamptz,
  constraint provider_successes_pk primary key (content_id, scope, name)
);
create index provider_successes_first on provider_successes (content_id, scope, succeeded_at);
create index provider_successes_settled on provider_successes (content_id, scope, settled_at);
