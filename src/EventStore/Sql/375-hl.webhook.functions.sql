CREATE OR REPLACE FUNCTION hl.add_webhook(
  p_id uuid, p_url text, p_description text, p_types text[], p_areas text[], p_grades text[], p_key uuid,
  p_scope_areas text[], p_scope_sectors text[], p_scope_party text, p_sealed_by text, p_sealed bytea, p_at timestamptz, p_by text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO hl.webhook (id, url, description, types, areas, grades, key, scope_areas, scope_sectors, scope_party, sealed_by, created_at, created_by)
  VALUES (p_id, p_url, p_description, p_types, p_areas, p_grades, p_key, p_scope_areas, p_scope_sectors, p_scope_party, p_sealed_by, p_at, p_by);
  INSERT INTO hl.webhook_secret (webhook, n, sealed, made_at) VALUES (p_id, 1, p_sealed, p_at);
  -- The follower begins here at the latest: whoever was told of his webhook gets what is recorded from then on, however late the follower starts.
  INSERT INTO hl.follower (name, position) SELECT 'webhooks', l.head FROM hl.ledger l ON CONFLICT DO NOTHING
$$;
CREATE OR REPLACE FUNCTION hl.revoke_webhook(p_id uuid, p_at timestamptz, p_by text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE hl.webhook SET revoked_at = p_at, revoked_by = p_by WHERE id = p_id AND revoked_at IS NULL
$$;
-- The newest secret is one more; those before it end a day later, so that the receiver may change over without losing a message.
CREATE OR REPLACE FUNCTION hl.add_webhook_secret(p_id uuid, p_sealed_by text, p_sealed bytea, p_at timestamptz, p_ends timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM hl.webhook w WHERE w.id = p_id AND w.sealed_by = p_sealed_by AND w.revoked_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE hl.webhook_secret s SET ends_at = p_ends WHERE s.webhook = p_id AND s.ends_at IS NULL;
  INSERT INTO hl.webhook_secret (webhook, n, sealed, made_at)
    SELECT p_id, max(s.n) + 1, p_sealed, p_at FROM hl.webhook_secret s WHERE s.webhook = p_id;
  RETURN true;
END $$;
-- Asked again for the same event, it is sent again; its attempts go on counting.
CREATE OR REPLACE FUNCTION hl.enqueue_deliveries(p_webhook uuid[], p_position bigint[], p_hazard uuid[], p_at timestamptz, p_again boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO hl.delivery AS d (webhook, position, hazard, next_at)
    SELECT u.webhook, u.position, u.hazard, p_at FROM unnest(p_webhook, p_position, p_hazard) AS u (webhook, position, hazard)
  ON CONFLICT (webhook, position) DO UPDATE SET pending = true, tries = 0, next_at = p_at, claimed_until = NULL WHERE p_again;
  UPDATE hl.webhook SET disabled_at = NULL, failing_since = NULL WHERE p_again AND id = ANY (p_webhook)
$$;
-- Takes what is due, for as long as an attempt may last: at most one of a hazard at a time for each webhook, the earliest. No webhook holds more than eight
-- places, and free ones go first to the webhooks that hold fewest: a receiver that does not answer leaves room for the others.
CREATE OR REPLACE FUNCTION hl.claim_deliveries(p_sealed_by text, p_at timestamptz, p_until timestamptz, p_today date, p_limit integer)
RETURNS TABLE (webhook uuid, "position" bigint, tries integer, url text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE hl.delivery d SET claimed_until = p_until FROM (
    SELECT due.webhook, due.position, w.url
    FROM hl.webhook w
    CROSS JOIN LATERAL (SELECT count(*) AS places FROM hl.delivery o WHERE o.webhook = w.id AND o.pending AND o.claimed_until > p_at) held
    CROSS JOIN LATERAL (
      SELECT c.webhook, c.position, c.next_at FROM hl.delivery c
      WHERE c.webhook = w.id AND c.pending AND c.next_at <= p_at AND (c.claimed_until IS NULL OR c.claimed_until <= p_at)
        AND NOT EXISTS (SELECT FROM hl.delivery e WHERE e.webhook = c.webhook AND e.hazard = c.hazard AND e.pending AND e.position < c.position)
      ORDER BY c.next_at, c.position LIMIT least(p_limit, greatest(8 - held.places, 0)) FOR UPDATE OF c SKIP LOCKED) due
    WHERE w.sealed_by = p_sealed_by AND w.revoked_at IS NULL AND w.disabled_at IS NULL
      AND (w.key IS NULL OR EXISTS (SELECT FROM hl.access_key k WHERE k.id = w.key AND k.revoked_at IS NULL AND k.expires_on >= p_today))
    ORDER BY held.places + row_number() OVER (PARTITION BY due.webhook ORDER BY due.next_at, due.position), due.next_at, due.position LIMIT p_limit) t
  WHERE d.webhook = t.webhook AND d.position = t.position
  RETURNING d.webhook, d.position, d.tries, t.url
$$;
-- How an attempt ended. Without p_next_at it was delivered; p_disable_before: when it has failed since before then, the webhook is switched off.
-- p_claimed is the end of the claim under which it was made: when that is no longer the delivery's, somebody else has taken it or it was asked for again, and
-- what comes so late changes nothing. An earlier program does not say it.
DROP FUNCTION IF EXISTS hl.record_attempt(uuid, bigint, timestamptz, integer, text, integer, timestamptz, timestamptz);
CREATE OR REPLACE FUNCTION hl.record_attempt(
  p_webhook uuid, p_position bigint, p_at timestamptz, p_status integer, p_error text, p_took integer, p_next_at timestamptz, p_disable_before timestamptz,
  p_claimed timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_n integer;
BEGIN
  UPDATE hl.delivery d SET attempts = d.attempts + 1, tries = d.tries + 1, claimed_until = NULL, pending = p_next_at IS NOT NULL,
    next_at = coalesce(p_next_at, d.next_at), delivered_at = CASE WHEN p_next_at IS NULL THEN p_at ELSE d.delivered_at END
  WHERE d.webhook = p_webhook AND d.position = p_position AND (p_claimed IS NULL OR d.claimed_until = p_claimed) RETURNING d.attempts INTO v_n;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO hl.delivery_attempt (webhook, position, n, at, status, error, took_ms) VALUES (p_webhook, p_position, v_n, p_at, p_status, p_error, p_took);
  IF p_next_at IS NULL THEN
    UPDATE hl.webhook SET failing_since = NULL WHERE id = p_webhook AND failing_since IS NOT NULL;
  ELSE
    UPDATE hl.webhook SET failing_since = coalesce(failing_since, p_at),
      disabled_at = CASE WHEN coalesce(failing_since, p_at) <= p_disable_before THEN coalesce(disabled_at, p_at) ELSE disabled_at END
    WHERE id = p_webhook;
  END IF;
END $$;
