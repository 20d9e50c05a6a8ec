-- The postings in words, for reports and BI tools under the reader's role: every figure is a sum of amount over these rows, with
-- day <= the day asked for, and position <= hl.position_at(the moment as known). Definitions: docs/figures.md. Only the ledger's own generation.
CREATE OR REPLACE VIEW hl.bi_leg AS
SELECT
  p.position, p.n, p.hazard, p.code,
  CASE
    WHEN p.code = 1 THEN 'noDeadline' WHEN p.code IN (2, 5) THEN 'due' WHEN p.code = 3 THEN 'awaitingAcceptance' WHEN p.code = 4 THEN 'acceptedNotClosed'
    WHEN p.code BETWEEN 32 AND 63 THEN 'finished' WHEN p.code = 64 THEN 'closed' WHEN p.code = 65 THEN 'reopened' WHEN p.code = 66 THEN 'planned'
    WHEN p.code = 67 THEN 'fiveElements' WHEN p.code = 68 THEN 'penalty' WHEN p.code = 69 THEN 'exposed' WHEN p.code = 71 THEN 'fundsSecured'
    WHEN p.code = 72 THEN 'fine' WHEN p.code = 73 THEN 'recurrence' WHEN p.code = 74 THEN 'everOverdue' WHEN p.code = 75 THEN 'voided'
    WHEN p.code = 76 THEN 'merged' WHEN p.code BETWEEN 80 AND 99 THEN 'listing' WHEN p.code BETWEEN 104 AND 111 OR p.code = 70 THEN 'notice'
  END AS account,
  p.code BETWEEN 1 AND 5 OR p.code BETWEEN 32 AND 63 AS is_unit,
  p.code BETWEEN 1 AND 5 AS is_unfinished,
  p.code = 5 AS due_again,
  p.code BETWEEN 32 AND 63 AND (p.code - 32) & 1 <> 0 AS had_deadline,
  p.code BETWEEN 32 AND 63 AND (p.code - 32) & 2 <> 0 AS on_time,
  p.code BETWEEN 32 AND 63 AND (p.code - 32) & 4 <> 0 AS originally_on_time,
  p.code BETWEEN 32 AND 63 AND (p.code - 32) & 8 <> 0 AS on_the_spot,
  p.code BETWEEN 32 AND 63 AND (p.code - 32) & 16 <> 0 AS first_pass,
  CASE WHEN p.code BETWEEN 80 AND 99 THEN (ARRAY['township', 'county', 'city', 'province', 'state'])[(p.code - 80) / 4 + 1] END AS listing_level,
  CASE WHEN p.code BETWEEN 80 AND 99 THEN (ARRAY['active', 'superseded', 'delisted', 'delistedAndFinished'])[(p.code - 80) % 4 + 1] END AS listing_state,
  CASE WHEN p.code BETWEEN 104 AND 107 THEN (ARRAY['reminder', 'supervisionNotice', 'summons', 'circular'])[p.code - 103] END AS notice_kind,
  p.cause, p.day, p.cohort, p.mark, p.amount,
  d.area, d.area_path, d.sector, d.grade, d.source, d.source_group, coalesce(d.regulator, '') AS regulator, d.campaigns, d.found_by,
  coalesce(y.code, '') AS party
FROM hl.posting p
JOIN hl.dims d ON d.id = p.dims
LEFT JOIN hl.party y ON y.id = p.party
WHERE p.generation = (SELECT l.generation FROM hl.ledger l);
