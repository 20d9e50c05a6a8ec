-- Marten's sequence follows the newest committed event and never runs ahead of it, because a number ahead of the events
-- is a hole to Marten, which waits for it and then skips it. So this runs a moment after appends have committed, as a transaction of its own;
-- the lock makes the later of two settle on the later head. Losing it in a crash leaves the sequence behind, which harms nobody.
CREATE OR REPLACE FUNCTION hl.settle() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_head bigint;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM pg_advisory_xact_lock(4729, 1);
  SELECT l.head INTO v_head FROM hl.ledger l;
  IF v_head > 0 AND v_head <> (SELECT q.last_value FROM es.mt_events_sequence q) THEN
    PERFORM setval('es.mt_events_sequence', v_head);
  END IF;
  RETURN v_head;
END $$;
