-- The searched lines that came and went with some appends. l_hazard = whose, null = of a group that was refused; l_kind: 0 what it is, 1 a paper,
-- 2 no longer so; l_end = where a line's grams end among all. What is said to come is not there yet: the program knows the story before. For hl.append.
CREATE OR REPLACE FUNCTION hl.put_lines(l_hazard uuid[], l_kind smallint[], l_end integer[], l_grams integer[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF 2 = ANY (l_kind) THEN
    DELETE FROM hl.register_search s USING generate_series(1, cardinality(l_kind)) AS l (i)
    WHERE l_kind[l.i] = 2 AND s.hazard = l_hazard[l.i] AND s.grams = l_grams[coalesce(l_end[l.i - 1], 0) + 1:l_end[l.i]];
    UPDATE hl.register_search s SET paper = true FROM unnest(l_hazard, l_kind) AS l (hazard, kind) WHERE l.kind = 0 AND s.hazard = l.hazard AND NOT s.paper;
  END IF;
  INSERT INTO hl.register_search (hazard, paper, grams)
    SELECT l_hazard[l.i], l_kind[l.i] = 1, l_grams[coalesce(l_end[l.i - 1], 0) + 1:l_end[l.i]]
    FROM generate_series(1, cardinality(l_kind)) AS l (i) WHERE l_kind[l.i] < 2 AND l_hazard[l.i] IS NOT NULL;
END $$;
