/** How many of a writer's newest comments are looked at for refusals. */
const RECENT = 20;

/**
 * What is known before a comment is written: the comment it answers, and its writer's record on the site.
 * $1 article, $2 parent or null, $3 site, $4 writer or null, $5 how many published comments are enough to know
 */
export const FACTS = `
SELECT parent.id, parent.status, parent.depth, parent.path, parent.root_id, parent.section_id,
  (SELECT count(*)::int FROM (
    SELECT 1 FROM comment_prints p JOIN comments c ON c.article_id = p.article_id AND c.id = p.comment_id
    WHERE p.author_id = $4::uuid AND p.site_id = $3::uuid AND c.status = 'published'
    ORDER BY p.created_at DESC LIMIT $5::integer) known) AS approved,
  (SELECT count(*)::int FROM (
    SELECT c.status FROM comment_prints p JOIN comments c ON c.article_id = p.article_id AND c.id = p.comment_id
    WHERE p.author_id = $4::uuid AND p.site_id = $3::uuid
    ORDER BY p.created_at DESC LIMIT ${RECENT}) recent WHERE recent.status IN ('rejected', 'spam')) AS rejected
FROM (VALUES (1)) AS always (one)
LEFT JOIN comments parent ON parent.article_id = $1::uuid AND parent.id = $2::uuid`;
