-- compatible-with: 0011
-- How often somebody has asked within a span of time, as the brokers of a database tell each other. Rows are worth
-- nothing after their span.

create table rate_counts (
  key text not null,
  ends_at timestamptz not null,
  count integer not null,
  constraint rate_counts_pkey primary key (key, ends_at)
);

create index rate_counts_ends_at on rate_counts (ends_at);
