-- Where events are sent, with what the key that asked for it may see. Secrets lie sealed: the key that opens them is not in the database.
CREATE TABLE IF NOT EXISTS hl.webhook (
  id            uuid        PRIMARY KEY,
  url           text        NOT NULL,
  description   text        NULL,
  types         text[]      NOT NULL,
  areas         text[]      NOT NULL,
  grades        text[]      NOT NULL,
  key           uuid        NULL,
  scope_areas   text[]      NOT NULL,
  scope_sectors text[]      NOT NULL,
  scope_party   text        NULL,
  sealed_by     text        NOT NULL,
  created_at    timestamptz NOT NULL,
  created_by    text        NOT NULL,
  revoked_at    timestamptz NULL,
  revoked_by    text        NULL,
  failing_since timestamptz NULL,
  disabled_at   timestamptz NULL
);
CREATE TABLE IF NOT EXISTS hl.webhook_secret (
  webhook uuid        NOT NULL REFERENCES hl.webhook,
  n       integer     NOT NULL,
  sealed  bytea       NOT NULL,
  made_at timestamptz NOT NULL,
  ends_at timestamptz NULL,
  PRIMARY KEY (webhook, n)
);
-- One row for each event that a webhook is to get. The earliest unfinished one of a hazard holds back that hazard's later ones, and no other's.
CREATE TABLE IF NOT EXISTS hl.delivery (
  webhook       uuid        NOT NULL REFERENCES hl.webhook,
  position      bigint      NOT NULL,
  hazard        uuid        NOT NULL,
  pending       boolean     NOT NULL DEFAULT true,
  attempts      integer     NOT NULL DEFAULT 0,
  tries         integer     NOT NULL DEFAULT 0,
  next_at       timestamptz NOT NULL,
  claimed_until timestamptz NULL,
  delivered_at  timestamptz NULL,
  PRIMARY KEY (webhook, position)
);
CREATE INDEX IF NOT EXISTS delivery_pending ON hl.delivery (webhook, hazard, position) WHERE pending;
CREATE INDEX IF NOT EXISTS delivery_due ON hl.delivery (next_at) WHERE pending;
CREATE TABLE IF NOT EXISTS hl.delivery_attempt (
  webhook  uuid        NOT NULL,
  position bigint      NOT NULL,
  n        integer     NOT NULL,
  at       timestamptz NOT NULL,
  status   integer     NULL,
  error    text        NULL,
  took_ms  integer     NOT NULL,
  PRIMARY KEY (webhook, position, n)
);
