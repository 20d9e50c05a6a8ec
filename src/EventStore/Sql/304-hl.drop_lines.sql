-- The searched lines that went with some appends; those that come are put there by the append itself. l_hazard = whose, null = of a group that was
-- refused; l_kind: 0 what it is, 1 a paper, 2 no longer so; l_end = where a line's grams end among all. For hl.append and hl.append_one.
DROP FUNCTION IF EXISTS hl.put_lines(uuid[], smallint[], integer[], integer[]); -- which also put those that come
CREATE OR REPLACE FUNCTION hl.drop_lines(l_hazard uuid[], l_kind smallint[], l_end integer[], l_grams integer[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM hl.register_search s USING generate_series(1, cardinality(l_kind)) AS l (i)
  WHERE l_kind[l.i] = 2 AND s.hazard = l_hazard[l.i] AND s.grams = l_grams[coalesce(l_end[l.i - 1], 0) + 1:l_end[l.i]];
  UPDATE hl.register_search s SET paper = true FROM unnest(l_hazard, l_kind) AS l (hazard, kind) WHERE l.kind = 0 AND s.hazard = l.hazard AND NOT s.paper;
END $$;
