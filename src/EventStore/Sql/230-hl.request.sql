CREATE TABLE IF NOT EXISTS hl.request (
  caller         text    NOT NULL,
  key            text    NOT NULL,
  body_hash      bytea   NOT NULL,
  first_position bigint  NOT NULL,
  count          integer NOT NULL,
  PRIMARY KEY (caller, key)
);
