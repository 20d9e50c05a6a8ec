-- How far each follower of the ledger came. Not history: a follower that is made anew begins where it is told to.
CREATE TABLE IF NOT EXISTS hl.follower (
  name     text        PRIMARY KEY,
  position bigint      NOT NULL CHECK (position >= 0),
  moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
