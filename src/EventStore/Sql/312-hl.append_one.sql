-- hl.append for one group of one event: what most callers send who are alone. The same checks in the same order, the same rows, the same statuses (see
-- there), but simple statements whose plans are kept instead of one over arrays, and arguments that are single values: each array that a function
-- takes costs it a microsecond before it begins, and an empty one as much as a full one, so what there is none of is null. What the two functions leave
-- in the tables is compared by a test; a group of several events or streams, and many groups together, go to hl.append.
-- k_: key claims, kind and value by turns. p_: postings, eight numbers each: cause, code, day, cohort, mark or null, dims, party, amount, where days count
-- from 2000-01-01. r_row: the register row; null with r_stands: the one that stands says so already, but for what the append fills itself.
-- l_: searched lines (see hl.drop_lines).
DO $$
DECLARE
  old oid;
BEGIN
  FOR old IN
    SELECT p.oid FROM pg_proc p JOIN pg_namespace s ON s.oid = p.pronamespace
    WHERE s.nspname = 'hl' AND (p.proname = 'append_one' AND NOT 'r_stands' = ANY (p.proargnames) OR p.proname = 'put_row')
  LOOP
    -- As with hl.append. What hl.put_row did stands below, for a function in a function costs as much as a look-up; one of them takes a row of the
    -- register's type, and would keep the register from being replaced.
    EXECUTE 'DROP FUNCTION ' || old::regprocedure;
  END LOOP;
