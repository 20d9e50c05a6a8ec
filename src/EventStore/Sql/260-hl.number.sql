CREATE TABLE IF NOT EXISTS hl.number (
  series text   PRIMARY KEY,
  last   bigint NOT NULL
) WITH (fillfactor = 50);
