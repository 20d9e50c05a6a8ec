-- Files that events may cite. The bytes lie in a folder under their digest; a row says that they came, what they are and who brought them.
-- Two people who photograph alike bring the same digest: each has a row, and a quota of their own.
CREATE TABLE IF NOT EXISTS hl.evidence (
  sha256      bytea       NOT NULL CHECK (octet_length(sha256) = 32),
  caller      text        NOT NULL,
  media_type  text        NOT NULL,
  bytes       bigint      NOT NULL CHECK (bytes > 0),
  uploaded_by text        NOT NULL,
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (sha256, caller)
);
CREATE INDEX IF NOT EXISTS evidence_caller_day ON hl.evidence (caller, uploaded_at) INCLUDE (bytes);
