-- Written by `npm run db:types` from the migrated database; compared by the tests.

audit_entries
  id bigint not null generated always as identity
  at timestamp with time zone not null default now()
  actor_kind text not null
  actor_name text not null
  actor_uuid text
  address text
  request_id text
  action text not null
  subject_kind text not null
  subject_name text not null
  before jsonb
  after jsonb
  constraint audit_entries_pk PRIMARY KEY (id)
  CREATE INDEX audit_entries_action ON public.audit_entries USING btree (action, id)
  CREATE INDEX audit_entries_actor ON public.audit_entries USING btree (actor_name, id)
  CREATE INDEX audit_entries_at ON public.audit_entries USING btree (at)
  CREATE INDEX audit_entries_subject ON public.audit_entries USING btree (subject_kind, subject_name, id)
  CREATE TRIGGER audit_entries_append_only BEFORE UPDATE ON public.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()

branch_versions
  id bigint not null generated always as identity
  branch_id bigint not null
  version_id bigint not null
  auto_created boolean not null default false
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint branch_versions_branch_fk FOREIGN KEY (branch_id) REFERENCES branches(id) ON DELETE CASCADE
  constraint branch_versions_pk PRIMARY KEY (id)
  constraint branch_versions_unique UNIQUE (version_id, branch_id)
  constraint branch_versions_version_fk FOREIGN KEY (version_id) REFERENCES versions(id) ON DELETE CASCADE
  CREATE INDEX branch_versions_added ON public.branch_versions USING btree (branch_id, id DESC)
  CREATE INDEX branch_versions_newest ON public.branch_versions USING btree (branch_id, version_id DESC)

