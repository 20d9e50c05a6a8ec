-- False when the id is taken: an import begins once.
CREATE OR REPLACE FUNCTION hl.begin_import(p_id uuid, p_caller text, p_person text, p_profile text, p_dry_run boolean, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO hl.import (id, caller, person, profile, dry_run, started_at)
  VALUES (p_id, p_caller, p_person, p_profile, p_dry_run, p_at) ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
-- Arrays of equal length, one element a line.
CREATE OR REPLACE FUNCTION hl.refuse_import_lines(
  p_import uuid, p_line bigint[], p_first bigint[], p_last bigint[], p_external text[], p_code text[], p_chinese text[], p_english text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO hl.import_refusal (import, line, first_line, last_line, external, code, chinese, english)
  SELECT p_import, r.line, r.first, r.last, r.external, r.code, r.chinese, r.english
  FROM unnest(p_line, p_first, p_last, p_external, p_code, p_chinese, p_english) AS r(line, first, last, external, code, chinese, english)
  ON CONFLICT DO NOTHING
$$;
CREATE OR REPLACE FUNCTION hl.end_import(
  p_import uuid, p_at timestamptz, p_state text, p_lines bigint, p_cases bigint, p_recorded bigint, p_already bigint, p_refused bigint,
  p_refused_lines bigint, p_events bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO hl.import_end (import, ended_at, state, lines, cases, recorded, already, refused, refused_lines, events)
  VALUES (p_import, p_at, p_state, p_lines, p_cases, p_recorded, p_already, p_refused, p_refused_lines, p_events)
$$;
