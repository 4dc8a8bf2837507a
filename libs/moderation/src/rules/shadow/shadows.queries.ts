/** $1 site, $2 now */
export const RUNNING_SHADOW = 'SELECT number FROM rule_shadows WHERE site_id = $1 AND ends_at > $2';

/** $1 site */
export const SHADOW = 'SELECT number, started_by, started_at, ends_at FROM rule_shadows WHERE site_id = $1';

/** $1 site, $2 number, $3 who, $4 now, $5 end */
export const START_SHADOW = `
INSERT INTO rule_shadows (site_id, number, started_by, started_at, ends_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (site_id) DO UPDATE SET
  number = EXCLUDED.number, started_by = EXCLUDED.started_by, started_at = EXCLUDED.started_at, ends_at = EXCLUDED.ends_at`;

/** $1 site, $2 now */
export const STOP_SHADOW = 'UPDATE rule_shadows SET ends_at = $2 WHERE site_id = $1 AND ends_at > $2';

/** $1 site */
export const FORGET_VERDICTS = 'DELETE FROM shadow_verdicts WHERE site_id = $1';

/** $1 site, $2 comment, $3 revision, $4 what was decided, $5 what it would have been, $6 reasons, $7 milliseconds, $8 now */
export const INSERT_VERDICT = `
INSERT INTO shadow_verdicts (site_id, comment_id, revision, decided, would, reasons, took_ms, judged_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`;

/**
 * How the words of a shadow compare, by what was decided, what would have been and what a person said last of the text and did not take
 * back. $1 site
 */
export const COMPARE = `
SELECT v.decided, v.would, person.word AS person, count(*)::int AS count, sum(v.took_ms)::float8 AS took_ms
FROM shadow_verdicts v
LEFT JOIN LATERAL (
  SELECT CASE d.to_status WHEN 'published' THEN 'publish' WHEN 'rejected' THEN 'reject' WHEN 'spam' THEN 'spam' END AS word FROM decisions d
  WHERE d.comment_id = v.comment_id AND d.revision = v.revision AND d.cause IN ('moderator', 'operator')
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
  ORDER BY d.id DESC LIMIT 1) person ON true
WHERE v.site_id = $1
GROUP BY 1, 2, 3`;
