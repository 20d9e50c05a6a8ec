-- Roles belong to the whole cluster while a ledger belongs to one database: another database's ledger may be making them
-- at this very moment. None of them may log in; a login becomes a member, or connects with Options=-c role=hl_app.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['hl_owner', 'hl_app', 'hl_reader', 'hl_auditor', 'hl_guest'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- made by somebody else in between, which is what we want
    END;
  END LOOP;
  BEGIN
    IF NOT pg_catalog.pg_has_role(current_user, 'hl_owner', 'MEMBER') THEN
      EXECUTE format('GRANT hl_owner TO %I', current_user);
    END IF;
  EXCEPTION WHEN unique_violation THEN
    NULL;
  END;
END $$;
