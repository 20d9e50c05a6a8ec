-- Who only reads has no use for the digests of secrets; an auditor may see everything else about a key.
REVOKE SELECT ON hl.access_key FROM hl_reader, hl_auditor;
GRANT SELECT (id, name, person, organisation, roles, areas, sectors, enterprise, created_at, expires_on, created_by, revoked_at, revoked_by) ON hl.access_key TO hl_auditor;
GRANT EXECUTE ON FUNCTION hl.issue_key, hl.revoke_key, hl.keep_evidence TO hl_app;
GRANT EXECUTE ON FUNCTION hl.hold_evidence, hl.want_evidence, hl.is_cited, hl.unclaimed_evidence, hl.expire_evidence TO hl_app;
