-- Brings the searched lines of hazards to what their rows say ("grams": one array of integers, as text, for each line; the first is what the hazard is,
-- the others are papers). For hl.put_rows.
CREATE OR REPLACE FUNCTION hl.put_search(r_hazard uuid[], r_row jsonb[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM hl.register_search s USING unnest(r_hazard, r_row) AS r (hazard, row)
  WHERE s.hazard = r.hazard AND r.row ? 'grams' AND NOT EXISTS (
    SELECT FROM jsonb_array_elements_text(r.row -> 'grams') WITH ORDINALITY AS g (line, i) WHERE g.line = s.grams::text AND (g.i > 1) = s.paper);
  INSERT INTO hl.register_search (hazard, paper, grams)
    SELECT r.hazard, g.i > 1, g.line::integer[] FROM unnest(r_hazard, r_row) AS r (hazard, row), jsonb_array_elements_text(r.row -> 'grams') WITH ORDINALITY AS g (line, i)
    WHERE r.row ? 'grams' AND NOT EXISTS (SELECT FROM hl.register_search s WHERE s.hazard = r.hazard AND s.grams = g.line::integer[]);
END $$;
