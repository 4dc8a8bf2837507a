/** The most of a writer's comments that are ever looked at, as screening itself does. */
const MOST_OWN = 1000;
const SITE_DAYS = 7;
const MOST_FINDS = 100;

/**
 * What was so when a comment was judged and may be otherwise now: how many of its writer's comments were public or refused, which sanction
 * was in force, and how many equal texts people had marked as spam. The log of decisions knows each. $1 article, $2 comment, $3 when it
 * was judged, $4 how many of the writer's comments are looked at
 */
export const FACTS_THEN = `
SELECT CASE WHEN c.author_kind = 'guest' THEN 0 ELSE record.approved END AS approved, record.rejected,
  (SELECT jsonb_build_object('kind', s.kind, 'endsAt', s.ends_at) FROM sanctions s
    WHERE s.person_id = c.author_id AND (s.site_id IS NULL OR s.site_id = c.site_id) AND s.created_at <= $3::timestamptz
      AND (s.lifted_at IS NULL OR s.lifted_at > $3::timestamptz) AND (s.ends_at IS NULL OR s.ends_at > m.created_at)
    ORDER BY array_position(ARRAY['ban', 'suspension', 'mute'], s.kind) LIMIT 1) AS sanction,
  (SELECT count(*)::int FROM (SELECT p.comment_id FROM comment_prints p
      WHERE p.site_id = c.site_id AND p.text_key = m.text_key AND p.author_id <> c.author_id
        AND p.created_at > m.created_at - interval '${SITE_DAYS} days' AND p.created_at <= m.created_at
      ORDER BY p.created_at DESC LIMIT ${MOST_FINDS}) f
    WHERE EXISTS (SELECT 1 FROM decisions d
      WHERE d.comment_id = f.comment_id AND d.cause = 'moderator' AND d.to_status = 'spam' AND d.created_at <= $3::timestamptz)) AS marked_spam
FROM comments c
JOIN comment_prints m ON m.comment_id = c.id
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE o.to_status = 'published')::int AS approved,
    count(*) FILTER (WHERE o.to_status IN ('rejected', 'spam'))::int AS rejected
  FROM (SELECT * FROM (
    SELECT p.comment_id FROM comment_prints p
    WHERE p.author_id = c.author_id AND p.site_id = c.site_id AND p.created_at <= $3::timestamptz AND (p.comment_id <> c.id OR c.revision > 1)
    ORDER BY p.created_at DESC LIMIT ${MOST_OWN}
  ) newest LIMIT $4::integer) p
  CROSS JOIN LATERAL (SELECT d.to_status FROM decisions d
    WHERE d.comment_id = p.comment_id AND d.created_at < $3::timestamptz ORDER BY d.id DESC LIMIT 1) o) record
WHERE c.article_id = $1::uuid AND c.id = $2::uuid`;
