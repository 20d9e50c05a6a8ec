-- Every stream that holds a key of a kind, with its version: one snapshot. Asked before each decision for a kind with few keys, so its plan is made once
-- and must not depend on how many keys other kinds have.
CREATE OR REPLACE FUNCTION hl.streams_by_key(of_kind text) RETURNS TABLE (stream uuid, version bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  RETURN QUERY SELECT DISTINCT k.stream, m.version FROM hl.key k
    JOIN LATERAL (SELECT m.version FROM es.mt_streams m WHERE m.id = k.stream OFFSET 0) m ON true WHERE k.kind = of_kind;
END $$;
