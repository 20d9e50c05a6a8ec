-- What words of a hazard's register row are found by: for each line of its searched text (what it is; each paper's number) the hashes of its
-- grams, as the program makes them. A line is written once and not again with every step, because the index is dear to write.
CREATE TABLE IF NOT EXISTS hl.register_search (
  hazard uuid      NOT NULL,
  grams  integer[] NOT NULL
);
CREATE INDEX IF NOT EXISTS register_search_hazard ON hl.register_search (hazard);
-- New lines wait in a list that is short enough to be sorted in within some milliseconds.
CREATE INDEX IF NOT EXISTS register_search_grams ON hl.register_search USING gin (grams) WITH (fastupdate = on, gin_pending_list_limit = 256);
