-- 'kept' now, 'known' from this caller before, or 'quota' when the caller's bytes since p_since would pass p_quota.
-- Uploads of one caller wait for each other here, because two of them together could pass a quota that each alone keeps.
CREATE OR REPLACE FUNCTION hl.keep_evidence(
  p_sha256 bytea, p_caller text, p_media_type text, p_bytes bigint, p_by text, p_at timestamptz, p_since timestamptz, p_quota bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(4730, hashtext(p_caller));
  IF EXISTS (SELECT FROM hl.evidence e WHERE e.sha256 = p_sha256 AND e.caller = p_caller) THEN
    RETURN 'known';
  END IF;
  IF p_bytes + (SELECT coalesce(sum(e.bytes), 0) FROM hl.evidence e WHERE e.caller = p_caller AND e.uploaded_at >= p_since) > p_quota THEN
    RETURN 'quota';
  END IF;
  INSERT INTO hl.evidence (sha256, caller, media_type, bytes, uploaded_by, uploaded_at)
  VALUES (p_sha256, p_caller, p_media_type, p_bytes, p_by, p_at);
  RETURN 'kept';
END $$;
