CREATE OR REPLACE FUNCTION hl.forbid() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% on %.% is forbidden: the ledger is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'HL403';
END $$;
CREATE OR REPLACE FUNCTION hl.head_only_forward() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.head < OLD.head OR NEW.last_at < OLD.last_at OR NEW.generation < OLD.generation OR NEW.others_at < OLD.others_at OR (NEW.synthetic <> OLD.synthetic AND OLD.head > 0) THEN
    RAISE EXCEPTION '% on %.% is forbidden: the ledger is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'HL403';
  END IF;
  RETURN NEW;
END $$;
