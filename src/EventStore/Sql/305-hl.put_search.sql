-- Brings the searched lines of hazards to what their rows say ("grams": one array of integers, as text, for each line). For hl.append and hl.put_rows.
CREATE OR REPLACE FUNCTION hl.put_search(r_hazard uuid[], r_row jsonb[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM hl.register_search s USING unnest(r_hazard, r_row) AS r (hazard, row)
  WHERE s.hazard = r.hazard AND r.row ? 'grams' AND NOT (r.row -> 'grams') ? s.grams::text;
  INSERT INTO hl.register_search (hazard, grams)
    SELECT r.hazard, g::integer[] FROM unnest(r_hazard, r_row) AS r (hazard, row), jsonb_array_elements_text(r.row -> 'grams') AS g
    WHERE r.row ? 'grams' AND NOT EXISTS (SELECT FROM hl.register_search s WHERE s.hazard = r.hazard AND s.grams = g::integer[]);
END $$;
