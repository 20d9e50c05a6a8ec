-- What an import refused, and why, is part of the history of how the ledger came to be.
CREATE OR REPLACE TRIGGER hl_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hl.import FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hl.import_refusal FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
CREATE OR REPLACE TRIGGER hl_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hl.import_end FOR EACH STATEMENT EXECUTE FUNCTION hl.forbid();
