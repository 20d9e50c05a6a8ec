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
CREATE INDEX IF NOT EXISTS register_discovered_on ON hl.register (discovered_on, hazard);
CREATE INDEX IF NOT EXISTS register_deadline ON hl.register (deadline, hazard);
CREATE INDEX IF NOT EXISTS register_position ON hl.register (position);
-- What filters narrow by; the partial ones hold only what is open, which stays small however long the ledger grows.
DROP INDEX IF EXISTS hl.register_area; -- of area alone
CREATE INDEX IF NOT EXISTS register_area_sector ON hl.register (area_path COLLATE "C", sector);
CREATE INDEX IF NOT EXISTS register_party ON hl.register ((coalesce(enterprise, site)));
CREATE INDEX IF NOT EXISTS register_unfinished_area ON hl.register (area_path COLLATE "C", place) WHERE unit BETWEEN 1 AND 4;
-- In the order in which what looks alike is shown: the newest ten of a party with thousands are ten rows to read.
CREATE INDEX IF NOT EXISTS register_unfinished_party_day ON hl.register ((coalesce(enterprise, site)), discovered_on, hazard) WHERE unit BETWEEN 1 AND 4;
DROP INDEX IF EXISTS hl.register_unfinished_party;
CREATE INDEX IF NOT EXISTS register_listing ON hl.register (listing_no) WHERE listing_no IS NOT NULL;
CREATE INDEX IF NOT EXISTS register_external ON hl.register (external_system, external_id) WHERE external_id IS NOT NULL;
-- What is open, in every order that is offered, with the account by which its registers differ: without these, what waits for acceptance since long ago
-- is looked for among all that is closed.
DROP INDEX IF EXISTS hl.register_unfinished_deadline; -- without the account
CREATE INDEX IF NOT EXISTS register_open_deadline ON hl.register (deadline, hazard, unit) WHERE unit BETWEEN 1 AND 4;
CREATE INDEX IF NOT EXISTS register_open_discovered_on ON hl.register (discovered_on, hazard, unit) WHERE unit BETWEEN 1 AND 4;
CREATE INDEX IF NOT EXISTS register_open_number ON hl.register (number, hazard, unit) WHERE unit BETWEEN 1 AND 4;
CREATE INDEX IF NOT EXISTS register_open_position ON hl.register (position, hazard, unit) WHERE unit BETWEEN 1 AND 4;
-- Hazards whose number is of another county than they are: they were moved, or the area's code is no county's. An equation, because the planner takes
-- an equation of what it does not know for rare, as these are.
CREATE INDEX IF NOT EXISTS register_moved ON hl.register (area_path COLLATE "C", number) WHERE CASE WHEN starts_with(number, split_part(area_path, '/', 3) || '-') THEN 0 ELSE 1 END = 1;