END $$;
CREATE OR REPLACE FUNCTION hl.append_one(
  of_generation integer, g_caller text, g_key text, g_hash bytea, g_clock timestamptz, g_others bigint,
  s_id uuid, s_type text, s_expected bigint,
  e_id uuid, e_type text, e_data jsonb, e_headers jsonb, e_data_hash bytea, e_headers_hash bytea,
  k_claims text[], p_legs bigint[], r_row jsonb, r_stands boolean, l_kind smallint[], l_end integer[], l_grams integer[],
  OUT o_status integer, OUT o_position bigint, OUT o_at timestamptz, OUT o_version bigint, OUT o_stream uuid, OUT o_claim integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
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
  v_new_keys   text[];
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'hl.append_one needs READ COMMITTED: it must see what was committed while it waited for the head' USING ERRCODE = 'HL001';
  END IF;
  SELECT l.head, l.last_at, l.generation, l.synthetic, l.others_at INTO v_head, v_at, v_generation, v_synthetic, v_others FROM hl.ledger l FOR NO KEY UPDATE;
  IF v_head = 0 THEN
    v_generation := greatest(v_generation, of_generation);
  END IF;
  IF of_generation <> v_generation THEN
    o_status := 5;
    o_version := v_generation;
    RETURN;
  END IF;

  SELECT r.first_position, r.count, r.body_hash = g_hash, m.version, m.is_archived INTO v_first, v_count, v_same, v_version, v_archived
  FROM (SELECT) AS one
  LEFT JOIN hl.request r ON r.caller = g_caller AND r.key = g_key
  LEFT JOIN es.mt_streams m ON m.id = s_id;
  IF v_first IS NOT NULL THEN
    o_status := CASE WHEN v_same THEN 2 ELSE 3 END;
    IF v_same THEN
      o_position := v_first;
      o_version := v_count;
    END IF;
    RETURN;
  END IF;
  IF g_others < v_others THEN
    o_status := 7;
    o_version := v_others;
    RETURN;
  END IF;
  v_starts := v_version IS NULL;
  v_version := coalesce(v_version, 0);
  IF v_version <> s_expected OR v_archived THEN
    o_status := CASE WHEN v_archived THEN 6 ELSE 1 END;
    o_version := v_version;
    o_stream := s_id;
    RETURN;
  END IF;
  IF k_claims IS NOT NULL THEN
    v_new_keys := '{}';
    FOR i IN 1..cardinality(k_claims) / 2 LOOP
      SELECT h.stream INTO v_holder FROM hl.key h WHERE h.kind = k_claims[2 * i - 1] AND h.value = k_claims[2 * i];
      IF NOT FOUND THEN
        v_new_keys := v_new_keys || k_claims[2 * i - 1:2 * i];
      ELSIF v_holder <> s_id THEN
        o_status := 4;
        o_claim := i;
        o_stream := v_holder;
        RETURN;
      END IF;
    END LOOP;
  END IF;

  v_at := greatest(v_at, CASE WHEN v_synthetic THEN coalesce(g_clock, clock_timestamp()) ELSE clock_timestamp() END);
  IF v_starts THEN
    INSERT INTO es.mt_streams (id, type, version, timestamp, created) VALUES (s_id, s_type, 1, v_at, v_at);
  ELSE
    UPDATE es.mt_streams SET version = v_version + 1, timestamp = v_at WHERE id = s_id;
  END IF;
  INSERT INTO es.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers)
    VALUES (v_head + 1, e_id, s_id, v_version + 1, e_data, e_type, v_at, e_headers);
  IF g_key IS NOT NULL THEN
    INSERT INTO hl.request (caller, key, body_hash, first_position, count) VALUES (g_caller, g_key, g_hash, v_head + 1, 1);
  END IF;
  IF p_legs IS NOT NULL THEN
    INSERT INTO hl.posting (position, n, hazard, cause, code, day, cohort, mark, dims, party, amount, generation)
      SELECT v_head + 1, p.n, s_id, p_legs[8 * p.n + 1], p_legs[8 * p.n + 2], date '2000-01-01' + p_legs[8 * p.n + 3]::integer, date '2000-01-01' + p_legs[8 * p.n + 4]::integer,
             date '2000-01-01' + p_legs[8 * p.n + 5]::integer, p_legs[8 * p.n + 6], p_legs[8 * p.n + 7], p_legs[8 * p.n + 8], v_generation
      FROM generate_series(0, cardinality(p_legs) / 8 - 1) AS p (n);
  END IF;
  IF v_starts AND r_row IS NOT NULL THEN
    INSERT INTO hl.register (
      hazard, version, position, recorded_at, number, lifecycle, grade, area, area_path, sector, source, source_group, category, enterprise,
      site, place, description, discovered_on, deadline, original_deadline, reinspect_by, finished_on, unit, listing_no, listing_level,
      listing_deadline, regulator, campaigns, reopen_count, merged_into, external_system, external_id, proposals, pending, search)
    SELECT
      s_id, 1, v_head + 1, v_at, w.number, w.lifecycle, w.grade,
      w.area, w.area_path, w.sector, w.source, w.source_group, w.category, w.enterprise, w.site, w.place, w.description, w.discovered_on,
      w.deadline, w.original_deadline, w.reinspect_by, w.finished_on, w.unit, w.listing_no, w.listing_level, w.listing_deadline,
      w.regulator, w.campaigns, w.reopen_count, w.merged_into, w.external_system, w.external_id, w.proposals, w.pending, w.search
    FROM jsonb_populate_record(NULL::hl.register, r_row) w;
  ELSIF r_row IS NOT NULL THEN
    INSERT INTO hl.register (
      hazard, version, position, recorded_at, number, lifecycle, grade, area, area_path, sector, source, source_group, category, enterprise,
      site, place, description, discovered_on, deadline, original_deadline, reinspect_by, finished_on, unit, listing_no, listing_level,
      listing_deadline, regulator, campaigns, reopen_count, merged_into, external_system, external_id, proposals, pending, search)
    SELECT
      s_id, v_version + 1, v_head + 1, v_at, w.number, w.lifecycle, w.grade,
      w.area, w.area_path, w.sector, w.source, w.source_group, w.category, w.enterprise, w.site, w.place, w.description, w.discovered_on,
      w.deadline, w.original_deadline, w.reinspect_by, w.finished_on, w.unit, w.listing_no, w.listing_level, w.listing_deadline,
      w.regulator, w.campaigns, w.reopen_count, w.merged_into, w.external_system, w.external_id, w.proposals, w.pending, w.search
    FROM jsonb_populate_record(NULL::hl.register, r_row) w
    ON CONFLICT (hazard) DO UPDATE SET (
      version, position, recorded_at, number, lifecycle, grade, area, area_path, sector, source, source_group, category, enterprise, site,
      place, description, discovered_on, deadline, original_deadline, reinspect_by, finished_on, unit, listing_no, listing_level,
      listing_deadline, regulator, campaigns, reopen_count, merged_into, external_system, external_id, proposals, pending, search) = ROW (
      excluded.version, excluded.position, excluded.recorded_at, excluded.number, excluded.lifecycle, excluded.grade, excluded.area,
      excluded.area_path, excluded.sector, excluded.source, excluded.source_group, excluded.category, excluded.enterprise, excluded.site,
      excluded.place, excluded.description, excluded.discovered_on, excluded.deadline, excluded.original_deadline, excluded.reinspect_by,
      excluded.finished_on, excluded.unit, excluded.listing_no, excluded.listing_level, excluded.listing_deadline, excluded.regulator,
      excluded.campaigns, excluded.reopen_count, excluded.merged_into, excluded.external_system, excluded.external_id, excluded.proposals,
      excluded.pending, excluded.search);
  ELSIF r_stands THEN
    UPDATE hl.register SET version = v_version + 1, position = v_head + 1, recorded_at = v_at WHERE hazard = s_id AND version = v_version;
  END IF;
  IF l_kind IS NOT NULL THEN
    IF 2 = ANY (l_kind) THEN
      PERFORM hl.drop_lines(array_fill(s_id, ARRAY[cardinality(l_kind)]), l_kind, l_end, l_grams);
    END IF;
    INSERT INTO hl.register_search (hazard, paper, grams)
      SELECT s_id, l_kind[l.i] = 1, l_grams[coalesce(l_end[l.i - 1], 0) + 1:l_end[l.i]] FROM generate_series(1, cardinality(l_kind)) AS l (i) WHERE l_kind[l.i] < 2;
  END IF;
  IF v_new_keys IS NOT NULL THEN
    FOR i IN 1..cardinality(v_new_keys) / 2 LOOP
      INSERT INTO hl.key (kind, value, stream) VALUES (v_new_keys[2 * i - 1], v_new_keys[2 * i], s_id);
    END LOOP;
  END IF;
  INSERT INTO hl.block (first, last, at, leaves)
    VALUES (v_head + 1, v_head + 1, v_at, hl.leaf(v_head + 1, s_id, v_version + 1, e_id, (extract(epoch FROM v_at) * 1000000)::bigint, e_type, e_headers_hash, e_data_hash));
  UPDATE hl.ledger SET head = v_head + 1, last_at = v_at, generation = v_generation,
    others_at = CASE WHEN s_type = 'hazard' THEN v_others ELSE v_head + 1 END WHERE head = v_head;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the head moved while it was held' USING ERRCODE = 'HL005';
  END IF;
  o_status := 0;
  o_position := v_head + 1;
  o_at := v_at;
END $$;
