-- Who may speak to this ledger. Only the digest of a secret is kept; a key is revoked, never deleted, so that created_by stays answerable.
CREATE TABLE IF NOT EXISTS hl.access_key (
  id           uuid        PRIMARY KEY,
  name         text        NOT NULL,
  person       text        NOT NULL,
  organisation text        NOT NULL,
  roles        text[]      NOT NULL CHECK (cardinality(roles) > 0),
  areas        text[]      NOT NULL,
  sectors      text[]      NOT NULL,
  enterprise   text,
  hash         bytea       NOT NULL CHECK (octet_length(hash) = 32),
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_on   date        NOT NULL,
  created_by   text        NOT NULL,
  revoked_at   timestamptz,
  revoked_by   text,
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
