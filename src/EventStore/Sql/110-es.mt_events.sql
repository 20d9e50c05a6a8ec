CREATE SEQUENCE IF NOT EXISTS es.mt_events_sequence;
CREATE TABLE IF NOT EXISTS es.mt_events (
  seq_id         bigint       NOT NULL,
  id             uuid         NOT NULL,
  stream_id      uuid         NULL,
  version        bigint       NOT NULL,
  data           jsonb        NOT NULL,
  bdata          bytea        NULL,
  type           varchar(500) NOT NULL,
  timestamp      timestamptz  NOT NULL DEFAULT (now()),
  tenant_id      varchar      DEFAULT '*DEFAULT*',
  mt_dotnet_type varchar      NULL,
  headers        jsonb        NULL,
  is_archived    boolean      DEFAULT FALSE,
  CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY (seq_id),
  CONSTRAINT fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES es.mt_streams (id) ON DELETE CASCADE
);
ALTER SEQUENCE es.mt_events_sequence OWNED BY es.mt_events.seq_id;
CREATE UNIQUE INDEX IF NOT EXISTS pk_mt_events_stream_and_version ON es.mt_events (stream_id, version);
