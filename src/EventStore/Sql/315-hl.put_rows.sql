-- Register rows made again from the events: put where there is none, or an older one, or another of the same version. The same columns as hl.append.
-- Returns how many were wrong. For the owner only.
CREATE OR REPLACE FUNCTION hl.put_rows(r_hazard uuid[], r_version bigint[], r_position bigint[], r_at timestamptz[], r_row jsonb[]) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_wrong bigint;
BEGIN
  WITH made AS (
    SELECT w.* FROM unnest(r_hazard, r_version, r_position, r_at, r_row) AS r (hazard, version, position, at, row),
      LATERAL jsonb_populate_record(NULL::hl.register,
        r.row || jsonb_build_object('hazard', r.hazard, 'version', r.version, 'position', r.position, 'recorded_at', r.at)) AS w),
  put AS (
    INSERT INTO hl.register AS old SELECT * FROM made
    ON CONFLICT (hazard) DO UPDATE SET (
      version, position, recorded_at, number, lifecycle, grade, area, area_path, sector, source, source_group, category, enterprise, site,
      place, description, discovered_on, deadline, original_deadline, reinspect_by, finished_on, unit, listing_no, listing_level,
      listing_deadline, regulator, campaigns, reopen_count, merged_into, external_system, external_id, proposals, pending, search) = ROW (
      excluded.version, excluded.position, excluded.recorded_at, excluded.number, excluded.lifecycle, excluded.grade, excluded.area,
      excluded.area_path, excluded.sector, excluded.source, excluded.source_group, excluded.category, excluded.enterprise, excluded.site,
      excluded.place, excluded.description, excluded.discovered_on, excluded.deadline, excluded.original_deadline, excluded.reinspect_by,
      excluded.finished_on, excluded.unit, excluded.listing_no, excluded.listing_level, excluded.listing_deadline, excluded.regulator,
      excluded.campaigns, excluded.reopen_count, excluded.merged_into, excluded.external_system, excluded.external_id, excluded.proposals,
      excluded.pending, excluded.search)
    WHERE old.version < excluded.version OR (old.version = excluded.version AND old IS DISTINCT FROM excluded)
    RETURNING 1)
  SELECT count(*) INTO v_wrong FROM put;
  PERFORM hl.put_search(r_hazard, r_row);
  IF v_wrong > 0 THEN
    UPDATE hl.register_edition SET edition = edition + 1;
  END IF;
  RETURN v_wrong;
END $$;
