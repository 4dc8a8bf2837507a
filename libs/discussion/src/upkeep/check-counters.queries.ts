/**
 * Counters that are not what they count (reliability.md F29), at most $1 of them. Everything is counted anew, from comments' statuses and
 * paths, from votes and from flags: nothing here reads a counter to check another one. A comment is shown when it is public or has a
 * public one below it. Guests' votes are kept
 * and do not count. An item counts the flags since it was last opened, so it has at most as many as there are.
 */
export const WRONG_COUNTERS = `
WITH public AS (
  SELECT article_id, id, path, section_id FROM comments WHERE status = 'published'
), above AS (
  SELECT article_id, a.id, count(*) AS n FROM public CROSS JOIN LATERAL unnest(path) AS a (id) GROUP BY 1, 2
), shown AS (
  SELECT article_id, id FROM public UNION SELECT article_id, id FROM above
), replies AS (
  SELECT c.article_id, c.parent_id AS id, count(*) AS n FROM comments c JOIN shown s ON s.article_id = c.article_id AND s.id = c.id
  WHERE c.parent_id IS NOT NULL GROUP BY 1, 2
), ballots AS (
  SELECT v.article_id, v.comment_id AS id, count(*) FILTER (WHERE v.value = 1) AS up, count(*) FILTER (WHERE v.value = -1) AS down
  FROM votes v JOIN people p ON p.id = v.voter_id AND p.kind <> 'guest' GROUP BY 1, 2
), counted AS (
  SELECT 'replies' AS counter, c.id::text AS of, c.reply_count::bigint AS stored, coalesce(r.n, 0) AS truth
  FROM comments c LEFT JOIN replies r ON r.article_id = c.article_id AND r.id = c.id
  UNION ALL
  SELECT 'descendants', c.id::text, c.descendant_count, coalesce(a.n, 0)
  FROM comments c LEFT JOIN above a ON a.article_id = c.article_id AND a.id = c.id
  UNION ALL
  SELECT w.counter, c.id::text, w.stored, w.truth
  FROM comments c LEFT JOIN ballots b ON b.article_id = c.article_id AND b.id = c.id
  CROSS JOIN LATERAL (VALUES ('votes for', c.up, coalesce(b.up, 0)), ('votes against', c.down, coalesce(b.down, 0))) w (counter, stored, truth)
  UNION ALL
  SELECT 'discussion', d.article_id::text, d.published, coalesce(p.n, 0)
  FROM discussions d LEFT JOIN (SELECT article_id, count(*) AS n FROM public GROUP BY 1) p ON p.article_id = d.article_id
  UNION ALL
  SELECT 'section', s.article_id || '/' || s.section_id, coalesce(s.published, 0), coalesce(p.n, 0)
  FROM section_counts s FULL JOIN (
    SELECT article_id, section_id, count(*) AS n FROM public WHERE section_id IS NOT NULL GROUP BY 1, 2
  ) p USING (article_id, section_id)
  UNION ALL
  SELECT 'flags', i.comment_id::text, i.flags, f.n
  FROM review_items i CROSS JOIN LATERAL (SELECT count(*) AS n FROM flags WHERE comment_id = i.comment_id) f
  WHERE i.resolved_at IS NULL AND i.flags > f.n
)
SELECT counter, of, stored::int, truth::int FROM counted WHERE stored <> truth ORDER BY counter, of LIMIT $1::int`;
