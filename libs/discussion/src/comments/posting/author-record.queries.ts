/** The most of a writer's comments that are ever looked at. A constant keeps the planner on the index. */
const MOST = 250;

/**
 * What is known before a comment is written: the comment it answers, and what became of its writer's newest comments on the site.
 * $1 article, $2 parent or null, $3 site, $4 writer or null, $5 how many of the writer's comments are looked at, $6 since when they
 * count as recent
 */
export const FACTS = `
SELECT parent.id, parent.status, parent.depth, parent.path, parent.root_id, parent.section_id, parent.kind,
  record.approved, record.decided_lately, record.rejected_lately
FROM (
  SELECT count(*) FILTER (WHERE c.status = 'published')::int AS approved,
    count(*) FILTER (WHERE c.status IN ('published', 'rejected', 'spam') AND p.created_at > $6::timestamptz)::int AS decided_lately,
    count(*) FILTER (WHERE c.status IN ('rejected', 'spam') AND p.created_at > $6::timestamptz)::int AS rejected_lately
  FROM (SELECT * FROM (
    SELECT article_id, comment_id, created_at FROM comment_prints
    WHERE author_id = $4::uuid AND site_id = $3::uuid ORDER BY created_at DESC LIMIT ${MOST}
  ) newest LIMIT $5::integer) p
  CROSS JOIN LATERAL (SELECT status FROM comments WHERE article_id = p.article_id AND id = p.comment_id LIMIT 1) c
) record
LEFT JOIN LATERAL (
  SELECT id, status, depth, path, root_id, section_id, kind FROM comments WHERE article_id = $1::uuid AND id = $2::uuid LIMIT 1
) parent ON true`;
