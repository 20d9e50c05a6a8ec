-- Puts one row of the register, whatever stood there.
DO $$
BEGIN
  EXECUTE (SELECT 'DROP FUNCTION ' || p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'hl'::regnamespace AND p.proname = 'put_row' AND p.pronargs = 1);
EXCEPTION WHEN null_value_not_allowed THEN
  NULL; -- there is none that took a row of the register's type
END $$;
CREATE OR REPLACE FUNCTION hl.put_row(r_hazard uuid, r_version bigint, r_position bigint, r_at timestamptz, r_row jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO hl.register SELECT w.* FROM jsonb_populate_record(NULL::hl.register,
    r_row || jsonb_build_object('hazard', r_hazard, 'version', r_version, 'position', r_position, 'recorded_at', r_at)) AS w
  ON CONFLICT (hazard) DO UPDATE SET (
    version, position, recorded_at, number, lifecycle, grade, area, area_path, sector, source, source_group, category, enterprise, site,
    place, description, discovered_on, deadline, original_deadline, reinspect_by, finished_on, unit, listing_no, listing_level,
    listing_deadline, regulator, campaigns, reopen_count, merged_into, external_system, external_id, proposals, pending, search) = ROW (
    excluded.version, excluded.position, excluded.recorded_at, excluded.number, excluded.lifecycle, excluded.grade, excluded.area,
    excluded.area_path, excluded.sector, excluded.source, excluded.source_group, excluded.category, excluded.enterprise, excluded.site,
    excluded.place, excluded.description, excluded.discovered_on, excluded.deadline, excluded.original_deadline, excluded.reinspect_by,
    excluded.finished_on, excluded.unit, excluded.listing_no, excluded.listing_level, excluded.listing_deadline, excluded.regulator,
    excluded.campaigns, excluded.reopen_count, excluded.merged_into, excluded.external_system, excluded.external_id, excluded.proposals,
    excluded.pending, excluded.search);
END $$;
