/** How many comments are taken over at once. */
export const ADOPTED_AT_ONCE = 500;

/** Comments of a guest, in the order in which they are locked. $1 guest */
export const COMMENTS_OF_GUEST = `
SELECT p.article_id, p.comment_id, c.status, c.revision
FROM comment_prints p JOIN comments c ON c.article_id = p.article_id AND c.id = p.comment_id
WHERE p.author_id = $1::uuid
ORDER BY p.article_id, p.comment_id LIMIT ${ADOPTED_AT_ONCE}`;

/**
 * Gives comments to a person, who shows by their own name from now on. Gives the new version of every discussion where that can be
 * seen. $1 article ids, $2 comment ids (pairs), $3 person, $4 name, $5 kind
 */
export const ADOPT = `
WITH wanted AS MATERIALIZED (
  SELECT c.article_id, c.id, c.status FROM comments c
  JOIN unnest($1::uuid[], $2::uuid[]) AS w (article_id, comment_id) ON c.article_id = w.article_id AND c.id = w.comment_id
  ORDER BY c.article_id, c.id FOR UPDATE OF c
), given AS (
  UPDATE comments c SET author_id = $3::uuid, author_name = $4::text, author_kind = $5::text,
    badges = CASE WHEN 'verified' = ANY (c.badges) THEN c.badges ELSE c.badges || 'verified'::text END
  FROM wanted WHERE c.article_id = wanted.article_id AND c.id = wanted.id
), prints AS (
  UPDATE comment_prints p SET author_id = $3::uuid FROM wanted WHERE p.comment_id = wanted.id
)
UPDATE discussions d SET version = d.version + 1
WHERE d.article_id IN (SELECT article_id FROM wanted WHERE status = 'published')
RETURNING d.article_id, d.version`;
