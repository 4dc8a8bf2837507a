/** How far back the site is searched for the same text, and how many finds are looked at. */
const SITE_DAYS = 7;
const MOST_FINDS = 100;
/** How many of a writer's newest comments are looked at for refusals. */
const RECENT = 20;

/**
 * What a comment is judged by, in one statement. Ages are counted from the comment itself, so that a job that runs late judges as one
 * that runs at once. $1 article, $2 comment, $3 how many published comments are enough to know, $4 seconds in which a text repeats
 */
export const SCREENING_FACTS = `
SELECT c.site_id, c.status, c.revision, c.author_name, c.author_kind, c.badges, c.parent_id, r.body, w.website,
  (SELECT count(*)::int FROM (
    SELECT 1 FROM comment_prints p JOIN comments o ON o.article_id = p.article_id AND o.id = p.comment_id
    WHERE c.author_kind <> 'guest' AND p.author_id = c.author_id AND p.site_id = c.site_id AND o.status = 'published' AND o.id <> c.id
    ORDER BY p.created_at DESC LIMIT $3::integer) known) AS approved,
  (SELECT count(*)::int FROM (
    SELECT o.status FROM comment_prints p JOIN comments o ON o.article_id = p.article_id AND o.id = p.comment_id
    WHERE p.author_id = c.author_id AND p.site_id = c.site_id AND o.id <> c.id
    ORDER BY p.created_at DESC LIMIT ${RECENT}) recent WHERE recent.status IN ('rejected', 'spam')) AS rejected,
  EXISTS (SELECT 1 FROM roles g WHERE g.person_id = c.author_id AND g.role = 'trusted' AND (g.site_id IS NULL OR g.site_id = c.site_id)) AS is_trusted,
  (SELECT jsonb_build_object('kind', s.kind, 'endsAt', s.ends_at) FROM sanctions s
    WHERE s.person_id = c.author_id AND s.lifted_at IS NULL AND (s.site_id IS NULL OR s.site_id = c.site_id)
      AND (s.ends_at IS NULL OR s.ends_at > m.created_at)
    ORDER BY array_position(ARRAY['ban', 'suspension', 'mute'], s.kind) LIMIT 1) AS sanction,
  same.count AS same_count, same.seconds_ago AS same_seconds_ago,
  (SELECT count(*)::int FROM (SELECT 1 FROM comment_prints p WHERE p.author_id = c.author_id
    AND p.created_at > m.created_at - interval '1 minute' AND p.created_at <= m.created_at LIMIT 1001) n) AS in_minute,
  (SELECT count(*)::int FROM (SELECT 1 FROM comment_prints p WHERE p.author_id = c.author_id
    AND p.created_at > m.created_at - interval '1 hour' AND p.created_at <= m.created_at LIMIT 10001) n) AS in_hour,
  (SELECT count(*)::int FROM (SELECT 1 FROM comment_prints p WHERE p.network_key = m.network_key
    AND p.created_at > m.created_at - interval '1 minute' AND p.created_at <= m.created_at LIMIT 1001) n) AS network_in_minute,
  site.count AS site_count, site.authors AS site_authors, site.marked_spam
FROM comments c
JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision
JOIN comment_prints m ON m.comment_id = c.id
LEFT JOIN people w ON w.id = c.author_id
CROSS JOIN LATERAL (
  SELECT count(*)::int AS count, coalesce(extract(epoch FROM m.created_at - max(p.created_at)), 0)::float8 AS seconds_ago
  FROM comment_prints p
  WHERE p.site_id = c.site_id AND p.text_key = m.text_key AND p.author_id = c.author_id AND p.comment_id <> c.id
    AND p.created_at <= m.created_at AND p.created_at > m.created_at - make_interval(secs => $4::integer)) same
CROSS JOIN LATERAL (
  SELECT count(*)::int AS count, count(DISTINCT f.author_id)::int AS authors,
    (count(*) FILTER (WHERE EXISTS (SELECT 1 FROM decisions d
      WHERE d.comment_id = f.comment_id AND d.cause = 'moderator' AND d.to_status = 'spam')))::int AS marked_spam
  FROM (SELECT p.comment_id, p.author_id FROM comment_prints p
    WHERE p.site_id = c.site_id AND p.text_key = m.text_key AND p.author_id <> c.author_id
      AND p.created_at > m.created_at - interval '${SITE_DAYS} days' AND p.created_at <= m.created_at
    ORDER BY p.created_at DESC LIMIT ${MOST_FINDS}) f) site
WHERE c.article_id = $1::uuid AND c.id = $2::uuid`;
