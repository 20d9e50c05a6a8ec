-- Puts events back with their positions, instants and leaves, into a ledger that holds nothing but what was put back before. For the owner only: whoever
-- runs the API has no right to it. e_: events in the order of positions; b_: the commits that they came in; both go on where the head stands.
-- Errors: HL006 what is put back does not follow on, or a ledger that has a life of its own.
CREATE OR REPLACE FUNCTION hl.restore(
  e_position bigint[], e_stream uuid[], e_stream_type text[], e_version bigint[], e_id uuid[], e_type text[], e_at timestamptz[], e_data jsonb[], e_headers jsonb[],
  b_first bigint[], b_last bigint[], b_at timestamptz[], b_leaves bytea[]) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_head  bigint;
  n       integer := cardinality(e_position);
BEGIN
  SELECT l.head INTO v_head FROM hl.ledger l FOR NO KEY UPDATE;
  IF n = 0 OR e_position[1] <> v_head + 1 OR e_position[n] <> v_head + n OR b_first[1] <> v_head + 1 OR b_last[cardinality(b_last)] <> v_head + n
     OR EXISTS (SELECT FROM hl.posting) OR EXISTS (SELECT FROM hl.register) THEN
    RAISE EXCEPTION 'what is put back must follow on position %, in a ledger of its own', v_head USING ERRCODE = 'HL006';
  END IF;
  INSERT INTO es.mt_streams AS m (id, type, version, timestamp, created)
  SELECT e.stream, max(e.stream_type), max(e.version), max(e.at), min(e.at)
  FROM unnest(e_stream, e_stream_type, e_version, e_at) AS e (stream, stream_type, version, at) GROUP BY e.stream
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, timestamp = excluded.timestamp;
  INSERT INTO es.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers)
  SELECT e.position, e.id, e.stream, e.version, e.data, e.type, e.at, e.headers
  FROM unnest(e_position, e_id, e_stream, e_version, e_data, e_type, e_at, e_headers) AS e (position, id, stream, version, data, type, at, headers);
  INSERT INTO hl.block (first, last, at, leaves)
  SELECT b.first, b.last, b.at, b.leaves FROM unnest(b_first, b_last, b_at, b_leaves) AS b (first, last, at, leaves);
  UPDATE hl.ledger SET head = v_head + n, last_at = b_at[cardinality(b_at)], others_at = v_head + n;
  RETURN v_head + n;
END $$;
