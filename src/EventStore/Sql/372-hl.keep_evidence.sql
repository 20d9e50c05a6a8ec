-- 'kept' now, 'known' from this caller before, 'quota' when the caller's bytes since p_since would pass p_quota, or 'full' when all files
-- together would pass p_whole. Uploads of one caller wait for each other here, and all of them at the weight, because two together could pass
-- a limit that each alone keeps; so whoever calls commits at once. He holds hl.hold_evidence and has brought the bytes to their place before.
DROP FUNCTION IF EXISTS hl.keep_evidence(bytea, text, text, bigint, text, timestamptz, timestamptz, bigint);
CREATE OR REPLACE FUNCTION hl.keep_evidence(
  p_sha256 bytea, p_caller text, p_media_type text, p_bytes bigint, p_by text, p_at timestamptz, p_since timestamptz, p_quota bigint, p_whole bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(4730, hashtext(p_caller));
  IF EXISTS (SELECT FROM hl.evidence e WHERE e.sha256 = p_sha256 AND e.caller = p_caller) THEN
    UPDATE hl.evidence e SET wanted_at = greatest(e.wanted_at, p_at) WHERE e.sha256 = p_sha256 AND e.caller = p_caller;
    RETURN 'known';
  END IF;
  IF p_bytes + (SELECT coalesce(sum(e.bytes), 0) FROM hl.evidence e WHERE e.caller = p_caller AND e.uploaded_at >= p_since) > p_quota THEN
    RETURN 'quota';
  END IF;
  IF NOT EXISTS (SELECT FROM hl.evidence e WHERE e.sha256 = p_sha256) THEN
    UPDATE hl.evidence_weight w SET bytes = w.bytes + p_bytes WHERE w.bytes + p_bytes <= p_whole;
    IF NOT FOUND THEN
      RETURN 'full';
    END IF;
  END IF;
  INSERT INTO hl.evidence (sha256, caller, media_type, bytes, uploaded_by, uploaded_at)
  VALUES (p_sha256, p_caller, p_media_type, p_bytes, p_by, p_at);
  RETURN 'kept';
END $$;
