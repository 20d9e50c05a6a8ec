-- How often rows of the register were put right without an event, as hl.put_rows does: whoever keeps some of it in memory reads it again when this moves.
CREATE TABLE IF NOT EXISTS hl.register_edition (
  one     boolean PRIMARY KEY DEFAULT true CHECK (one),
  edition bigint  NOT NULL
);
INSERT INTO hl.register_edition (edition) VALUES (0) ON CONFLICT DO NOTHING;
