-- Sorts the new lines into the search index, apart from any append; says how many pages of the waiting list that were.
CREATE OR REPLACE FUNCTION hl.tidy_search() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN gin_clean_pending_list(to_regclass('hl.register_search_grams')); -- looked up each time: the index is replaced when the register is made again
END $$;
