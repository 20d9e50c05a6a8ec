-- The mark of a follower, locked until the transaction ends; null while another transaction holds it. A new follower begins at the head of now:
-- what wants the past asks for it by position. The commit does not wait for the disk: mark and work are lost together or not at all, and the disk
-- takes what is committed in order, so no mark outlives the events before it.
CREATE OR REPLACE FUNCTION hl.take_follower(of_name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_position bigint;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  IF NOT EXISTS (SELECT FROM hl.follower f WHERE f.name = of_name) THEN
    INSERT INTO hl.follower (name, position) SELECT of_name, l.head FROM hl.ledger l ON CONFLICT DO NOTHING;
  END IF;
  SELECT f.position INTO v_position FROM hl.follower f WHERE f.name = of_name FOR UPDATE SKIP LOCKED;
  RETURN v_position;
END $$;
-- Moves the mark in the transaction in which the follower has written. HL006: it stood somewhere else.
CREATE OR REPLACE FUNCTION hl.move_follower(of_name text, of_from bigint, of_to bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE hl.follower SET position = of_to, moved_at = clock_timestamp() WHERE name = of_name AND position = of_from AND of_to > of_from;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'follower % does not stand at %', of_name, of_from USING ERRCODE = 'HL006';
  END IF;
END $$;
