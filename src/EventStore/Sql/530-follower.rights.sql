GRANT EXECUTE ON FUNCTION hl.take_follower, hl.move_follower TO hl_app;
