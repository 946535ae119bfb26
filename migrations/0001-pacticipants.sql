-- Who takes part, and the versions they release.

create table pacticipants (
  id bigint generated always as identity constraint pacticipants_pk primary key,
  name text not null constraint pacticipants_name_unique unique,
  display_name text not null,
  repository_url text,
  repository_name text,
  repository_namespace text,
  main_branch text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index pacticipants_lower_name on pacticipants (lower(name), name);

create table labels (
  pacticipant_id bigint not null constraint labels_pacticipant_fk references pacticipants on delete cascade,
  name text not null,
  created_at timestamptz not null default now(),
  constraint labels_pk primary key (pacticipant_id, name)
);
create index labels_name on labels (name);

-- Versions are ordered by when the broker first heard of them, and their ids are that order: every table that
-- refers to a version can be read newest first by one step down an index.
create table versions (
  id bigint generated always as identity constraint versions_pk primary key,
  pacticipant_id bigint not null constraint versions_pacticipant_fk references pacticipants on delete cascade,
  number text not null,
  build_url text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint versions_number_unique unique (pacticipant_id, number)
);
create index versions_newest on versions (pacticipant_id, id desc);

-- head_version_id is the version that was put on the branch last; it may have no contract.
create table branches (
  id bigint generated always as identity constraint branches_pk primary key,
  pacticipant_id bigint not null constraint branches_pacticipant_fk references pacticipants on delete cascade,
  name text not null,
  head_version_id bigint constraint branches_head_version_fk references versions on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint branches_name_unique unique (pacticipant_id, name)
);
create index branches_recent on branches (pacticipant_id, updated_at desc, id desc);
create index branches_head_version on branches (head_version_id);

create table branch_versions (
  id bigint generated always as identity constraint branch_versions_pk primary key,
  branch_id bigint not null constraint branch_versions_branch_fk references branches on delete cascade,
  version_id bigint not null constraint branch_versions_version_fk references versions on delete cascade,
  auto_created boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint branch_versions_unique unique (version_id, branch_id)
);
create index branch_versions_added on branch_versions (branch_id, id desc);
create index branch_versions_newest on branch_versions (branch_id, version_id desc);

create table tags (
  version_id bigint not null constraint tags_version_fk references versions on delete cascade,
  name text not null,
  pacticipant_id bigint not null constraint tags_pacticipant_fk references pacticipants on delete cascade,
  created_at timestamptz not null default now(),
  constraint tags_pk primary key (version_id, name)
);
create index tags_newest on tags (pacticipant_id, name, version_id desc);
create index tags_first_used on tags (pacticipant_id, name, created_at);
