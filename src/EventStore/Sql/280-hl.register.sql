-- What people page through: one row a hazard, as of now, replaced with each append. Not history; it can be made again from the events.
CREATE TABLE IF NOT EXISTS hl.register (
  hazard            uuid        PRIMARY KEY,
  number            text        NULL,
  version           bigint      NOT NULL,
  position          bigint      NOT NULL,
  lifecycle         text        NULL,
  grade             text        NULL,
  area              text        NULL,
  area_path         text        NULL,
  sector            text        NULL,
  source            text        NULL,
  source_group      text        NULL,
  category          text        NULL,
  enterprise        text        NULL,
  site              text        NULL,
  place             text        NULL,
  description       text        NULL,
  discovered_on     date        NULL,
  deadline          date        NULL,
  original_deadline date        NULL,
  reinspect_by      date        NULL,
  finished_on       date        NULL,
  unit              smallint    NULL,
  listing_no        text        NULL,
  listing_level     text        NULL,
  listing_deadline  date        NULL,
  regulator         text        NULL,
  campaigns         text[]      NULL,
  reopen_count      integer     NULL,
  merged_into       uuid        NULL,
  external_system   text        NULL,
  external_id       text        NULL,
  recorded_at       timestamptz NOT NULL,
  search            text        NULL
) WITH (fillfactor = 80);
-- Counts of all proposals on the hazard and of those that wait for a second person; null where nothing was ever proposed.
ALTER TABLE hl.register ADD COLUMN IF NOT EXISTS proposals integer NULL, ADD COLUMN IF NOT EXISTS pending integer NULL;
CREATE INDEX IF NOT EXISTS register_proposals ON hl.register (hazard) WHERE proposals > 0;
CREATE INDEX IF NOT EXISTS register_pending ON hl.register (hazard) WHERE pending > 0;
CREATE INDEX IF NOT EXISTS register_number ON hl.register (number);
CREATE INDEX IF NOT EXISTS register_external ON hl.register (external_system, external_id) WHERE external_id IS NOT NULL;
-- Orders and filters are kept in memory (docs/adr/0020). No index stands on a column that a step changes, so that a step is a heap-only update.
DROP INDEX IF EXISTS hl.register_discovered_on, hl.register_deadline, hl.register_position, hl.register_area, hl.register_area_sector, hl.register_party,
  hl.register_unfinished_area, hl.register_unfinished_party, hl.register_unfinished_party_day, hl.register_listing, hl.register_unfinished_deadline,
  hl.register_open_deadline, hl.register_open_discovered_on, hl.register_open_number, hl.register_open_position, hl.register_moved;
