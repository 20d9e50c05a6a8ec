-- What words of a hazard's register row are found by: for each line of its searched text the hashes of its grams, as the program makes them. What a
-- hazard is (its own line) and the numbers of its papers lie apart: words are nearly always looked for in what it is, all at once, and the lists of
-- papers are long, because numbers are alike. A line is written once and not again with every step, because the index is dear to write.
-- A hazard has at most one own line; then whoever asks the own lines for all words at once and the papers for each misses nothing.
DO $$
BEGIN
  IF to_regclass('hl.register_search') IS NOT NULL AND NOT EXISTS (
    SELECT FROM pg_attribute WHERE attrelid = to_regclass('hl.register_search') AND attname = 'paper')
  THEN -- lines of a former layout do not say which they are; the longest is the own one, as good as always, and nothing hangs on it but speed
    SET LOCAL maintenance_work_mem = '256MB';
    SET LOCAL work_mem = '64MB';
    CREATE TABLE hl.register_search_again (hazard uuid NOT NULL, paper boolean NOT NULL, grams integer[] NOT NULL);
    INSERT INTO hl.register_search_again
      SELECT hazard, row_number() OVER (PARTITION BY hazard ORDER BY cardinality(grams) DESC) > 1, grams FROM hl.register_search;
    DROP FUNCTION IF EXISTS hl.tidy_search(); -- bound to the former index; made again below
    DROP TABLE hl.register_search;
    ALTER TABLE hl.register_search_again RENAME TO register_search;
  END IF;
END $$;
CREATE TABLE IF NOT EXISTS hl.register_search (
  hazard uuid      NOT NULL,
  paper  boolean   NOT NULL, -- the number of a paper; else what the hazard is
  grams  integer[] NOT NULL
);
CREATE INDEX IF NOT EXISTS register_search_hazard ON hl.register_search (hazard);
-- New lines wait in a list that every search reads too. hl.tidy_search sorts them in, many at once and beside the appends, which is a fraction of
-- what each would cost alone; only when it cannot keep up does an append do it.
CREATE INDEX IF NOT EXISTS register_search_own ON hl.register_search USING gin (grams) WITH (fastupdate = on, gin_pending_list_limit = 16384) WHERE NOT paper;
CREATE INDEX IF NOT EXISTS register_search_paper ON hl.register_search USING gin (grams) WITH (fastupdate = on, gin_pending_list_limit = 16384) WHERE paper;
