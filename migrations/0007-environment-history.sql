-- compatible-with: 0006
--
-- What was in an environment at a time, and what changed there, the newest first.

-- Ends never come before beginnings here, whatever two clocks said.
create index deployed_versions_time on deployed_versions
  using gist (tstzrange(least(created_at, undeployed_at), undeployed_at));
create index released_versions_time on released_versions
  using gist (tstzrange(least(created_at, support_ended_at), support_ended_at));

create index deployed_versions_begun on deployed_versions (environment_id, created_at desc, id desc);
create index deployed_versions_ended on deployed_versions (environment_id, undeployed_at desc, id desc)
  where undeployed_at is not null;
create index released_versions_begun on released_versions (environment_id, created_at desc, id desc);
create index released_versions_ended on released_versions (environment_id, support_ended_at desc, id desc)
  where support_ended_at is not null;
