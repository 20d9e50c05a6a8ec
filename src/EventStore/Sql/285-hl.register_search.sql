-- What words of a hazard's register row are found by: for each line of its searched text (what it is; each paper's number) the hashes of its
-- grams, as the program makes them. A line is written once and not again with every step, because the index is dear to write.
CREATE TABLE IF NOT EXISTS hl.register_search (
  hazard uuid      NOT NULL,
  grams  integer[] NOT NULL
);
CREATE INDEX IF NOT EXISTS register_search_hazard ON hl.register_search (hazard);
-- New lines wait in a list that every search reads too. hl.tidy_search sorts them in, many at once and beside the appends, which is a fraction of
-- what each would cost alone; only when it cannot keep up does an append do it, at two megabytes.
CREATE INDEX IF NOT EXISTS register_search_grams ON hl.register_search USING gin (grams) WITH (fastupdate = on, gin_pending_list_limit = 2048);
ALTER INDEX hl.register_search_grams SET (gin_pending_list_limit = 2048);
