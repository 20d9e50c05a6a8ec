-- hl.append for one group of one stream: what a caller who is alone sends. The same checks in the same order, the same rows, the same statuses (see there),
-- but simple statements whose plans are kept instead of one over arrays: for a group alone that is half the work. A group of several streams, and
-- groups together, go to hl.append; what the two leave in the tables is compared by a test.
-- e_: events in order. k_: key claims. p_: postings (p_event = 1, 2 … among the events). r_row: the register row, or null.
-- l_: searched lines (see hl.put_lines).
DO $$
DECLARE
  old oid := (SELECT p.oid FROM pg_proc p JOIN pg_namespace s ON s.oid = p.pronamespace WHERE s.nspname = 'hl' AND p.proname = 'append_one' AND NOT 'l_grams' = ANY (p.proargnames));
BEGIN
  IF old IS NOT NULL THEN
    EXECUTE 'DROP FUNCTION ' || old::regprocedure; -- as with hl.append
  END IF;
END $$;
CREATE OR REPLACE FUNCTION hl.append_one(
  of_generation integer, g_caller text, g_key text, g_hash bytea, g_clock timestamptz, g_others bigint,
  s_id uuid, s_type text, s_expected bigint,
  e_id uuid[], e_type text[], e_data jsonb[], e_headers jsonb[], e_data_hash bytea[], e_headers_hash bytea[],
  k_kind text[], k_value text[],
  p_event integer[], p_n smallint[], p_cause smallint[], p_code smallint[], p_day date[], p_cohort date[], p_mark date[],
  p_dims integer[], p_party integer[], p_amount bigint[], r_row jsonb,
  l_kind smallint[], l_end integer[], l_grams integer[],
  OUT o_status integer[], OUT o_position bigint[], OUT o_at timestamptz[], OUT o_version bigint[], OUT o_stream uuid[], OUT o_claim integer[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  n            integer := cardinality(e_id);
  v_head       bigint;
  v_at         timestamptz;
  v_generation integer;
  v_synthetic  boolean;
  v_others     bigint;
  v_version    bigint;
  v_archived   boolean;
  v_starts     boolean;
  v_same       boolean;
  v_first      bigint;
  v_count      integer;
  v_holder     uuid;
  v_new_keys   integer[] := '{}';
  v_stamp      bigint;
  v_leaves     bytea := '';
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'hl.append_one needs READ COMMITTED: it must see what was committed while it waited for the head' USING ERRCODE = 'HL001';
  END IF;
  SELECT l.head, l.last_at, l.generation, l.synthetic, l.others_at INTO v_head, v_at, v_generation, v_synthetic, v_others FROM hl.ledger l FOR NO KEY UPDATE;
  IF v_head = 0 THEN
    v_generation := greatest(v_generation, of_generation);
  END IF;
  o_position := '{NULL}';
  o_at := '{NULL}';
  o_version := '{NULL}';
  o_stream := '{NULL}';
  o_claim := '{NULL}';
  IF of_generation <> v_generation THEN
    o_status := '{5}';
    o_version := ARRAY[v_generation::bigint];
    RETURN;
  END IF;

  SELECT r.body_hash = g_hash, r.first_position, r.count INTO v_same, v_first, v_count FROM hl.request r WHERE r.caller = g_caller AND r.key = g_key;
  IF FOUND THEN
    o_status := ARRAY[CASE WHEN v_same THEN 2 ELSE 3 END];
    IF v_same THEN
      o_position := ARRAY[v_first];
      o_version := ARRAY[v_count::bigint];
    END IF;
    RETURN;
  END IF;
  IF g_others < v_others THEN
    o_status := '{7}';
    o_version := ARRAY[v_others];
    RETURN;
  END IF;
  SELECT m.version, m.is_archived INTO v_version, v_archived FROM es.mt_streams m WHERE m.id = s_id;
  v_starts := v_version IS NULL;
  v_version := coalesce(v_version, 0);
  IF v_version <> s_expected OR v_archived THEN
    o_status := ARRAY[CASE WHEN v_archived THEN 6 ELSE 1 END];
    o_version := ARRAY[v_version];
    o_stream := ARRAY[s_id];
    RETURN;
  END IF;
  FOR i IN 1..cardinality(k_kind) LOOP
    SELECT h.stream INTO v_holder FROM hl.key h WHERE h.kind = k_kind[i] AND h.value = k_value[i];
    IF NOT FOUND THEN
      v_new_keys := v_new_keys || i;
    ELSIF v_holder <> s_id THEN
      o_status := '{4}';
      o_claim := ARRAY[i];
      o_stream := ARRAY[v_holder];
      RETURN;
    END IF;
  END LOOP;

  v_at := greatest(v_at, CASE WHEN v_synthetic THEN coalesce(g_clock, clock_timestamp()) ELSE clock_timestamp() END);
  v_stamp := extract(epoch FROM v_at) * 1000000;
  IF v_starts THEN
    INSERT INTO es.mt_streams (id, type, version, timestamp, created) VALUES (s_id, s_type, n, v_at, v_at);
  ELSE
    UPDATE es.mt_streams SET version = v_version + n, timestamp = v_at WHERE id = s_id;
  END IF;
  FOR i IN 1..n LOOP
    INSERT INTO es.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers)
      VALUES (v_head + i, e_id[i], s_id, v_version + i, e_data[i], e_type[i], v_at, e_headers[i]);
    v_leaves := v_leaves || hl.leaf(v_head + i, s_id, v_version + i, e_id[i], v_stamp, e_type[i], e_headers_hash[i], e_data_hash[i]);
  END LOOP;
  IF g_key IS NOT NULL THEN
    INSERT INTO hl.request (caller, key, body_hash, first_position, count) VALUES (g_caller, g_key, g_hash, v_head + 1, n);
  END IF;
  IF cardinality(p_event) > 0 THEN
    INSERT INTO hl.posting (position, n, hazard, cause, code, day, cohort, mark, dims, party, amount, generation)
      SELECT v_head + p_event[p.i], p_n[p.i], s_id, p_cause[p.i], p_code[p.i], p_day[p.i], p_cohort[p.i], p_mark[p.i], p_dims[p.i], p_party[p.i], p_amount[p.i], v_generation
      FROM generate_series(1, cardinality(p_event)) AS p (i);
  END IF;
  IF r_row IS NOT NULL THEN
    PERFORM hl.put_row(s_id, v_version + n, v_head + n, v_at, r_row);
  END IF;
  IF cardinality(l_kind) > 0 THEN
    PERFORM hl.put_lines(array_fill(s_id, ARRAY[cardinality(l_kind)]), l_kind, l_end, l_grams);
  END IF;
  FOREACH v_count IN ARRAY v_new_keys LOOP
    INSERT INTO hl.key (kind, value, stream) VALUES (k_kind[v_count], k_value[v_count], s_id);
  END LOOP;
  INSERT INTO hl.block (first, last, at, leaves) VALUES (v_head + 1, v_head + n, v_at, v_leaves);
  UPDATE hl.ledger SET head = v_head + n, last_at = v_at, generation = v_generation,
    others_at = CASE WHEN s_type = 'hazard' THEN v_others ELSE v_head + n END WHERE head = v_head;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the head moved while it was held' USING ERRCODE = 'HL005';
  END IF;
  o_status := '{0}';
  o_position := ARRAY[v_head + 1];
  o_at := ARRAY[v_at];
END $$;
