-- On Marten's tables stand triggers only: its schema tool leaves them alone. The append updates mt_streams all day, so what it never sets is refused by
-- column, which costs it nothing, and the condition left over stands in its function: a trigger's own is read anew by every statement.
CREATE OR REPLACE TRIGGER hl_only_archive BEFORE UPDATE ON es.mt_events FOR EACH ROW
  WHEN ((OLD.seq_id, OLD.id, OLD.stream_id, OLD.version, OLD.data, OLD.bdata, OLD.type, OLD.timestamp, OLD.tenant_id, OLD.mt_dotnet_type, OLD.headers)
    IS DISTINCT FROM (NEW.seq_id, NEW.id, NEW.stream_id, NEW.version, NEW.data, NEW.bdata, NEW.type, NEW.timestamp, NEW.tenant_id, NEW.mt_dotnet_type, NEW.headers))
  EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_no_delete BEFORE DELETE OR TRUNCATE ON es.mt_events FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_no_change BEFORE UPDATE OF id, type, created, tenant_id ON es.mt_streams FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_only_forward BEFORE UPDATE ON es.mt_streams FOR EACH ROW EXECUTE FUNCTION hl.stream_only_forward();
CREATE OR REPLACE TRIGGER hl_no_delete BEFORE DELETE OR TRUNCATE ON es.mt_streams FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
