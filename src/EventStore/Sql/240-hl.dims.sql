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
  CONSTRAINT dims_values UNIQUE NULLS NOT DISTINCT (area, area_path, sector, grade, source, source_group, regulator, campaigns)
);
