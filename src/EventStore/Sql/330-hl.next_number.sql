CREATE OR REPLACE FUNCTION hl.next_number(of_series text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO hl.number AS n (series, last) VALUES (of_series, 1)
  ON CONFLICT (series) DO UPDATE SET last = n.last + 1 RETURNING n.last
$$;
