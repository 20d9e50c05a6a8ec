-- The next numbers of a series: the last of so many in a row. The commit does not wait for the disk, because no number can outlive its
-- loss: an event that carries one commits later, and the disk takes what is committed in order.
DROP FUNCTION IF EXISTS hl.next_number(text);
CREATE OR REPLACE FUNCTION hl.next_number(of_series text, many integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_last bigint;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO hl.number AS n (series, last) VALUES (of_series, many)
  ON CONFLICT (series) DO UPDATE SET last = n.last + many RETURNING n.last INTO v_last;
  RETURN v_last;
END $$;
