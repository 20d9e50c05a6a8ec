-- One commit: its positions, the instant of its last event, and its leaves (32 bytes each, in order).
CREATE TABLE IF NOT EXISTS hl.block (
  first  bigint      PRIMARY KEY,
  last   bigint      NOT NULL,
  at     timestamptz NOT NULL,
  leaves bytea       NOT NULL,
  CHECK (octet_length(leaves) = 32 * (last - first + 1))
);
ALTER TABLE hl.block ALTER COLUMN leaves SET STORAGE EXTERNAL; -- hashes do not compress
CREATE INDEX IF NOT EXISTS block_at ON hl.block (at, last);
