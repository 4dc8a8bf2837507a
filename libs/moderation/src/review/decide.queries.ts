/** The comments of a list of decisions. $1 article ids, $2 comment ids (pairs) */
export const DECIDABLE = `
SELECT c.article_id, c.id, c.site_id, c.author_id, c.status = 'published' AS is_public,
  EXISTS (SELECT 1 FROM roles r WHERE r.person_id = c.author_id AND r.role = 'admin' AND (r.site_id IS NULL OR r.site_id = c.site_id))
    AS author_is_admin
FROM unnest($1::uuid[], $2::uuid[]) AS wanted (article_id, comment_id)
JOIN comments c ON c.article_id = wanted.article_id AND c.id = wanted.comment_id`;
