const AUTHOR_IS_ADMIN = `EXISTS (SELECT 1 FROM roles r
    WHERE r.person_id = c.author_id AND r.role = 'admin' AND (r.site_id IS NULL OR r.site_id = c.site_id)) AS author_is_admin`;

/** The comments of a list of decisions. $1 article ids, $2 comment ids (pairs) */
export const DECIDABLE = `
SELECT c.article_id, c.id, c.site_id, c.author_id, c.status = 'published' AS is_public, ${AUTHOR_IS_ADMIN}
FROM unnest($1::uuid[], $2::uuid[]) AS wanted (article_id, comment_id)
JOIN comments c ON c.article_id = wanted.article_id AND c.id = wanted.comment_id`;

/**
 * What whoever decided too late should read now: the newest text, and the moderator's decision that stands on it.
 * $1 article ids, $2 comment ids (pairs)
 */
export const OVERTAKEN_BY = `
SELECT c.id AS comment_id, r.body, r.body_html, d.id AS decision_id, d.maker_id, p.name AS maker_name, d.to_status, d.created_at
FROM unnest($1::uuid[], $2::uuid[]) AS wanted (article_id, comment_id)
JOIN comments c ON c.article_id = wanted.article_id AND c.id = wanted.comment_id
JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision
LEFT JOIN LATERAL (
  SELECT x.id, x.maker_id, x.to_status, x.created_at FROM decisions x
  WHERE x.comment_id = c.id AND x.revision = c.revision AND x.cause = 'moderator'
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = x.id)
  ORDER BY x.id DESC LIMIT 1
) d ON true
LEFT JOIN people p ON p.id = d.maker_id`;

/** A moderator's decision that is to be taken back, with its comment. $1 decision */
export const UNDOABLE = `
SELECT d.id, d.article_id, d.comment_id, d.site_id, d.revision, d.maker_id, d.from_status, d.created_at, c.author_id, c.author_kind,
  ${AUTHOR_IS_ADMIN}
FROM decisions d JOIN comments c ON c.article_id = d.article_id AND c.id = d.comment_id
WHERE d.id = $1 AND d.cause = 'moderator'`;
