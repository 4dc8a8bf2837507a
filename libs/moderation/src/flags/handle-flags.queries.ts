/** Comments that were ever flagged. $1 comments */
export const ARE_FLAGGED = `
SELECT asked.key FROM unnest($1::uuid[]) AS asked (key)
CROSS JOIN LATERAL (SELECT 1 FROM flags WHERE comment_id = asked.key LIMIT 1) found`;

/** Why a comment was flagged. $1 comment */
export const FLAG_REASONS = `SELECT reasons FROM flag_totals WHERE comment_id = $1::uuid`;

/**
 * Makes the flags on a comment say what a moderator's last decision makes of those raised before it, and moves the records of those
 * who raised them by the difference. A decision that was taken back is none. $1 comment
 */
export const HANDLE_FLAGS = `
WITH last AS (
  SELECT d.to_status, d.created_at FROM decisions d
  WHERE d.comment_id = $1::uuid AND d.cause = 'moderator' AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
  ORDER BY d.created_at DESC, d.id DESC LIMIT 1
), held AS MATERIALIZED (
  SELECT f.id, f.person_id, f.site_id, f.outcome AS was,
    CASE WHEN f.created_at > last.created_at THEN NULL
         WHEN last.to_status IN ('rejected', 'spam', 'withdrawn') THEN 'agreed'
         WHEN last.to_status = 'published' THEN 'disagreed' END AS outcome
  FROM flags f LEFT JOIN last ON true
  WHERE f.comment_id = $1::uuid ORDER BY f.id FOR UPDATE OF f
), changed AS (
  UPDATE flags f SET outcome = held.outcome FROM held
  WHERE f.id = held.id AND held.was IS DISTINCT FROM held.outcome
  RETURNING held.person_id, held.site_id, held.was, held.outcome
)
UPDATE flag_records r SET agreed = r.agreed + moved.agreed, disagreed = r.disagreed + moved.disagreed
FROM (
  SELECT person_id, site_id,
    sum((outcome IS NOT DISTINCT FROM 'agreed')::int - (was IS NOT DISTINCT FROM 'agreed')::int)::int AS agreed,
    sum((outcome IS NOT DISTINCT FROM 'disagreed')::int - (was IS NOT DISTINCT FROM 'disagreed')::int)::int AS disagreed
  FROM changed GROUP BY person_id, site_id
) moved
WHERE r.person_id = moved.person_id AND r.site_id = moved.site_id`;
