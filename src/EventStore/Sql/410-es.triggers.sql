-- On Marten's tables stand triggers only: its schema tool leaves them alone. Conditions are checked without calling anything,
-- so an allowed change costs next to nothing.
CREATE OR REPLACE TRIGGER hl_only_archive BEFORE UPDATE ON es.mt_events FOR EACH ROW
  WHEN ((OLD.seq_id, OLD.id, OLD.stream_id, OLD.version, OLD.data, OLD.bdata, OLD.type, OLD.timestamp, OLD.tenant_id, OLD.mt_dotnet_type, OLD.headers)
    IS DISTINCT FROM (NEW.seq_id, NEW.id, NEW.stream_id, NEW.version, NEW.data, NEW.bdata, NEW.type, NEW.timestamp, NEW.tenant_id, NEW.mt_dotnet_type, NEW.headers))
  EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_no_delete BEFORE DELETE OR TRUNCATE ON es.mt_events FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_only_forward BEFORE UPDATE ON es.mt_streams FOR EACH ROW
  WHEN (current_user <> 'hl_owner' OR NEW.version < OLD.version
    OR (OLD.id, OLD.type, OLD.created, OLD.tenant_id) IS DISTINCT FROM (NEW.id, NEW.type, NEW.created, NEW.tenant_id))
  EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_no_delete BEFORE DELETE OR TRUNCATE ON es.mt_streams FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
