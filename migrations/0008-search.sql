-- compatible-with: 0006
--
-- Versions are searched by how their numbers begin, in lower case, application by application.
create index versions_number_prefix on versions (pacticipant_id, lower(number) text_pattern_ops);
