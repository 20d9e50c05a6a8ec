CREATE TABLE IF NOT EXISTS hl.key (
  kind   text NOT NULL,
  value  text NOT NULL,
  stream uuid NOT NULL,
  PRIMARY KEY (kind, value)
);
