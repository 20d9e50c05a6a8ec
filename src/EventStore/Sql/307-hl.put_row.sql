-- Puts one row of the register, whatever stood there.
CREATE OR REPLACE FUNCTION hl.put_row(w hl.register) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO hl.register VALUES (w.*) ON CONFLICT (hazard) DO UPDATE SET (
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
