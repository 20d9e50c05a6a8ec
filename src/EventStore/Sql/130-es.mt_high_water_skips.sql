CREATE TABLE IF NOT EXISTS es.mt_high_water_skips (
  ending_sequence   bigint      NOT NULL,
  starting_sequence bigint      NOT NULL,
  timestamp         timestamptz DEFAULT (transaction_timestamp()),
  CONSTRAINT pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence)
);
