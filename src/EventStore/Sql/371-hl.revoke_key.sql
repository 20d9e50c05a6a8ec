-- True when the key is there, revoked now or before; the first revocation is the one that stays written.
CREATE OR REPLACE FUNCTION hl.revoke_key(p_id uuid, p_by text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE hl.access_key k SET revoked_at = clock_timestamp(), revoked_by = p_by WHERE k.id = p_id AND k.revoked_at IS NULL;
  RETURN FOUND OR EXISTS (SELECT FROM hl.access_key k WHERE k.id = p_id);
END $$;
