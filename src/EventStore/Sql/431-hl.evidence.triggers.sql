-- A file that an event cites stays, by whomever it was brought; one that nobody cites may go. What a row says of a file never changes.
DROP TRIGGER IF EXISTS hl_append_only ON hl.evidence;
CREATE OR REPLACE FUNCTION hl.forbid_cited() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF hl.is_cited(OLD.sha256) THEN
    RAISE EXCEPTION '% on hl.evidence is forbidden: an event cites the file', TG_OP USING ERRCODE = 'HL403';
  END IF;
  RETURN OLD;
END $$;
CREATE OR REPLACE TRIGGER hl_cited_stays BEFORE DELETE ON hl.evidence FOR EACH ROW EXECUTE FUNCTION hl.forbid_cited();
CREATE OR REPLACE TRIGGER hl_as_it_came BEFORE UPDATE ON hl.evidence FOR EACH ROW
  WHEN ((OLD.sha256, OLD.caller, OLD.media_type, OLD.bytes, OLD.uploaded_by, OLD.uploaded_at) IS DISTINCT FROM
        (NEW.sha256, NEW.caller, NEW.media_type, NEW.bytes, NEW.uploaded_by, NEW.uploaded_at) OR NEW.wanted_at < OLD.wanted_at)
  EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_no_truncate BEFORE TRUNCATE ON hl.evidence FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_no_delete BEFORE DELETE OR TRUNCATE ON hl.evidence_weight FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
