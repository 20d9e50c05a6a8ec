-- Sorts the new lines into the search index, apart from any append; says how many pages of the waiting list that were.
CREATE OR REPLACE FUNCTION hl.tidy_search() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN gin_clean_pending_list('hl.register_search_grams'::regclass);
