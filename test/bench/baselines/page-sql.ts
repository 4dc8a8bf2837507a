/** The columns of a comment that its answer needs. */
const COLUMNS = `id, parent_id, root_id, depth, anchor_kind, section_id, author_id, author_name, author_kind, badges, status,
  coalesce(public_revision, revision) AS revision, body_html, up, down, reply_count, created_at, edited_at,
  pinned_at IS NOT NULL AS is_pinned, featured_at IS NOT NULL AS is_featured`;

const SHOWN = `(status = 'published' OR reply_count > 0)`;
const ORDERS = { newest: 'id DESC', discussed: 'descendant_count DESC, id DESC' } as const;

/**
 * The best statement for a first page that we could write by hand: the roots by an index, their first replies by another, and the
 * discussion's state, in one round trip. $1 article, $2 roots, $3 replies of each
 */
const pageSql = (order: string): string => `
WITH roots AS MATERIALIZED (
  SELECT ${COLUMNS} FROM (SELECT * FROM comments WHERE article_id = $1 AND parent_id IS NULL AND ${SHOWN} ORDER BY ${order} LIMIT 51) c LIMIT $2::int
)
SELECT roots.*, a.exact, a.prefix, a.suffix, a.outcome, a.score, NULL::bigint AS version, NULL::int AS total, NULL::json AS sections FROM roots
LEFT JOIN LATERAL (SELECT exact, prefix, suffix, outcome, score FROM comment_anchors
  WHERE article_id = $1 AND comment_id = CASE WHEN roots.anchor_kind = 'article' THEN NULL ELSE roots.id END LIMIT 1) a ON true
UNION ALL
SELECT r.*, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM roots CROSS JOIN LATERAL (
  SELECT ${COLUMNS} FROM (SELECT * FROM comments WHERE article_id = $1 AND parent_id = roots.id AND parent_id IS NOT NULL AND ${SHOWN} ORDER BY id LIMIT 11) c
  LIMIT $3::int) r WHERE roots.reply_count > 0
UNION ALL
SELECT d.article_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, d.version, d.published,
  (SELECT json_object_agg(s.section_id, s.published) FROM section_counts s WHERE s.article_id = d.article_id AND s.published > 0)
FROM discussions d WHERE d.article_id = $1`;

/** The statements by order. */
export const PAGE_SQL = { newest: pageSql(ORDERS.newest), discussed: pageSql(ORDERS.discussed) } as const;

/** Counts of several articles. $1 site, $2 keys */
export const COUNTS_SQL = `
SELECT a.key, d.published AS total,
  (SELECT json_object_agg(s.section_id, s.published) FROM section_counts s WHERE s.article_id = a.id AND s.published > 0) AS sections
FROM articles a JOIN discussions d ON d.article_id = a.id WHERE a.site_id = $1 AND a.key = ANY ($2::text[])`;
