-- compatible-with: 0006
-- The newest results of a pair, of those that succeeded or failed, without looking at the others.
create index latest_verifications_recent on latest_verifications (integration_id, success, verification_id desc);
