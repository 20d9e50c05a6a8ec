-- Marten's daemon keeps its high-water mark through these two functions and cannot start without them, and a guest has no right to make
-- them. Names, arguments and effect are Marten 9's; they touch nothing but Marten's own bookkeeping, with the guest's own rights.
CREATE OR REPLACE FUNCTION es.mt_mark_event_progression(name varchar, last_encountered bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO es.mt_event_progression AS p (name, last_seq_id, last_updated) VALUES ($1, $2, transaction_timestamp())
  ON CONFLICT ON CONSTRAINT pk_mt_event_progression DO UPDATE SET last_seq_id = EXCLUDED.last_seq_id, last_updated = EXCLUDED.last_updated
$$;

-- A hole between two positions cannot be here: the append leaves none. Should a guest's clock make it believe in one, its mark moves on only
-- from where it stood, and what it believed is written down.
CREATE OR REPLACE FUNCTION es.mt_mark_progression_with_skip(shard_name varchar, ending_sequence bigint, starting_sequence bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_stood bigint;
BEGIN
  SELECT p.last_seq_id INTO v_stood FROM es.mt_event_progression p WHERE p.name = $1 FOR UPDATE;
  IF v_stood IS NOT NULL AND v_stood <> $3 THEN
    RETURN v_stood;
  END IF;
  PERFORM es.mt_mark_event_progression($1, $2);
  IF $2 > $3 THEN
    INSERT INTO es.mt_high_water_skips (ending_sequence, starting_sequence) VALUES ($2, $3)
    ON CONFLICT ON CONSTRAINT pkey_mt_high_water_skips_ending_sequence DO NOTHING;
  END IF;
  RETURN $2;
END $$;
