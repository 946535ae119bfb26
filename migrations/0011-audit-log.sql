-- compatible-with: 0010
-- The audit log is only added to: what has been noted is never changed. Entries go when they are old enough.

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'entries of the audit log are never changed';
end $$;

create trigger audit_entries_append_only
  before update on audit_entries
  for each statement execute function refuse_audit_change();

create index audit_entries_action on audit_entries (action, id);
