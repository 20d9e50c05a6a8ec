-- One row: whoever appends holds it until commit, so commit order, position order and WAL order are one.
CREATE TABLE IF NOT EXISTS hl.ledger (
  one        boolean     PRIMARY KEY DEFAULT true CHECK (one),
  head       bigint      NOT NULL DEFAULT 0,
  last_at    timestamptz NULL,
  generation integer     NOT NULL DEFAULT 1,
  synthetic  boolean     NOT NULL DEFAULT false
) WITH (fillfactor = 10);
-- Position of the newest event of a stream that is no hazard: what is decided by rules can tell that no rule came between, without asking for rules.
ALTER TABLE hl.ledger ADD COLUMN IF NOT EXISTS others_at bigint NOT NULL DEFAULT 0;
INSERT INTO hl.ledger DEFAULT VALUES ON CONFLICT DO NOTHING;
