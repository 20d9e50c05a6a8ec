-- One row: whoever appends holds it until commit, so commit order, position order and WAL order are one.
CREATE TABLE IF NOT EXISTS hl.ledger (
  one        boolean     PRIMARY KEY DEFAULT true CHECK (one),
  head       bigint      NOT NULL DEFAULT 0,
  last_at    timestamptz NULL,
  generation integer     NOT NULL DEFAULT 1,
  synthetic  boolean     NOT NULL DEFAULT false
) WITH (fillfactor = 10);
INSERT INTO hl.ledger DEFAULT VALUES ON CONFLICT DO NOTHING;
