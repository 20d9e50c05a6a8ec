CREATE TABLE IF NOT EXISTS hl.key (
  kind   text NOT NULL,
  value  text NOT NULL,
  stream uuid NOT NULL,
  PRIMARY KEY (kind, value)
);
-- Citations are "digest/hazard": the index finds a file's hazards as one range, whatever the database's own order of letters is.
CREATE INDEX IF NOT EXISTS key_evidence ON hl.key (value COLLATE "C") WHERE kind = 'evidence';
