/** The most addresses that a file of a site map holds (https://www.sitemaps.org/protocol.html). */
export const PART_SIZE = 50_000;

/**
 * A part of a site's discussions that have public comments, oldest first: in an order that never changes, a part only changes where
 * something happened in it. $1 site, $2 time and $3 article of the last one before it
 */
const PART = `
  SELECT created_at, article_id, coalesce(last_activity_at, created_at) AS active_at FROM discussions
  WHERE site_id = $1::uuid AND published > 0 AND (created_at, article_id) > ($2::timestamptz, $3::uuid)
  ORDER BY created_at, article_id LIMIT ${PART_SIZE}`;

/** How many there are in a part, when something last happened in it, and its last one. The time leaves as text: a Date would lose microseconds. */
export const PART_SUMMARY = `
WITH part AS MATERIALIZED (${PART})
SELECT s.count, s.active_at, l.position, l.article_id
FROM (SELECT count(*)::integer AS count, max(active_at) AS active_at FROM part) s
CROSS JOIN (SELECT created_at::text AS position, article_id FROM part ORDER BY part.created_at DESC, article_id DESC LIMIT 1) l`;

/** The discussions of a part. */
export const PART_ROWS = `
SELECT a.key, d.active_at FROM (${PART}) d JOIN articles a ON a.id = d.article_id
ORDER BY d.created_at, d.article_id`;
