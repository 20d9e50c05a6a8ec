CREATE OR REPLACE FUNCTION hl.forbid() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% on %.% is forbidden: the ledger is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'HL403';
END $$;
-- Asked by every append: without a search path of their own, which costs each call more than the question. So everything is named in full.
CREATE OR REPLACE FUNCTION hl.stream_only_forward() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF current_user OPERATOR(pg_catalog.<>) 'hl_owner'::pg_catalog.name OR NEW.version OPERATOR(pg_catalog.<) OLD.version THEN
    RAISE EXCEPTION '% on %.% is forbidden: the ledger is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'HL403';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION hl.head_only_forward() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.head OPERATOR(pg_catalog.<) OLD.head OR NEW.last_at OPERATOR(pg_catalog.<) OLD.last_at OR NEW.generation OPERATOR(pg_catalog.<) OLD.generation
    OR NEW.others_at OPERATOR(pg_catalog.<) OLD.others_at OR (NEW.synthetic OPERATOR(pg_catalog.<>) OLD.synthetic AND OLD.head OPERATOR(pg_catalog.>) 0) THEN
    RAISE EXCEPTION '% on %.% is forbidden: the ledger is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'HL403';
  END IF;
  RETURN NEW;
END $$;
