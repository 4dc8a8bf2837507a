import { ANCHOR_COLUMNS, ANY_ANCHOR, COMMENT_COLUMNS } from '#discussion';

/** Remarks that moderators may still put somewhere: what was refused or taken back needs no place. */
const LIVING = `c.status IN ('pending', 'published')`;

/** Articles of a site that have orphans, with how many. $1 site, $2 the last article seen, $3 limit */
export const ORPHANED_ARTICLES = `
SELECT a.id AS article_id, a.key, a.title, a.url, o.orphans
FROM (
  SELECT n.article_id, count(*)::integer AS orphans
  FROM comment_anchors n
  JOIN comments c ON c.article_id = n.article_id AND c.id = n.comment_id AND c.site_id = $1::uuid AND ${LIVING}
  WHERE n.outcome = 'orphaned' AND n.retired_at IS NULL AND n.article_id > $2::uuid
  GROUP BY n.article_id ORDER BY n.article_id LIMIT $3::integer
) o JOIN articles a ON a.id = o.article_id
ORDER BY a.id`;

/** Orphans of an article in the order they were written. $1 article, $2 whether those nobody looks for, $3 the last one seen, $4 limit */
export const ORPHANS = `
SELECT ${COMMENT_COLUMNS}, ${ANCHOR_COLUMNS}
FROM (
  SELECT n.article_id, n.comment_id FROM comment_anchors n
  WHERE n.article_id = $1::uuid AND n.outcome = 'orphaned' AND (n.retired_at IS NOT NULL) = $2::boolean AND n.comment_id > $3::uuid
    AND EXISTS (SELECT 1 FROM comments c WHERE c.article_id = n.article_id AND c.id = n.comment_id AND ${LIVING})
  ORDER BY n.comment_id LIMIT $4::integer
) k
CROSS JOIN LATERAL (SELECT * FROM comments WHERE article_id = k.article_id AND id = k.comment_id LIMIT 1) c
${ANY_ANCHOR}
ORDER BY c.id`;
