/** What screening decided of one status, as a list in the order of an index. `$1` is the site, `$4` the most that are read. */
const screened = (status: string, condition: string, order: 'ASC' | 'DESC'): string => `
  (SELECT id, article_id, comment_id, revision, created_at FROM decisions
   WHERE site_id = $1::uuid AND to_status = '${status}' AND cause = 'screening' AND ${condition}
   ORDER BY id ${order} LIMIT $4::int)`;

/** All that screening decided, merged from the lists of its statuses: no index of its own, and no sort. */
const screenings = (condition: string, order: 'ASC' | 'DESC'): string =>
  ['published', 'pending', 'rejected', 'spam'].map((status) => screened(status, condition, order)).join(' UNION ALL');

/**
 * What a look at the past has before it: the first and the last decision of screening, and how many there are. $1 site, $2 id before
 * which nothing is looked at, $3 since when, $4 how many of the newest
 */
export const PAST_BOUNDS = `
SELECT count(*)::int AS total, min(id::text) AS first, max(id::text) AS last
FROM (SELECT id FROM (${screenings('id >= $2::uuid AND created_at >= $3::timestamptz', 'DESC')}) w ORDER BY id DESC LIMIT $4::int) newest`;

const VERDICT_OF = `CASE to_status WHEN 'published' THEN 'publish' WHEN 'pending' THEN 'hold' WHEN 'spam' THEN 'spam' ELSE 'reject' END`;

/**
 * Comments by screening's decision on them, oldest first, with what the service said last of that text, what a person said last that
 * was not taken back, and the recorded words of the phases. $1 site, $2 after which decision, $3 up to which, $4 how many
 */
export const PAST_COMMENTS = `
SELECT w.id, w.article_id, w.comment_id, w.revision, w.created_at AS judged_at, c.status, c.revision AS newest_revision,
  said.verdict, coalesce(said.phases, '[]'::jsonb) AS phases, person.to_status AS person,
  (SELECT d.cause FROM decisions d WHERE d.comment_id = w.comment_id ORDER BY d.id DESC LIMIT 1) AS last_cause
FROM (SELECT * FROM (${screenings('id > $2::uuid AND id <= $3::uuid', 'ASC')}) s ORDER BY id LIMIT $4::int) w
JOIN comments c ON c.article_id = w.article_id AND c.id = w.comment_id
CROSS JOIN LATERAL (
  SELECT coalesce(d.trace ->> 'verdict', ${VERDICT_OF}) AS verdict, d.trace -> 'phases' AS phases FROM decisions d
  WHERE d.comment_id = w.comment_id AND d.revision = w.revision AND d.cause IN ('screening', 'rescreening')
  ORDER BY d.id DESC LIMIT 1) said
LEFT JOIN LATERAL (
  SELECT d.to_status FROM decisions d
  WHERE d.comment_id = w.comment_id AND d.revision = w.revision AND d.cause IN ('moderator', 'operator')
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
  ORDER BY d.id DESC LIMIT 1) person ON true
ORDER BY w.id`;
