DROP FUNCTION IF EXISTS hl.dims_id(text, text, text, text, text, text, text, text[]); -- of generation 1
CREATE OR REPLACE FUNCTION hl.dims_id(
  d_area text, d_area_path text, d_sector text, d_grade text, d_source text, d_source_group text, d_regulator text, d_campaigns text[], d_found_by text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_id integer;
BEGIN
  LOOP
    SELECT d.id INTO v_id FROM hl.dims d
    WHERE d.area = d_area AND d.area_path = d_area_path AND d.sector = d_sector AND d.grade = d_grade AND d.source = d_source
      AND d.source_group = d_source_group AND d.regulator IS NOT DISTINCT FROM d_regulator AND d.campaigns = d_campaigns AND d.found_by = d_found_by;
    IF FOUND THEN
      RETURN v_id;
    END IF;
    INSERT INTO hl.dims (area, area_path, sector, grade, source, source_group, regulator, campaigns, found_by)
    VALUES (d_area, d_area_path, d_sector, d_grade, d_source, d_source_group, d_regulator, d_campaigns, d_found_by)
    ON CONFLICT DO NOTHING RETURNING id INTO v_id;
    IF FOUND THEN
      RETURN v_id;
    END IF; -- somebody else was first: look again
  END LOOP;
END $$;
