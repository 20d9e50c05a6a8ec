-- A table made again beside the one that stands, under its name and "_next", and put in its place: the columns, and later the indexes, rights and
-- triggers, are read from the one that stands, so that nobody keeps a second list of them. For the owner only.
-- Functions name such a table in their statements only, never as the type of an argument or variable, nor in a body that is bound when it is made:
-- what depends on the old table would keep it from being dropped, and a plan that knows its type would outlive it.
CREATE OR REPLACE FUNCTION hl.begin_next(of regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_name text;
  v_with text;
BEGIN
  SELECT c.relname, coalesce('WITH (' || array_to_string(c.reloptions, ', ') || ')', '') INTO v_name, v_with FROM pg_class c WHERE c.oid = of;
  SET LOCAL client_min_messages = warning;
  EXECUTE format('DROP TABLE IF EXISTS hl.%I', v_name || '_next'); -- of a program that was killed
  EXECUTE format('CREATE TABLE hl.%I (LIKE %s INCLUDING ALL EXCLUDING INDEXES) %s', v_name || '_next', of, v_with);
END $$;
-- The indexes, each built at once from what is in the table.
CREATE OR REPLACE FUNCTION hl.index_next(of regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_name text := (SELECT c.relname FROM pg_class c WHERE c.oid = of);
  x      record;
BEGIN
  FOR x IN
    SELECT i.relname || '_next' AS name, pg_get_indexdef(i.oid) AS definition, p.indisprimary AS is_primary
    FROM pg_index p JOIN pg_class i ON i.oid = p.indexrelid WHERE p.indrelid = of ORDER BY p.indisprimary DESC, i.relname
  LOOP
    EXECUTE regexp_replace(x.definition, '^(CREATE (?:UNIQUE )?INDEX )\S+ ON \S+', format('\1%I ON hl.%I', x.name, v_name || '_next'));
    IF x.is_primary THEN
      EXECUTE format('ALTER TABLE hl.%I ADD CONSTRAINT %I PRIMARY KEY USING INDEX %I', v_name || '_next', x.name, x.name);
    END IF;
  END LOOP;
  -- A sample of 3,000 rows says enough to plan by; the usual one costs as much as all indexes together.
  SET LOCAL default_statistics_target = 10;
  EXECUTE format('ANALYZE hl.%I', v_name || '_next');
END $$;
-- Puts it in the place of the one that stands, which is dropped. Whoever calls holds the head, so that nobody appends, and waits for no reader for long.
CREATE OR REPLACE FUNCTION hl.swap_next(of regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_name    text := (SELECT c.relname FROM pg_class c WHERE c.oid = of);
  v_indexes text[] := (SELECT array_agg(i.relname) FROM pg_index p JOIN pg_class i ON i.oid = p.indexrelid WHERE p.indrelid = of);
  v_again   text[] := ARRAY(
    SELECT format('GRANT %s ON hl.%I TO %s', a.privilege_type, c.relname, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END)
    FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = of AND a.grantee <> c.relowner
    UNION ALL
    SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE t.tgrelid = of AND NOT t.tgisinternal);
  v_one     text;
BEGIN
  EXECUTE format('DROP TABLE %s', of);
  EXECUTE format('ALTER TABLE hl.%I RENAME TO %I', v_name || '_next', v_name);
  FOREACH v_one IN ARRAY v_indexes LOOP
    EXECUTE format('ALTER INDEX hl.%I RENAME TO %I', v_one || '_next', v_one);
  END LOOP;
  FOREACH v_one IN ARRAY v_again LOOP
    EXECUTE v_one;
  END LOOP;
  IF to_regclass('hl.register_edition') IS NOT NULL THEN
    UPDATE hl.register_edition SET edition = edition + 1; -- whoever keeps the register in memory reads it again
  END IF;
END $$;
