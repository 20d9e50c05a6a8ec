-- The last position recorded at or before an instant. Only in a demonstration ledger do the events of one block differ in time,
-- so the block after the answer is looked into as well.
CREATE OR REPLACE FUNCTION hl.position_at(instant timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(
    (SELECT max(e.seq_id) FROM hl.block n JOIN es.mt_events e ON e.seq_id BETWEEN n.first AND n.last
     WHERE n.first = whole.last + 1 AND e.timestamp <= instant), whole.last)
  FROM (SELECT coalesce((SELECT b.last FROM hl.block b WHERE b.at <= instant ORDER BY b.at DESC, b.last DESC LIMIT 1), 0) AS last) whole
$$;
