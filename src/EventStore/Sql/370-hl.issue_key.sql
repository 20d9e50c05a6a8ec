CREATE OR REPLACE FUNCTION hl.issue_key(
  p_id uuid, p_name text, p_person text, p_organisation text, p_roles text[], p_areas text[], p_sectors text[],
  p_enterprise text, p_hash bytea, p_expires_on date, p_created_by text) RETURNS timestamptz
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO hl.access_key (id, name, person, organisation, roles, areas, sectors, enterprise, hash, expires_on, created_by)
  VALUES (p_id, p_name, p_person, p_organisation, p_roles, p_areas, p_sectors, p_enterprise, p_hash, p_expires_on, p_created_by)
  RETURNING created_at
$$;
