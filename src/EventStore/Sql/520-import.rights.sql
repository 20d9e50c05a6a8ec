GRANT EXECUTE ON FUNCTION hl.begin_import, hl.refuse_import_lines, hl.end_import TO hl_app;
