-- A key may only be revoked, once; everything else about it stays as it was written.
CREATE OR REPLACE TRIGGER hl_revoked_once BEFORE UPDATE ON hl.access_key FOR EACH ROW
  WHEN (OLD.revoked_at IS NOT NULL
    OR (OLD.id, OLD.name, OLD.person, OLD.organisation, OLD.roles, OLD.areas, OLD.sectors, OLD.enterprise, OLD.hash, OLD.created_at, OLD.expires_on, OLD.created_by)
       IS DISTINCT FROM
       (NEW.id, NEW.name, NEW.person, NEW.organisation, NEW.roles, NEW.areas, NEW.sectors, NEW.enterprise, NEW.hash, NEW.created_at, NEW.expires_on, NEW.created_by))
  EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_no_delete BEFORE DELETE OR TRUNCATE ON hl.access_key FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
