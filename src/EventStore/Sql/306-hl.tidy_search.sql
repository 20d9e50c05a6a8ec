-- Sorts the new lines into the search indexes, apart from any append; says how many pages of the waiting lists that were.
CREATE OR REPLACE FUNCTION hl.tidy_search() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Looked up each time: the indexes are replaced when the register is made again.
  RETURN gin_clean_pending_list(to_regclass('hl.register_search_own')) + gin_clean_pending_list(to_regclass('hl.register_search_paper'));
END $$;
