-- The truth of every figure. No other index: it is read in order, by COPY, into memory.
CREATE TABLE IF NOT EXISTS hl.posting (
  position bigint   NOT NULL,
  n        smallint NOT NULL,
  hazard   uuid     NOT NULL,
  cause    smallint NOT NULL,
  code     smallint NOT NULL,
  day      date     NOT NULL,
  cohort   date     NOT NULL,
  mark     date     NULL,
  dims     integer  NOT NULL,
  party    integer  NOT NULL,
  amount   bigint   NOT NULL,
  PRIMARY KEY (position, n)
);
