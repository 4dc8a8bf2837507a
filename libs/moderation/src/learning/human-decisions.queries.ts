/**
 * What people have decided last of a comment's text and not taken back, newest first, with what the classifier reads of it. Of several
 * revisions of a comment the newest that was decided on counts. The operator's decisions are none of these: they are made in bulk, by time or
 * by person. $1 site, $2 up to which decision, $3 how many
 */
export const HUMAN_DECISIONS = `
SELECT d.to_status AS status, d.reasons, c.author_id, c.author_name, w.website, w.email, r.body
FROM decisions d
JOIN comments c ON c.article_id = d.article_id AND c.id = d.comment_id AND c.status <> 'withdrawn'
JOIN comment_revisions r ON r.article_id = d.article_id AND r.comment_id = d.comment_id AND r.revision = d.revision
LEFT JOIN people w ON w.id = c.author_id
WHERE d.site_id = $1::uuid AND d.id <= $2::uuid AND d.cause = 'moderator'
  AND d.to_status IN ('published', 'rejected', 'spam')
  AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
  AND NOT EXISTS (SELECT 1 FROM decisions l WHERE l.comment_id = d.comment_id AND l.id > d.id AND l.id <= $2::uuid
    AND l.cause = 'moderator' AND l.to_status IN ('published', 'rejected', 'spam')
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = l.id))
ORDER BY d.id DESC
LIMIT $3::int`;

/** The newest decision of a moderator. $1 site */
export const NEWEST_HUMAN_DECISION = `
SELECT d.id FROM decisions d
WHERE d.site_id = $1 AND d.cause = 'moderator' ORDER BY d.id DESC LIMIT 1`;

/**
 * Sites that learn, at most 500 at a time, and have so many new decisions of moderators since they last tried, or whose base model was another one when they last
 * learnt. $1 how many, $2 the base model, $3 the kind of task
 */
export const SITES_TO_LEARN = `
SELECT s.id FROM sites s
LEFT JOIN LATERAL (SELECT v.base FROM site_classifiers v WHERE v.site_id = s.id ORDER BY v.number DESC LIMIT 1) newest ON true
LEFT JOIN LATERAL (SELECT (t.params ->> 'upTo')::uuid AS up_to FROM long_tasks t
  WHERE t.site_id = s.id AND t.kind = $3 ORDER BY t.id DESC LIMIT 1) tried ON true
CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM (
  SELECT 1 FROM decisions d WHERE d.site_id = s.id AND d.cause = 'moderator'
    AND d.id > CASE WHEN coalesce(newest.base, $2) = $2 THEN coalesce(tried.up_to, '00000000-0000-0000-0000-000000000000')
      ELSE '00000000-0000-0000-0000-000000000000' END LIMIT $1::int) d) fresh
WHERE coalesce((s.settings #>> '{screening,classifier,learns}')::boolean, true) AND fresh.n >= $1::int
ORDER BY s.id
LIMIT 500`;
