-- Sealed or not, secrets are for the program alone.
REVOKE SELECT ON hl.webhook_secret FROM hl_reader, hl_auditor;
GRANT EXECUTE ON FUNCTION hl.add_webhook, hl.revoke_webhook, hl.add_webhook_secret, hl.enqueue_deliveries, hl.claim_deliveries, hl.record_attempt TO hl_app;
