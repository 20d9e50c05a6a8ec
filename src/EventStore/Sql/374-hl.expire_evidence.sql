-- Whoever brings the bytes of a digest to their place or takes them away holds it until his transaction ends.
CREATE OR REPLACE FUNCTION hl.hold_evidence(p_sha256 bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_advisory_xact_lock(4731, hashtext(encode(p_sha256, 'hex')))
$$;
-- Those of the digests that are kept. One that would go before long is wanted from p_at on: what an append is told here cannot be swept
-- away under it. An expiry under way is waited for, and what it took is not among the answers.
CREATE OR REPLACE FUNCTION hl.want_evidence(p_sha256 bytea[], p_at timestamptz, p_renew_before timestamptz) RETURNS SETOF bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE hl.evidence e SET wanted_at = p_at WHERE e.sha256 = ANY (p_sha256) AND coalesce(e.wanted_at, e.uploaded_at) < p_renew_before;
  RETURN QUERY SELECT DISTINCT e.sha256 FROM hl.evidence e WHERE e.sha256 = ANY (p_sha256);
END $$;
-- True when an event of some hazard cites the file; the key that leads from a file to its hazards says so for ever.
CREATE OR REPLACE FUNCTION hl.is_cited(p_sha256 bytea) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM hl.key k WHERE k.kind = 'evidence'
    AND k.value COLLATE "C" >= encode(p_sha256, 'hex') || '/' AND k.value COLLATE "C" < encode(p_sha256, 'hex') || '0')
$$;
-- Digests with rows that were last wanted before p_before and that no event cites, after p_after.
CREATE OR REPLACE FUNCTION hl.unclaimed_evidence(p_before timestamptz, p_after bytea, p_limit integer) RETURNS SETOF bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT e.sha256 FROM hl.evidence e
  WHERE coalesce(e.wanted_at, e.uploaded_at) < p_before AND e.sha256 > p_after AND NOT hl.is_cited(e.sha256) ORDER BY 1 LIMIT p_limit
$$;
-- Takes such rows of one digest away. True when none is left: the bytes may go, before the caller's transaction ends. He holds hl.hold_evidence.
CREATE OR REPLACE FUNCTION hl.expire_evidence(p_sha256 bytea, p_before timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_bytes bigint;
BEGIN
  SELECT max(e.bytes) INTO v_bytes FROM hl.evidence e WHERE e.sha256 = p_sha256;
  DELETE FROM hl.evidence e WHERE e.sha256 = p_sha256 AND coalesce(e.wanted_at, e.uploaded_at) < p_before AND NOT hl.is_cited(e.sha256);
  IF NOT FOUND OR EXISTS (SELECT FROM hl.evidence e WHERE e.sha256 = p_sha256) THEN
    RETURN false;
  END IF;
  UPDATE hl.evidence_weight w SET bytes = greatest(w.bytes - v_bytes, 0);
  RETURN true;
END $$;
