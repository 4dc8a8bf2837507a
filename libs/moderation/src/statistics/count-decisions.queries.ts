/** Buckets of waiting times in one doubling: a percentile read from them is off by half a bucket, 4.4 %, at most. */
export const BUCKETS_PER_DOUBLING = 8;

/**
 * Adds decisions to the statistics. A person's first decision on a text is held against what screening said of it, and ends the waiting
 * of the comment. What phases said is counted once more when a person has judged. Decisions that were undone stay counted: they were made.
 * $1 ids of decisions that were never counted before
 */
export const COUNT_DECISIONS = `
WITH d AS MATERIALIZED (
  SELECT d.*, date_bin('15 minutes', d.created_at, 'epoch') AS slot FROM decisions d WHERE d.id = ANY ($1::uuid[])
), judged AS MATERIALIZED (
  SELECT d.id, d.site_id, d.slot, d.comment_id, d.to_status, d.from_status, d.created_at, d.to_status IN ('rejected', 'spam') AS is_refused,
    s.trace AS screened, coalesce(s.trace->>'verdict', s.to_status) AS verdict,
    (SELECT max(b.created_at) FROM decisions b WHERE b.comment_id = d.comment_id AND b.id < d.id AND b.cause = 'moderator') AS judged_before
  FROM d LEFT JOIN decisions s ON s.comment_id = d.comment_id AND s.revision = d.revision AND s.cause = 'screening'
  WHERE d.cause = 'moderator' AND d.to_status IN ('published', 'rejected', 'spam')
), first AS MATERIALIZED (
  SELECT j.* FROM judged j WHERE NOT EXISTS (
    SELECT 1 FROM decisions b JOIN d ON d.id = j.id
    WHERE b.comment_id = j.comment_id AND b.revision = d.revision AND b.cause = 'moderator' AND b.id < j.id)
), said AS (
  SELECT o.id, o.site_id, o.slot, o.is_refused, o.is_judged, p.value->>'phase' || CASE WHEN p.value->>'shadow' = 'true' THEN '~' ELSE '' END AS phase
  FROM (
    SELECT id, site_id, slot, trace, false AS is_refused, false AS is_judged FROM d WHERE cause = 'screening'
    UNION ALL SELECT id, site_id, slot, screened, is_refused, true FROM first
  ) o CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(o.trace->'phases') WHEN 'array' THEN o.trace->'phases' ELSE '[]' END) p
  WHERE p.value->>'verdict' IN ('hold', 'reject', 'spam')
), waited AS (
  SELECT f.site_id, f.slot, greatest(1, extract(epoch FROM f.created_at - coalesce(
      (SELECT max(b.created_at) FROM decisions b WHERE b.comment_id = f.comment_id AND b.id < f.id AND b.to_status = 'pending'),
      (SELECT p.created_at FROM comment_prints p WHERE p.comment_id = f.comment_id), f.created_at))) AS seconds
  FROM first f WHERE f.from_status = 'pending'
), flagged AS (
  SELECT j.site_id, j.slot, j.is_refused, count(*) AS flags
  FROM judged j JOIN flags g ON g.comment_id = j.comment_id AND g.created_at <= j.created_at AND g.created_at > coalesce(j.judged_before, '-infinity')
  GROUP BY j.id, j.site_id, j.slot, j.is_refused
), counted AS (
  SELECT site_id, slot, 'decision' AS measure, cause || ':' || to_status AS key, 1 AS n FROM d
  UNION ALL SELECT site_id, slot, 'comment', 'new', 1 FROM d WHERE cause = 'screening' AND revision = 1
  UNION ALL SELECT site_id, slot, 'moderator', maker_id || ':' || to_status, 1 FROM d WHERE cause = 'moderator' AND maker_id IS NOT NULL
  UNION ALL SELECT site_id, slot, 'agreement', verdict || ':' || to_status, 1 FROM first WHERE verdict IS NOT NULL
  UNION ALL SELECT site_id, slot, 'phase', phase || CASE WHEN NOT is_judged THEN ':objected' WHEN is_refused THEN ':refused' ELSE ':kept' END, 1 FROM said
  UNION ALL SELECT site_id, slot, 'wait', floor(${BUCKETS_PER_DOUBLING} * log(2, seconds))::int::text, 1 FROM waited
  UNION ALL SELECT site_id, slot, 'flag', CASE WHEN is_refused THEN 'upheld' ELSE 'dismissed' END, flags FROM flagged
)
, by_day AS (
  INSERT INTO moderation_statistics_daily AS m (site_id, day, measure, key, n)
  SELECT site_id, date_bin('1 day', slot, 'epoch'), measure, key, sum(n) FROM counted WHERE measure NOT IN ('comment', 'decision') GROUP BY 1, 2, 3, 4
  ON CONFLICT (site_id, day, measure, key) DO UPDATE SET n = m.n + EXCLUDED.n
)
INSERT INTO moderation_statistics AS m (site_id, slot, measure, key, n)
SELECT site_id, slot, measure, key, sum(n) FROM counted GROUP BY site_id, slot, measure, key
ON CONFLICT (site_id, measure, slot, key) DO UPDATE SET n = m.n + EXCLUDED.n`;
