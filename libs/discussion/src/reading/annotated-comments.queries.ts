/** One more than a page may hold, as a constant: a parameter would be planned for a tenth of the table. */
const MOST = 101;

const ANCHORED = `FROM comment_anchors n JOIN comments c ON c.article_id = $1::uuid AND c.id = n.comment_id
  WHERE n.article_id = $1::uuid AND c.status = 'published' AND c.parent_id IS NULL`;

/**
 * Public comments that stand on a passage or a section, oldest first, with the selectors of their place and the revision these are
 * about: the newest in which they had a place, and how the passage reads there. Of a section the last heading is known, which is that of the current
 * revision, or of the last that had the section. $1 article, $2 the last id seen, $3 limit
 */
export const ANNOTATED = `
SELECT p.*, s.heading, s.heading_id, v.revision AS article_revision, r.created_at AS revised_at
FROM (
  SELECT c.id, c.kind IS NOT DISTINCT FROM 'question' AS is_question, c.author_name, c.body_html, c.created_at, c.edited_at,
    CASE WHEN l.revision IS NULL THEN n.section_id ELSE l.section_id END AS section_id,
    coalesce(l.exact, n.exact) AS exact, coalesce(l.prefix, n.prefix) AS prefix, coalesce(l.suffix, n.suffix) AS suffix,
    coalesce(l.start_offset, n.start_offset) AS start_offset, coalesce(l.end_offset, n.end_offset) AS end_offset,
    coalesce(n.stood_revision, n.article_revision) AS found_in
  FROM (
    SELECT n.* ${ANCHORED} AND n.comment_id > $2::uuid
    ORDER BY n.comment_id LIMIT ${MOST}
  ) n
  CROSS JOIN LATERAL (SELECT * FROM comments WHERE article_id = $1::uuid AND id = n.comment_id LIMIT 1) c
  LEFT JOIN LATERAL (
    SELECT * FROM anchor_placements WHERE article_id = $1::uuid AND comment_id = n.comment_id AND revision = n.stood_revision LIMIT 1
  ) l ON true
) p
JOIN articles a ON a.id = $1::uuid
LEFT JOIN sections s ON s.article_id = $1::uuid AND s.id = p.section_id AND p.exact IS NULL
CROSS JOIN LATERAL (SELECT CASE WHEN s.id IS NULL THEN p.found_in ELSE coalesce(s.removed_in - 1, a.revision) END AS revision) v
LEFT JOIN article_revisions r ON r.article_id = $1::uuid AND r.revision = v.revision
ORDER BY p.id LIMIT $3::integer`;

/** How many there are. $1 article */
export const COUNT_ANNOTATED = `SELECT count(*)::integer AS total ${ANCHORED}`;