branches
  id bigint not null generated always as identity
  pacticipant_id bigint not null
  name text not null
  head_version_id bigint
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint branches_head_version_fk FOREIGN KEY (head_version_id) REFERENCES versions(id) ON DELETE SET NULL
  constraint branches_name_unique UNIQUE (pacticipant_id, name)
  constraint branches_pacticipant_fk FOREIGN KEY (pacticipant_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint branches_pk PRIMARY KEY (id)
  CREATE INDEX branches_head_version ON public.branches USING btree (head_version_id)
  CREATE INDEX branches_recent ON public.branches USING btree (pacticipant_id, updated_at DESC, id DESC)

contents
  id bigint not null generated always as identity
  integration_id bigint not null
  sha text not null
  content text not null
  specification_version text
  interaction_ids bigint[] not null
  last_verification_number integer not null default 0
  created_at timestamp with time zone not null default now()
  constraint contents_integration_fk FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE
  constraint contents_pk PRIMARY KEY (id)
  constraint contents_sha_unique UNIQUE (integration_id, sha)

contract_heads
  integration_id bigint not null
  scope text not null
  name text not null
  contract_id bigint not null
  consumer_version_id bigint not null
  published_at timestamp with time zone not null
  constraint contract_heads_contract_fk FOREIGN KEY (contract_id) REFERENCES contracts(id) ON DELETE CASCADE
  constraint contract_heads_integration_fk FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE
  constraint contract_heads_pk PRIMARY KEY (integration_id, scope, name)
  constraint contract_heads_scope_check CHECK ((scope = ANY (ARRAY['latest'::text, 'branch'::text, 'tag'::text])))
  constraint contract_heads_version_fk FOREIGN KEY (consumer_version_id) REFERENCES versions(id) ON DELETE CASCADE
  CREATE INDEX contract_heads_contract ON public.contract_heads USING btree (contract_id)
  CREATE INDEX contract_heads_published ON public.contract_heads USING btree (integration_id, published_at)
  CREATE INDEX contract_heads_version ON public.contract_heads USING btree (consumer_version_id)

contract_revisions
  contract_id bigint not null
  revision integer not null
  content_id bigint not null
  created_at timestamp with time zone not null
  constraint contract_revisions_content_fk FOREIGN KEY (content_id) REFERENCES contents(id) ON DELETE CASCADE
  constraint contract_revisions_contract_fk FOREIGN KEY (contract_id) REFERENCES contracts(id) ON DELETE CASCADE
  constraint contract_revisions_pk PRIMARY KEY (contract_id, revision)
  CREATE INDEX contract_revisions_content ON public.contract_revisions USING btree (content_id)

contracts
  id bigint not null generated always as identity
  integration_id bigint not null
  consumer_version_id bigint not null
  content_id bigint not null
  revision integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint contracts_consumer_version_fk FOREIGN KEY (consumer_version_id) REFERENCES versions(id) ON DELETE CASCADE
  constraint contracts_content_fk FOREIGN KEY (content_id) REFERENCES contents(id) ON DELETE CASCADE
  constraint contracts_integration_fk FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE
  constraint contracts_pk PRIMARY KEY (id)
  constraint contracts_unique UNIQUE (consumer_version_id, integration_id)
  CREATE INDEX contracts_content ON public.contracts USING btree (content_id, consumer_version_id DESC)
  CREATE INDEX contracts_newest ON public.contracts USING btree (integration_id, consumer_version_id DESC)

deleted_rows
  deletion_id bigint not null
  position integer not null
  table_name text not null
  content json not null
  constraint deleted_rows_deletion_fk FOREIGN KEY (deletion_id) REFERENCES deletions(id) ON DELETE CASCADE
  CREATE INDEX deleted_rows_position ON public.deleted_rows USING btree (deletion_id, "position")

deletions
  id bigint not null generated always as identity
  uuid text not null
  kind text not null
  name text not null
  deleted_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  constraint deletions_kind_check CHECK ((kind = ANY (ARRAY['pacticipant'::text, 'integration'::text, 'environment'::text])))
  constraint deletions_pk PRIMARY KEY (id)
  constraint deletions_uuid_unique UNIQUE (uuid)
  CREATE INDEX deletions_expiry ON public.deletions USING btree (expires_at)
  CREATE INDEX deletions_newest ON public.deletions USING btree (deleted_at DESC, id DESC)

deployed_versions
  id bigint not null generated always as identity
  uuid text not null
  pacticipant_id bigint not null
  version_id bigint not null
  environment_id bigint not null
  application_instance text
  auto_created boolean not null default false
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  undeployed_at timestamp with time zone
  constraint deployed_versions_environment_fk FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE
  constraint deployed_versions_pacticipant_fk FOREIGN KEY (pacticipant_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint deployed_versions_pk PRIMARY KEY (id)
  constraint deployed_versions_uuid_unique UNIQUE (uuid)
  constraint deployed_versions_version_fk FOREIGN KEY (version_id) REFERENCES versions(id) ON DELETE CASCADE
  CREATE INDEX deployed_versions_begun ON public.deployed_versions USING btree (environment_id, created_at DESC, id DESC)
  CREATE INDEX deployed_versions_current_pacticipant ON public.deployed_versions USING btree (pacticipant_id) WHERE (undeployed_at IS NULL)
  CREATE UNIQUE INDEX deployed_versions_current_unique ON public.deployed_versions USING btree (environment_id, pacticipant_id, COALESCE(application_instance, ''::text)) WHERE (undeployed_at IS NULL)
  CREATE INDEX deployed_versions_current_version ON public.deployed_versions USING btree (version_id) WHERE (undeployed_at IS NULL)
  CREATE INDEX deployed_versions_ended ON public.deployed_versions USING btree (environment_id, undeployed_at DESC, id DESC) WHERE (undeployed_at IS NOT NULL)
  CREATE INDEX deployed_versions_time ON public.deployed_versions USING gist (tstzrange(LEAST(created_at, undeployed_at), undeployed_at))
  CREATE INDEX deployed_versions_version ON public.deployed_versions USING btree (version_id, id)

environments
  id bigint not null generated always as identity
  uuid text not null
  name text not null
  display_name text not null
  production boolean not null
  contacts jsonb not null default '[]'::jsonb
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint environments_name_unique UNIQUE (name)
  constraint environments_pk PRIMARY KEY (id)
  constraint environments_uuid_unique UNIQUE (uuid)

events
  id bigint not null generated always as identity
  transaction_id xid8 not null default pg_current_xact_id()
  name text not null
  consumer text
  consumer_version text
  provider text
  provider_version text
  pacticipant text
  version text
  branch text
  environment text
  comment text
  created_at timestamp with time zone not null default now()
  constraint events_pk PRIMARY KEY (id)
  CREATE INDEX events_created ON public.events USING btree (created_at)
  CREATE INDEX events_order ON public.events USING btree (transaction_id, id)

integrations
  id bigint not null generated always as identity
  consumer_id bigint not null
  provider_id bigint not null
  created_at timestamp with time zone not null default now()
  contract_data_updated_at timestamp with time zone not null default now()
  constraint integrations_consumer_fk FOREIGN KEY (consumer_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint integrations_pair_unique UNIQUE (consumer_id, provider_id)
  constraint integrations_pk PRIMARY KEY (id)
  constraint integrations_provider_fk FOREIGN KEY (provider_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  CREATE INDEX integrations_provider ON public.integrations USING btree (provider_id)

interaction_results
  verification_id bigint not null
  interaction_id bigint not null
  success boolean not null
  mismatches json
  constraint interaction_results_interaction_fk FOREIGN KEY (interaction_id) REFERENCES interactions(id) ON DELETE CASCADE
  constraint interaction_results_pk PRIMARY KEY (verification_id, interaction_id)
  constraint interaction_results_verification_fk FOREIGN KEY (verification_id) REFERENCES verifications(id) ON DELETE CASCADE
  CREATE INDEX interaction_results_interaction ON public.interaction_results USING btree (interaction_id, verification_id DESC)

interactions
  id bigint not null generated always as identity
  integration_id bigint not null
  hash text not null
  kind text not null
  description text not null
  provider_states jsonb not null
  method text
  path text
  created_at timestamp with time zone not null default now()
  constraint interactions_hash_unique UNIQUE (integration_id, hash)
  constraint interactions_integration_fk FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE
  constraint interactions_kind_check CHECK ((kind = ANY (ARRAY['http'::text, 'async-message'::text, 'sync-message'::text])))
  constraint interactions_pk PRIMARY KEY (id)

labels
  pacticipant_id bigint not null
  name text not null
  created_at timestamp with time zone not null default now()
  constraint labels_pacticipant_fk FOREIGN KEY (pacticipant_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint labels_pk PRIMARY KEY (pacticipant_id, name)
  CREATE INDEX labels_name ON public.labels USING btree (name)

latest_verifications
  content_id bigint not null
  provider_version_id bigint not null
  integration_id bigint not null
  verification_id bigint not null
  success boolean not null
  constraint latest_verifications_content_fk FOREIGN KEY (content_id) REFERENCES contents(id) ON DELETE CASCADE
  constraint latest_verifications_integration_fk FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE
  constraint latest_verifications_pk PRIMARY KEY (content_id, provider_version_id)
  constraint latest_verifications_verification_fk FOREIGN KEY (verification_id) REFERENCES verifications(id) ON DELETE CASCADE
  constraint latest_verifications_version_fk FOREIGN KEY (provider_version_id) REFERENCES versions(id) ON DELETE CASCADE
  CREATE INDEX latest_verifications_newest ON public.latest_verifications USING btree (integration_id, provider_version_id DESC)
  CREATE INDEX latest_verifications_recent ON public.latest_verifications USING btree (integration_id, success, verification_id DESC)
  CREATE INDEX latest_verifications_verification ON public.latest_verifications USING btree (verification_id)
  CREATE INDEX latest_verifications_version ON public.latest_verifications USING btree (provider_version_id)

memberships
  team_id bigint not null
  person_id bigint not null
  role text not null
  is_from_group boolean not null default false
  constraint memberships_person_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
  constraint memberships_pk PRIMARY KEY (team_id, person_id)
  constraint memberships_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'contributor'::text, 'maintainer'::text])))
  constraint memberships_team_fk FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
  CREATE INDEX memberships_person ON public.memberships USING btree (person_id)

overrides
  id bigint not null generated always as identity
  uuid text not null
  pacticipant_id bigint not null
  version_id bigint not null
  environment_id bigint not null
  reason text not null
  created_by text not null
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  revoked_at timestamp with time zone
  revoked_by text
  constraint overrides_environment_fk FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE
  constraint overrides_pacticipant_fk FOREIGN KEY (pacticipant_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint overrides_pk PRIMARY KEY (id)
  constraint overrides_uuid_unique UNIQUE (uuid)
  constraint overrides_version_fk FOREIGN KEY (version_id) REFERENCES versions(id) ON DELETE CASCADE
  CREATE INDEX overrides_environment ON public.overrides USING btree (environment_id)
  CREATE INDEX overrides_pacticipant ON public.overrides USING btree (pacticipant_id)
  CREATE INDEX overrides_version ON public.overrides USING btree (version_id, environment_id)

pacticipants
  id bigint not null generated always as identity
  name text not null
  display_name text not null
  repository_url text
  repository_name text
  repository_namespace text
  main_branch text
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  team_id bigint
  constraint pacticipants_name_unique UNIQUE (name)
  constraint pacticipants_pk PRIMARY KEY (id)
  constraint pacticipants_team_fk FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE SET NULL
  CREATE INDEX pacticipants_lower_name ON public.pacticipants USING btree (lower(name), name)
  CREATE INDEX pacticipants_team ON public.pacticipants USING btree (team_id) WHERE (team_id IS NOT NULL)

people
  id bigint not null generated always as identity
  uuid text not null
  issuer text not null
  subject text not null
  name text not null
  email text
  is_administrator boolean not null default false
  disabled_at timestamp with time zone
  last_seen_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  constraint people_pk PRIMARY KEY (id)
  constraint people_subject_unique UNIQUE (issuer, subject)
  constraint people_uuid_unique UNIQUE (uuid)
  CREATE INDEX people_name ON public.people USING btree (lower(name), id)

provider_successes
  content_id bigint not null
  scope text not null
  name text not null
  succeeded_at timestamp with time zone not null
  settled_at timestamp with time zone
  constraint provider_successes_content_fk FOREIGN KEY (content_id) REFERENCES contents(id) ON DELETE CASCADE
  constraint provider_successes_pk PRIMARY KEY (content_id, scope, name)
  constraint provider_successes_scope_check CHECK ((scope = ANY (ARRAY['branch'::text, 'tag'::text])))
  CREATE INDEX provider_successes_first ON public.provider_successes USING btree (content_id, scope, succeeded_at)
  CREATE INDEX provider_successes_settled ON public.provider_successes USING btree (content_id, scope, settled_at)

rate_counts
  key text not null
  ends_at timestamp with time zone not null
  count integer not null
  constraint rate_counts_pkey PRIMARY KEY (key, ends_at)
  CREATE INDEX rate_counts_ends_at ON public.rate_counts USING btree (ends_at)

released_versions
  id bigint not null generated always as identity
  uuid text not null
  pacticipant_id bigint not null
  version_id bigint not null
  environment_id bigint not null
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  support_ended_at timestamp with time zone
  constraint released_versions_environment_fk FOREIGN KEY (environment_id) REFERENCES environments(id) ON DELETE CASCADE
  constraint released_versions_pacticipant_fk FOREIGN KEY (pacticipant_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint released_versions_pk PRIMARY KEY (id)
  constraint released_versions_unique UNIQUE (version_id, environment_id)
  constraint released_versions_uuid_unique UNIQUE (uuid)
  constraint released_versions_version_fk FOREIGN KEY (version_id) REFERENCES versions(id) ON DELETE CASCADE
  CREATE INDEX released_versions_begun ON public.released_versions USING btree (environment_id, created_at DESC, id DESC)
  CREATE INDEX released_versions_current ON public.released_versions USING btree (environment_id, pacticipant_id, version_id) WHERE (support_ended_at IS NULL)
  CREATE INDEX released_versions_current_pacticipant ON public.released_versions USING btree (pacticipant_id) WHERE (support_ended_at IS NULL)
  CREATE INDEX released_versions_ended ON public.released_versions USING btree (environment_id, support_ended_at DESC, id DESC) WHERE (support_ended_at IS NOT NULL)
  CREATE INDEX released_versions_time ON public.released_versions USING gist (tstzrange(LEAST(created_at, support_ended_at), support_ended_at))

retention_runs
  id bigint not null generated always as identity
  uuid text not null
  dry_run boolean not null
  settings jsonb not null
  counts jsonb not null default '{}'::jsonb
  error text
  started_at timestamp with time zone not null default now()
  finished_at timestamp with time zone
  constraint retention_runs_pk PRIMARY KEY (id)
  constraint retention_runs_uuid_unique UNIQUE (uuid)
  CREATE INDEX retention_runs_newest ON public.retention_runs USING btree (started_at DESC, id DESC)

schema_migrations
  number integer not null
  name text not null
  sha256 text not null
  compatible_with integer
  applied_at timestamp with time zone not null default now()
  constraint schema_migrations_pk PRIMARY KEY (number)

sessions
  id bigint not null generated always as identity
  secret_hash bytea not null
  person_id bigint not null
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  id_token bytea
  constraint sessions_person_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
  constraint sessions_pk PRIMARY KEY (id)
  constraint sessions_secret_unique UNIQUE (secret_hash)
  CREATE INDEX sessions_expires ON public.sessions USING btree (expires_at)
  CREATE INDEX sessions_person ON public.sessions USING btree (person_id)

settings
  name text not null
  value jsonb not null
  updated_at timestamp with time zone not null default now()
  constraint settings_pk PRIMARY KEY (name)

sign_in_links
  id bigint not null generated always as identity
  secret_hash bytea not null
  person_id bigint
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  constraint sign_in_links_person_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
  constraint sign_in_links_pk PRIMARY KEY (id)
  constraint sign_in_links_secret_unique UNIQUE (secret_hash)
  CREATE INDEX sign_in_links_expires ON public.sign_in_links USING btree (expires_at)
  CREATE INDEX sign_in_links_person ON public.sign_in_links USING btree (person_id)

tags
  version_id bigint not null
  name text not null
  pacticipant_id bigint not null
  created_at timestamp with time zone not null default now()
  constraint tags_pacticipant_fk FOREIGN KEY (pacticipant_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint tags_pk PRIMARY KEY (version_id, name)
  constraint tags_version_fk FOREIGN KEY (version_id) REFERENCES versions(id) ON DELETE CASCADE
  CREATE INDEX tags_first_used ON public.tags USING btree (pacticipant_id, name, created_at)
  CREATE INDEX tags_newest ON public.tags USING btree (pacticipant_id, name, version_id DESC)

teams
  id bigint not null generated always as identity
  uuid text not null
  name text not null
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint teams_pk PRIMARY KEY (id)
  constraint teams_uuid_unique UNIQUE (uuid)
  CREATE UNIQUE INDEX teams_name_unique ON public.teams USING btree (lower(name))

token_pacticipants
  token_id bigint not null
  pacticipant text not null
  constraint token_pacticipants_pk PRIMARY KEY (token_id, pacticipant)
  constraint token_pacticipants_token_fk FOREIGN KEY (token_id) REFERENCES tokens(id) ON DELETE CASCADE

token_teams
  token_id bigint not null
  team_id bigint not null
  constraint token_teams_pk PRIMARY KEY (token_id, team_id)
  constraint token_teams_team_fk FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
  constraint token_teams_token_fk FOREIGN KEY (token_id) REFERENCES tokens(id) ON DELETE CASCADE
  CREATE INDEX token_teams_team ON public.token_teams USING btree (team_id)

tokens
  id bigint not null generated always as identity
  uuid text not null
  name text not null
  secret_hash bytea not null
  hint text not null
  person_id bigint
  scopes text[] not null
  reaches_everything boolean not null default false
  created_by text not null
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone
  revoked_at timestamp with time zone
  last_used_at timestamp with time zone
  constraint tokens_person_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
  constraint tokens_pk PRIMARY KEY (id)
  constraint tokens_secret_unique UNIQUE (secret_hash)
  constraint tokens_uuid_unique UNIQUE (uuid)
  CREATE INDEX tokens_person ON public.tokens USING btree (person_id)

triggered_webhooks
  id bigint not null generated always as identity
  uuid text not null
  webhook_id bigint
  webhook_uuid text not null
  event_name text not null
  event_context jsonb not null
  consumer_id bigint
  provider_id bigint
  contract_id bigint
  verification_id bigint
  status text not null
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  trigger_type text not null default 'resource_creation'::text
  attempts integer not null default 0
  next_attempt_at timestamp with time zone
  redelivery_of text
  constraint triggered_webhooks_consumer_fk FOREIGN KEY (consumer_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint triggered_webhooks_contract_fk FOREIGN KEY (contract_id) REFERENCES contracts(id) ON DELETE SET NULL
  constraint triggered_webhooks_pk PRIMARY KEY (id)
  constraint triggered_webhooks_provider_fk FOREIGN KEY (provider_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint triggered_webhooks_status_check CHECK ((status = ANY (ARRAY['not_run'::text, 'retrying'::text, 'success'::text, 'failure'::text])))
  constraint triggered_webhooks_trigger_type_check CHECK ((trigger_type = ANY (ARRAY['resource_creation'::text, 'user'::text])))
  constraint triggered_webhooks_uuid_unique UNIQUE (uuid)
  constraint triggered_webhooks_verification_fk FOREIGN KEY (verification_id) REFERENCES verifications(id) ON DELETE SET NULL
  constraint triggered_webhooks_webhook_fk FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE SET NULL
  CREATE INDEX triggered_webhooks_contract ON public.triggered_webhooks USING btree (contract_id)
  CREATE INDEX triggered_webhooks_created ON public.triggered_webhooks USING btree (created_at)
  CREATE INDEX triggered_webhooks_pair ON public.triggered_webhooks USING btree (consumer_id, provider_id, id DESC)
  CREATE INDEX triggered_webhooks_verification ON public.triggered_webhooks USING btree (verification_id)
  CREATE INDEX triggered_webhooks_webhook ON public.triggered_webhooks USING btree (webhook_id, id DESC)

trust_rule_pacticipants
  trust_rule_id bigint not null
  pacticipant text not null
  constraint trust_rule_pacticipants_pk PRIMARY KEY (trust_rule_id, pacticipant)
  constraint trust_rule_pacticipants_rule_fk FOREIGN KEY (trust_rule_id) REFERENCES trust_rules(id) ON DELETE CASCADE

trust_rule_teams
  trust_rule_id bigint not null
  team_id bigint not null
  constraint trust_rule_teams_pk PRIMARY KEY (trust_rule_id, team_id)
  constraint trust_rule_teams_rule_fk FOREIGN KEY (trust_rule_id) REFERENCES trust_rules(id) ON DELETE CASCADE
  constraint trust_rule_teams_team_fk FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
  CREATE INDEX trust_rule_teams_team ON public.trust_rule_teams USING btree (team_id)

trust_rules
  id bigint not null generated always as identity
  uuid text not null
  name text not null
  issuer text not null
  audience text not null
  claims jsonb not null
  scopes text[] not null
  reaches_everything boolean not null default false
  created_by text not null
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint trust_rules_pk PRIMARY KEY (id)
  constraint trust_rules_uuid_unique UNIQUE (uuid)
  CREATE INDEX trust_rules_issuer ON public.trust_rules USING btree (issuer)

verification_requests
  id bigint not null generated always as identity
  uuid text not null
  integration_id bigint not null
  content_id bigint not null
  provider_version_id bigint not null
  consumer_version_id bigint not null
  description text not null
  requested_at timestamp with time zone not null default now()
  due_at timestamp with time zone not null
  started_at timestamp with time zone
  overdue_at timestamp with time zone
  done_at timestamp with time zone
  verification_id bigint
  constraint verification_requests_consumer_version_fk FOREIGN KEY (consumer_version_id) REFERENCES versions(id) ON DELETE CASCADE
  constraint verification_requests_content_fk FOREIGN KEY (content_id) REFERENCES contents(id) ON DELETE CASCADE
  constraint verification_requests_integration_fk FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE
  constraint verification_requests_pk PRIMARY KEY (id)
  constraint verification_requests_provider_version_fk FOREIGN KEY (provider_version_id) REFERENCES versions(id) ON DELETE CASCADE
  constraint verification_requests_unique UNIQUE (content_id, provider_version_id)
  constraint verification_requests_uuid_unique UNIQUE (uuid)
  constraint verification_requests_verification_fk FOREIGN KEY (verification_id) REFERENCES verifications(id) ON DELETE SET NULL
  CREATE INDEX verification_requests_consumer_version ON public.verification_requests USING btree (consumer_version_id)
  CREATE INDEX verification_requests_due ON public.verification_requests USING btree (due_at) WHERE ((done_at IS NULL) AND (overdue_at IS NULL))
  CREATE INDEX verification_requests_open ON public.verification_requests USING btree (integration_id, content_id) WHERE (done_at IS NULL)
  CREATE INDEX verification_requests_provider_version ON public.verification_requests USING btree (provider_version_id)
  CREATE INDEX verification_requests_verification ON public.verification_requests USING btree (verification_id)

verifications
  id bigint not null generated always as identity
  content_id bigint not null
  number integer not null
  provider_version_id bigint not null
  success boolean not null
  wip boolean not null default false
  pending boolean not null default false
  build_url text
  test_results json
  verified_by jsonb
  consumer_version_selectors jsonb not null default '[]'::jsonb
  verified_at timestamp with time zone not null default now()
  created_at timestamp with time zone not null default now()
  constraint verifications_content_fk FOREIGN KEY (content_id) REFERENCES contents(id) ON DELETE CASCADE
  constraint verifications_number_unique UNIQUE (content_id, number)
  constraint verifications_pk PRIMARY KEY (id)
  constraint verifications_provider_version_fk FOREIGN KEY (provider_version_id) REFERENCES versions(id) ON DELETE CASCADE
  CREATE INDEX verifications_provider_version ON public.verifications USING btree (provider_version_id)

versions
  id bigint not null generated always as identity
  pacticipant_id bigint not null
  number text not null
  build_url text
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint versions_number_unique UNIQUE (pacticipant_id, number)
  constraint versions_pacticipant_fk FOREIGN KEY (pacticipant_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint versions_pk PRIMARY KEY (id)
  CREATE INDEX versions_newest ON public.versions USING btree (pacticipant_id, id DESC)
  CREATE INDEX versions_number_prefix ON public.versions USING btree (pacticipant_id, lower(number) text_pattern_ops)

webhook_executions
  id bigint not null generated always as identity
  triggered_webhook_id bigint not null
  success boolean not null
  logs text not null
  created_at timestamp with time zone not null default now()
  attempt integer not null default 1
  duration_ms integer
  request json
  response json
  error text
  constraint webhook_executions_pk PRIMARY KEY (id)
  constraint webhook_executions_triggered_webhook_fk FOREIGN KEY (triggered_webhook_id) REFERENCES triggered_webhooks(id) ON DELETE CASCADE
  CREATE INDEX webhook_executions_triggered_webhook ON public.webhook_executions USING btree (triggered_webhook_id, id)

webhook_targets
  origin text not null
  consecutive_failures integer not null default 0
  paused_at timestamp with time zone
  paused_until timestamp with time zone
  last_error text
  updated_at timestamp with time zone not null default now()
  constraint webhook_targets_pk PRIMARY KEY (origin)

webhooks
  id bigint not null generated always as identity
  uuid text not null
  description text
  enabled boolean not null default true
  events text[] not null
  consumer_id bigint
  provider_id bigint
  consumer_label text
  provider_label text
  method text not null
  url text not null
  headers jsonb not null default '{}'::jsonb
  body json
  username text
  secrets bytea
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  consumer_branch text
  provider_branch text
  consumer_main_branch boolean not null default false
  provider_main_branch boolean not null default false
  constraint webhooks_consumer_fk FOREIGN KEY (consumer_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint webhooks_pk PRIMARY KEY (id)
  constraint webhooks_provider_fk FOREIGN KEY (provider_id) REFERENCES pacticipants(id) ON DELETE CASCADE
  constraint webhooks_uuid_unique UNIQUE (uuid)
  CREATE INDEX webhooks_consumer ON public.webhooks USING btree (consumer_id)
  CREATE INDEX webhooks_consumer_label ON public.webhooks USING btree (consumer_label) WHERE (consumer_label IS NOT NULL)
  CREATE INDEX webhooks_provider ON public.webhooks USING btree (provider_id)
  CREATE INDEX webhooks_provider_label ON public.webhooks USING btree (provider_label) WHERE (provider_label IS NOT NULL)
