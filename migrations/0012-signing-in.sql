-- compatible-with: 0011
-- People sign in: with an identity provider, or with a link that is good for once.

-- What the provider said of the person, sealed: it ends its own session when it is shown that again.
alter table sessions add column id_token bytea;

create table sign_in_links (
  id bigint generated always as identity constraint sign_in_links_pk primary key,
  secret_hash bytea not null constraint sign_in_links_secret_unique unique,
  -- Whom it signs in; null for the first administrator, who is not there before.
  person_id bigint constraint sign_in_links_person_fk references people on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sign_in_links_person on sign_in_links (person_id);
create index sign_in_links_expires on sign_in_links (expires_at);

create index people_name on people (lower(name), id);
