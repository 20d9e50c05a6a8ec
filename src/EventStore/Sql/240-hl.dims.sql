CREATE TABLE IF NOT EXISTS hl.dims (
  id           integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  area         text    NOT NULL,
  area_path    text    NOT NULL,
  sector       text    NOT NULL,
  grade        text    NOT NULL,
  source       text    NOT NULL,
  source_group text    NOT NULL,
  regulator    text    NULL,
  campaigns    text[]  NOT NULL,
  found_by     text    NOT NULL DEFAULT '',
  CONSTRAINT dims_all_values UNIQUE NULLS NOT DISTINCT (area, area_path, sector, grade, source, source_group, regulator, campaigns, found_by)
);
-- Ledgers from before postings of generation 2 did not say who found it.
ALTER TABLE hl.dims ADD COLUMN IF NOT EXISTS found_by text NOT NULL DEFAULT '';
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'hl.dims'::regclass AND conname = 'dims_values') THEN
    ALTER TABLE hl.dims DROP CONSTRAINT dims_values;
    ALTER TABLE hl.dims ADD CONSTRAINT dims_all_values
      UNIQUE NULLS NOT DISTINCT (area, area_path, sector, grade, source, source_group, regulator, campaigns, found_by);
  END IF;
END $$;
