-- Marten's own bookkeeping: made here so that a guest needs no right to create tables, and never written by us.
CREATE TABLE IF NOT EXISTS es.mt_event_progression (
  name         varchar     NOT NULL,
  last_seq_id  bigint      NULL,
  last_updated timestamptz DEFAULT (transaction_timestamp()),
  CONSTRAINT pk_mt_event_progression PRIMARY KEY (name)
);
