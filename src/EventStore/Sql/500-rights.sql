-- Runtime roles read, and call what appends. They own nothing and write no table.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hl FROM PUBLIC;
GRANT USAGE ON SCHEMA es, hl TO hl_app, hl_reader, hl_auditor;
GRANT SELECT ON ALL TABLES IN SCHEMA es, hl TO hl_app, hl_reader, hl_auditor;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA es TO hl_app, hl_reader, hl_auditor;
GRANT EXECUTE ON FUNCTION hl.append, hl.append_one, hl.settle, hl.next_number, hl.dims_id, hl.party_id, hl.position_at, hl.leaf, hl.streams_by_key, hl.tidy_search TO hl_app;
GRANT EXECUTE ON FUNCTION hl.position_at, hl.leaf TO hl_reader, hl_auditor;
-- A guest is a program on Marten that reads the events and projects: it keeps Marten's own bookkeeping, and appends nothing.
GRANT USAGE ON SCHEMA es TO hl_guest;
GRANT SELECT ON es.mt_events, es.mt_streams, es.mt_events_sequence TO hl_guest;
GRANT SELECT, INSERT, UPDATE, DELETE ON es.mt_event_progression, es.mt_high_water_skips TO hl_guest;
REVOKE ALL ON FUNCTION es.mt_mark_event_progression, es.mt_mark_progression_with_skip FROM PUBLIC;
GRANT EXECUTE ON FUNCTION es.mt_mark_event_progression, es.mt_mark_progression_with_skip TO hl_guest;
