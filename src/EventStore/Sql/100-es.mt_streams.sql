CREATE TABLE IF NOT EXISTS es.mt_streams (
  id          uuid        NOT NULL,
  type        varchar     NULL,
  version     bigint      NULL,
  timestamp   timestamptz NOT NULL DEFAULT (now()),
  created     timestamptz NOT NULL DEFAULT (now()),
  tenant_id   varchar     DEFAULT '*DEFAULT*',
  is_archived boolean     DEFAULT FALSE,
  CONSTRAINT pkey_mt_streams_id PRIMARY KEY (id)
) WITH (fillfactor = 85); -- every append updates one row here, and finds room on the same page
