-- The one append. Many groups a call, one commit; a group is taken whole or refused whole, and a refusal is a status, not an error:
--   0 appended (position, at)     1 wrong version (stream, version = actual)   2 replayed (position, version = count)
--   3 request key reused          4 key taken (claim = ordinal, stream = holder)   5 stale generation (version = the ledger's)   6 archived (stream)
--   7 an event outside the streams of hazards came after of_others (version = its position)
-- g_: groups (g_others = what the group was decided on holds as long as no such event stands after this position; null = whatever they say),
--  s_: streams (s_group = ordinal of the group), e_: events in position order (e_stream = ordinal of the stream,
-- e_version = 1, 2 … within stream and call), k_: key claims, p_: postings (p_event = ordinal of the event), r_: register rows,
--  t_: streams whose register row says so already, but for what the append fills itself, l_: searched lines (see hl.drop_lines).
-- Ordinals count from 1 over the whole call. s_last = ordinal of the stream's last event.
-- The caller guarantees that a stream, a request key and a natural key occur in one group of a call only.
-- Errors: HL001 isolation level, HL002 arrays that contradict each other, HL005 a head that ran away.
-- The caller's session sets plan_cache_mode = force_generic_plan and forbids hash and merge joins, so that every look-up stays one by index.
DO $$
DECLARE
  old oid := (SELECT p.oid FROM pg_proc p JOIN pg_namespace s ON s.oid = p.pronamespace WHERE s.nspname = 'hl' AND p.proname = 'append' AND NOT 't_stream' = ANY (p.proargnames));
BEGIN
  IF old IS NOT NULL THEN
    EXECUTE 'DROP FUNCTION ' || old::regprocedure; -- a program that knows no more than its arguments must not append beside this one
  END IF;
END $$;
CREATE OR REPLACE FUNCTION hl.append(
  of_generation integer,
  g_caller text[], g_key text[], g_hash bytea[], g_events integer[], g_clock timestamptz[], g_others bigint[],
  s_group integer[], s_id uuid[], s_type text[], s_expected bigint[], s_events integer[], s_last integer[],
  e_stream integer[], e_version integer[], e_id uuid[], e_type text[], e_data jsonb[], e_headers jsonb[], e_data_hash bytea[], e_headers_hash bytea[],
  k_stream integer[], k_kind text[], k_value text[],
  p_event integer[], p_n smallint[], p_cause smallint[], p_code smallint[], p_day date[], p_cohort date[], p_mark date[],
  p_dims integer[], p_party integer[], p_amount bigint[],
  r_stream integer[], r_row jsonb[], t_stream integer[],
  l_stream integer[], l_kind smallint[], l_end integer[], l_grams integer[],
  OUT o_status integer[], OUT o_position bigint[], OUT o_at timestamptz[], OUT o_version bigint[], OUT o_stream uuid[], OUT o_claim integer[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  n            integer := cardinality(g_events);
  v_head       bigint;         -- before this call
  v_next       bigint;         -- last position given out
  v_at         timestamptz;    -- last instant given out
  v_now        timestamptz;
  v_generation integer;
  v_synthetic  boolean;
  v_others     bigint;
  v_base       bigint[];       -- version of each stream before this call
  v_begins     boolean;        -- some stream is new
  v_goes_on    boolean;        -- some stream is not
  v_bad_stream boolean;
  v_known      boolean;        -- some request key was used before
  v_taken      boolean;        -- some natural key is another stream's
  v_shift      bigint[] := array_fill(0::bigint, ARRAY[n]); -- position − ordinal of a group's events
  v_micro      bigint[] := array_fill(0::bigint, ARRAY[n]);
  v_before     bigint := 0;    -- events in earlier groups
  v_stamp      bigint;         -- v_at in microseconds
  v_leaves     bytea;
  x            record;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'hl.append needs READ COMMITTED: it must see what was committed while it waited for the head' USING ERRCODE = 'HL001';
  END IF;
  SELECT l.head, l.last_at, l.generation, l.synthetic, l.others_at INTO v_head, v_at, v_generation, v_synthetic, v_others FROM hl.ledger l FOR NO KEY UPDATE;
  v_now := clock_timestamp();
  v_next := v_head;
  o_position := array_fill(NULL::bigint, ARRAY[n]);
  o_at := array_fill(NULL::timestamptz, ARRAY[n]);
  o_version := array_fill(NULL::bigint, ARRAY[n]);
  o_stream := array_fill(NULL::uuid, ARRAY[n]);
  o_claim := array_fill(NULL::integer, ARRAY[n]);
  IF v_head = 0 THEN
    v_generation := greatest(v_generation, of_generation); -- an empty ledger takes the generation of whoever appends first
  END IF;
  IF of_generation <> v_generation THEN
    o_status := array_fill(5, ARRAY[n]);
    o_version := array_fill(v_generation::bigint, ARRAY[n]);
    RETURN;
  END IF;
  o_status := array_fill(0, ARRAY[n]);

  -- Check everything; what is refused is looked at again only when there is something to refuse. The last word is the request key's.
  SELECT array_agg(coalesce(m.version, 0) ORDER BY s.i), bool_or(m.version IS NULL), bool_or(m.version IS NOT NULL), coalesce(bool_or(coalesce(m.version, 0) <> s_expected[s.i] OR m.is_archived), false),
         EXISTS (SELECT FROM generate_series(1, n) AS g (i)
                 JOIN LATERAL (SELECT FROM hl.request r WHERE r.caller = g_caller[g.i] AND r.key = g_key[g.i] OFFSET 0) r ON true),
         EXISTS (SELECT FROM generate_series(1, cardinality(k_stream)) AS k (i)
                 JOIN LATERAL (SELECT h.stream FROM hl.key h WHERE h.kind = k_kind[k.i] AND h.value = k_value[k.i] OFFSET 0) h ON h.stream <> s_id[k_stream[k.i]])
    INTO v_base, v_begins, v_goes_on, v_bad_stream, v_known, v_taken
  FROM generate_series(1, cardinality(s_id)) AS s (i)
  LEFT JOIN LATERAL (SELECT m.version, m.is_archived FROM es.mt_streams m WHERE m.id = s_id[s.i] OFFSET 0) m ON true;
  IF v_taken THEN
    FOR x IN
      SELECT s_group[k.s] AS g, k.i::integer AS i, h.stream FROM unnest(k_stream, k_kind, k_value) WITH ORDINALITY AS k (s, kind, value, i)
      JOIN LATERAL (SELECT h.stream FROM hl.key h WHERE h.kind = k.kind AND h.value = k.value OFFSET 0) h ON h.stream <> s_id[k.s]
      ORDER BY k.i DESC
    LOOP
      o_status[x.g] := 4;
      o_claim[x.g] := x.i;
      o_stream[x.g] := x.stream;
    END LOOP;
  END IF;
  IF v_bad_stream THEN
    FOR x IN
      SELECT s.g, s.id, coalesce(m.version, 0) AS version, coalesce(m.is_archived, false) AS archived
      FROM unnest(s_group, s_id, s_expected) WITH ORDINALITY AS s (g, id, expected, i)
      LEFT JOIN LATERAL (SELECT m.version, m.is_archived FROM es.mt_streams m WHERE m.id = s.id OFFSET 0) m ON true
      WHERE coalesce(m.version, 0) <> s.expected OR m.is_archived
      ORDER BY s.i DESC
    LOOP
      o_status[x.g] := CASE WHEN x.archived THEN 6 ELSE 1 END;
      o_stream[x.g] := x.id;
      o_version[x.g] := x.version;
      o_claim[x.g] := NULL;
    END LOOP;
  END IF;
  IF v_others > (SELECT min(g.others) FROM unnest(g_others) AS g (others)) THEN
    FOR i IN 1..n LOOP
      IF g_others[i] < v_others THEN
        o_status[i] := 7;
        o_version[i] := v_others;
        o_stream[i] := NULL;
        o_claim[i] := NULL;
      END IF;
    END LOOP;
  END IF;
  IF v_known THEN
    FOR x IN
      SELECT g.i::integer AS i, r.body_hash = g.hash AS same, r.first_position, r.count FROM unnest(g_caller, g_key, g_hash) WITH ORDINALITY AS g (caller, key, hash, i)
      JOIN LATERAL (SELECT r.body_hash, r.first_position, r.count FROM hl.request r WHERE r.caller = g.caller AND r.key = g.key OFFSET 0) r ON true
    LOOP
      o_status[x.i] := CASE WHEN x.same THEN 2 ELSE 3 END;
      o_position[x.i] := CASE WHEN x.same THEN x.first_position END;
      o_version[x.i] := CASE WHEN x.same THEN x.count END;
      o_stream[x.i] := NULL;
      o_claim[x.i] := NULL;
    END LOOP;
  END IF;

  -- Positions without a gap, instants that never run backwards.
  v_at := greatest(v_at, CASE WHEN v_synthetic THEN v_at ELSE v_now END);
  v_stamp := extract(epoch FROM v_at) * 1000000;
  FOR i IN 1..n LOOP
    IF o_status[i] = 0 THEN
      IF v_synthetic THEN
        v_at := greatest(v_at, coalesce(g_clock[i], v_now));
        v_stamp := extract(epoch FROM v_at) * 1000000;
      END IF;
      o_at[i] := v_at;
      v_micro[i] := v_stamp;
      o_position[i] := v_next + 1;
      v_shift[i] := v_next - v_before;
      v_next := v_next + g_events[i];
    END IF;
    v_before := v_before + g_events[i];
  END LOOP;
  IF v_next = v_head THEN
    RETURN;
  END IF;

  IF 2 = ANY (l_kind) THEN
    PERFORM hl.drop_lines(
      ARRAY(SELECT CASE WHEN o_status[s_group[l_stream[l.i]]] = 0 THEN s_id[l_stream[l.i]] END FROM generate_series(1, cardinality(l_stream)) AS l (i) ORDER BY l.i),
      l_kind, l_end, l_grams);
  END IF;
  -- Starting a statement costs more than a row, and a part of one that has nothing to do costs nearly as much as a statement: so what begins travels in one,
  -- what goes on in another, and what every train has in a third. A row that may conflict is looked for first and announced to everybody before it stands: what
  -- begins is put apart. Elements are taken by subscript, because an unnested array becomes a table of its own first; the arrays of a function's arguments are
  -- taken apart once, however often they are asked.
  IF v_begins OR cardinality(k_stream) > 0 OR cardinality(l_stream) > 0 THEN
    WITH started AS (
      INSERT INTO es.mt_streams (id, type, version, timestamp, created)
      SELECT s_id[s.i], s_type[s.i], s_events[s.i], o_at[s_group[s.i]], o_at[s_group[s.i]]
      FROM generate_series(1, cardinality(s_id)) AS s (i) WHERE v_base[s.i] = 0 AND o_status[s_group[s.i]] = 0 AND s_events[s.i] > 0),
    begun AS (
      INSERT INTO hl.register (
        hazard, version, position, recorded_at, number, lifecycle, grade, area, area_path, sector, source, source_group, category, enterprise,
        site, place, description, discovered_on, deadline, original_deadline, reinspect_by, finished_on, unit, listing_no, listing_level,
        listing_deadline, regulator, campaigns, reopen_count, merged_into, external_system, external_id, proposals, pending, search)
      SELECT
        s_id[r.s], s_events[r.s], s_last[r.s] + v_shift[s_group[r.s]], o_at[s_group[r.s]], w.number, w.lifecycle, w.grade,
        w.area, w.area_path, w.sector, w.source, w.source_group, w.category, w.enterprise, w.site, w.place, w.description, w.discovered_on,
        w.deadline, w.original_deadline, w.reinspect_by, w.finished_on, w.unit, w.listing_no, w.listing_level, w.listing_deadline,
        w.regulator, w.campaigns, w.reopen_count, w.merged_into, w.external_system, w.external_id, w.proposals, w.pending, w.search
      FROM (SELECT r.i, r_stream[r.i] AS s FROM generate_series(1, cardinality(r_stream)) AS r (i)) AS r, LATERAL jsonb_populate_record(NULL::hl.register, r_row[r.i]) w
      WHERE v_base[r.s] = 0 AND o_status[s_group[r.s]] = 0),
    lined AS (
      INSERT INTO hl.register_search (hazard, paper, grams)
      SELECT s_id[l_stream[l.i]], l_kind[l.i] = 1, l_grams[coalesce(l_end[l.i - 1], 0) + 1:l_end[l.i]]
      FROM generate_series(1, cardinality(l_stream)) AS l (i) WHERE l_kind[l.i] < 2 AND o_status[s_group[l_stream[l.i]]] = 0)
    INSERT INTO hl.key (kind, value, stream)
    SELECT k_kind[k.i], k_value[k.i], s_id[k_stream[k.i]] FROM generate_series(1, cardinality(k_stream)) AS k (i)
    WHERE o_status[s_group[k_stream[k.i]]] = 0 AND (v_base[k_stream[k.i]] = 0
      OR NOT EXISTS (SELECT FROM hl.key h WHERE h.kind = k_kind[k.i] AND h.value = k_value[k.i] AND h.stream = s_id[k_stream[k.i]] OFFSET 0));
  END IF;
  IF v_goes_on THEN
    WITH moved AS (
      UPDATE es.mt_streams m SET version = v_base[s.i] + s_events[s.i], timestamp = o_at[s_group[s.i]]
      FROM generate_series(1, cardinality(s_id)) AS s (i) WHERE v_base[s.i] > 0 AND o_status[s_group[s.i]] = 0 AND s_events[s.i] > 0 AND m.id = s_id[s.i]),
    stands AS (
      UPDATE hl.register w SET version = v_base[t.s] + s_events[t.s], position = s_last[t.s] + v_shift[s_group[t.s]], recorded_at = o_at[s_group[t.s]]
      FROM unnest(t_stream) AS t (s) WHERE o_status[s_group[t.s]] = 0 AND w.hazard = s_id[t.s] AND w.version = v_base[t.s])
    INSERT INTO hl.register (
      hazard, version, position, recorded_at, number, lifecycle, grade, area, area_path, sector, source, source_group, category, enterprise,
      site, place, description, discovered_on, deadline, original_deadline, reinspect_by, finished_on, unit, listing_no, listing_level,
      listing_deadline, regulator, campaigns, reopen_count, merged_into, external_system, external_id, proposals, pending, search)
    SELECT
      s_id[r.s], v_base[r.s] + s_events[r.s], s_last[r.s] + v_shift[s_group[r.s]], o_at[s_group[r.s]], w.number, w.lifecycle, w.grade,
      w.area, w.area_path, w.sector, w.source, w.source_group, w.category, w.enterprise, w.site, w.place, w.description, w.discovered_on,
      w.deadline, w.original_deadline, w.reinspect_by, w.finished_on, w.unit, w.listing_no, w.listing_level, w.listing_deadline,
      w.regulator, w.campaigns, w.reopen_count, w.merged_into, w.external_system, w.external_id, w.proposals, w.pending, w.search
    FROM (SELECT r.i, r_stream[r.i] AS s FROM generate_series(1, cardinality(r_stream)) AS r (i)) AS r, LATERAL jsonb_populate_record(NULL::hl.register, r_row[r.i]) w
    WHERE v_base[r.s] > 0 AND o_status[s_group[r.s]] = 0
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
  END IF;
  WITH ev AS MATERIALIZED (
    SELECT e.i, e.i + v_shift[s_group[e_stream[e.i]]] AS seq_id, s_id[e_stream[e.i]] AS stream_id, v_base[e_stream[e.i]] + e_version[e.i] AS version,
           s_group[e_stream[e.i]] AS g
    FROM generate_series(1, cardinality(e_id)) AS e (i)
    WHERE o_status[s_group[e_stream[e.i]]] = 0 AND e_version[e.i] BETWEEN 1 AND s_events[e_stream[e.i]]),
  stored AS (
    INSERT INTO es.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers)
    SELECT e.seq_id, e_id[e.i], e.stream_id, e.version, e_data[e.i], e_type[e.i], o_at[e.g], e_headers[e.i] FROM ev e),
  requested AS (
    INSERT INTO hl.request (caller, key, body_hash, first_position, count)
    SELECT g_caller[g.i], g_key[g.i], g_hash[g.i], o_position[g.i], g_events[g.i]
    FROM generate_series(1, n) AS g (i) WHERE o_status[g.i] = 0 AND g_key[g.i] IS NOT NULL),
  posted AS (
    INSERT INTO hl.posting (position, n, hazard, cause, code, day, cohort, mark, dims, party, amount, generation)
    SELECT p_event[p.i] + v_shift[s_group[e_stream[p_event[p.i]]]], p_n[p.i], s_id[e_stream[p_event[p.i]]], p_cause[p.i], p_code[p.i], p_day[p.i],
           p_cohort[p.i], p_mark[p.i], p_dims[p.i], p_party[p.i], p_amount[p.i], v_generation
    FROM generate_series(1, cardinality(p_event)) AS p (i) WHERE o_status[s_group[e_stream[p_event[p.i]]]] = 0)
  SELECT string_agg(hl.leaf(e.seq_id, e.stream_id, e.version, e_id[e.i], v_micro[e.g], e_type[e.i], e_headers_hash[e.i], e_data_hash[e.i]), ''::bytea ORDER BY e.seq_id)
    INTO v_leaves FROM ev e;
  IF octet_length(v_leaves) IS DISTINCT FROM 32 * (v_next - v_head) THEN
    RAISE EXCEPTION 'the event arrays do not fit the counts of groups and streams' USING ERRCODE = 'HL002';
  END IF;
  IF s_type <> array_fill('hazard'::text, ARRAY[cardinality(s_type)]) THEN
    SELECT greatest(v_others, max(s_last[s.i] + v_shift[s_group[s.i]])) INTO v_others
    FROM generate_series(1, cardinality(s_id)) AS s (i) WHERE s_type[s.i] <> 'hazard' AND o_status[s_group[s.i]] = 0;
  END IF;
  WITH block AS (INSERT INTO hl.block (first, last, at, leaves) VALUES (v_head + 1, v_next, v_at, v_leaves))
  UPDATE hl.ledger SET head = v_next, last_at = v_at, generation = v_generation, others_at = v_others WHERE head = v_head;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the head moved while it was held' USING ERRCODE = 'HL005';
  END IF;
END $$;
