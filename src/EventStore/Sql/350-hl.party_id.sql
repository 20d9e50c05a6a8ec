CREATE OR REPLACE FUNCTION hl.party_id(p_code text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_id integer;
BEGIN
  LOOP
    SELECT p.id INTO v_id FROM hl.party p WHERE p.code = p_code;
    IF FOUND THEN
      RETURN v_id;
    END IF;
    INSERT INTO hl.party (code) VALUES (p_code) ON CONFLICT DO NOTHING RETURNING id INTO v_id;
    IF FOUND THEN
      RETURN v_id;
    END IF;
  END LOOP;
END $$;
