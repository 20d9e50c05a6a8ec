-- Imports of histories from other systems: what was begun, what was refused and why, how it ended. An import without an end was cut off,
-- or is still running in some process. The lines themselves are not kept: what was recorded stands in the ledger, the rest with its sender.
CREATE TABLE IF NOT EXISTS hl.import (
  id         uuid        PRIMARY KEY,
  caller     text        NOT NULL,
  person     text        NOT NULL,
  profile    text        NOT NULL CHECK (profile IN ('historical', 'current')),
  dry_run    boolean     NOT NULL,
  started_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS import_caller ON hl.import (caller, started_at);
CREATE TABLE IF NOT EXISTS hl.import_refusal (
  import     uuid   NOT NULL REFERENCES hl.import,
  line       bigint NOT NULL CHECK (line > 0),
  first_line bigint NOT NULL,
  last_line  bigint NOT NULL,
  external   text,
  code       text   NOT NULL,
  chinese    text   NOT NULL,
  english    text   NOT NULL,
  PRIMARY KEY (import, line),
  CHECK (line BETWEEN first_line AND last_line)
);
CREATE TABLE IF NOT EXISTS hl.import_end (
  import        uuid        PRIMARY KEY REFERENCES hl.import,
  ended_at      timestamptz NOT NULL,
  state         text        NOT NULL CHECK (state IN ('done', 'stopped')),
  lines         bigint      NOT NULL,
  cases         bigint      NOT NULL,
  recorded      bigint      NOT NULL,
  already       bigint      NOT NULL,
  refused       bigint      NOT NULL,
  refused_lines bigint      NOT NULL,
  events        bigint      NOT NULL
);
