-- The truth of every figure. No other index: it is read in order, by COPY, into memory. Postings of another generation than the ledger's
-- count nowhere: older ones are history, newer ones are being posted and wait for the switch.
CREATE TABLE IF NOT EXISTS hl.posting (
  position   bigint   NOT NULL,
  n          smallint NOT NULL,
  hazard     uuid     NOT NULL,
  cause      smallint NOT NULL,
  code       smallint NOT NULL,
  day        date     NOT NULL,
  cohort     date     NOT NULL,
  mark       date     NULL,
  dims       integer  NOT NULL,
  party      integer  NOT NULL,
  amount     bigint   NOT NULL,
  generation integer  NOT NULL DEFAULT 1,
  CONSTRAINT posting_pkey PRIMARY KEY (generation, position, n)
);
-- Ledgers from before there were generations.
ALTER TABLE hl.posting ADD COLUMN IF NOT EXISTS generation integer NOT NULL DEFAULT 1;
DO $$
BEGIN
  IF (SELECT cardinality(conkey) FROM pg_constraint WHERE conrelid = 'hl.posting'::regclass AND contype = 'p') = 2 THEN
    ALTER TABLE hl.posting DROP CONSTRAINT posting_pkey;
    ALTER TABLE hl.posting ADD CONSTRAINT posting_pkey PRIMARY KEY (generation, position, n);
  END IF;
END $$;
-- How far the postings of a coming generation are: made by going through the streams in order of their ids, then by following the ledger.
CREATE TABLE IF NOT EXISTS hl.reposting (
  generation   integer     PRIMARY KEY,
  upto         bigint      NOT NULL,              -- events up to here are posted, of the streams that were gone through
  after_stream uuid        NULL,                  -- the last stream that was gone through
  whole        boolean     NOT NULL DEFAULT false, -- all streams were gone through
  streams      bigint      NOT NULL DEFAULT 0,
  digest       bigint[]    NOT NULL DEFAULT '{0,0,0,0}', -- of the rows that were posted (two words), which the table has to hold; four words: of the stories' legs, by an earlier program
  begun_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  switched_at  timestamptz NULL
);
-- When the register was made again after the switch; null after it means that it is owed, because a program was killed in between.
ALTER TABLE hl.reposting ADD COLUMN IF NOT EXISTS registered_at timestamptz NULL;
