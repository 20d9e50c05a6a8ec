-- Files that events may cite. The bytes lie in a folder or bucket under their digest; a row says that they came, what they are and who brought
-- them. Two people who photograph alike bring the same digest: each has a row, and a quota of their own.
-- Nobody's claim lasts for ever: a row that no event cites goes some days after it came, or after somebody last set out to cite it (wanted_at).
CREATE TABLE IF NOT EXISTS hl.evidence (
  sha256      bytea       NOT NULL CHECK (octet_length(sha256) = 32),
  caller      text        NOT NULL,
  media_type  text        NOT NULL,
  bytes       bigint      NOT NULL CHECK (bytes > 0),
  uploaded_by text        NOT NULL,
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (sha256, caller)
);
ALTER TABLE hl.evidence ADD COLUMN IF NOT EXISTS wanted_at timestamptz NULL;
CREATE INDEX IF NOT EXISTS evidence_caller_day ON hl.evidence (caller, uploaded_at) INCLUDE (bytes);
CREATE INDEX IF NOT EXISTS evidence_age ON hl.evidence (coalesce(wanted_at, uploaded_at), sha256);
-- How much all files together weigh, each counted once: one row, so that a limit costs no sum over all of them.
CREATE TABLE IF NOT EXISTS hl.evidence_weight (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),
  bytes bigint  NOT NULL CHECK (bytes >= 0)
);
INSERT INTO hl.evidence_weight (bytes) SELECT coalesce(sum(f.bytes), 0) FROM (SELECT max(e.bytes) AS bytes FROM hl.evidence e GROUP BY e.sha256) f ON CONFLICT DO NOTHING;
