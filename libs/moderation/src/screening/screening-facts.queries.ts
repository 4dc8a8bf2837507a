import { GRAVEST_FIRST, sanctionsInForce } from '#accounts';

/** How far back the site is searched for the same text, and how many finds are looked at. */
const SITE_DAYS = 7;
const MOST_FINDS = 100;
/** Newest candidates of one band for a near-duplicate; there are four bands. */
const MOST_NEAR = 10;

/** The most of a writer's comments that are ever looked at. A constant keeps the planner on the index. */
const MOST_OWN = 1000;

/** What depends on when the comment is judged. */
interface Time {
  /** The status of the comment of a print `p`, as `status`. */
  readonly statusOf: string;
  /** What must hold of a decision `d` of that time. */
  readonly decided: string;
  /** What must hold of a sanction `s` in force. */
  readonly inForce: string;
  /** What must hold of another comment's print `p` that was there. */
  readonly written: string;
}

const NOW: Time = {
  statusOf: 'SELECT status FROM comments WHERE article_id = p.article_id AND id = p.comment_id LIMIT 1',
  decided: 'true',
  inForce: 's.lifted_at IS NULL',
  written: 'true',
};

/** The log of decisions knows what a comment was at a time; where it was an edit that was refused, what that decision said. */
const THEN: Time = {
  statusOf: `SELECT d.to_status AS status FROM decisions d
    WHERE d.comment_id = p.comment_id AND d.created_at < $7::timestamptz ORDER BY d.id DESC LIMIT 1`,
  decided: 'd.created_at < $7::timestamptz',
  inForce: 's.created_at <= $7::timestamptz AND (s.lifted_at IS NULL OR s.lifted_at > $7::timestamptz)',
  written: 'p.created_at <= $7::timestamptz',
};

/**
 * A comment that is judged again: with all that people have said since, but by the record its writer had then. Otherwise what judging
 * again refuses would count against the rest of the same writer, and each time would refuse more.
 */
const AGAIN: Time = { ...NOW, statusOf: THEN.statusOf, written: THEN.written };

/** Whether people called the comment of a print spam. */
const isMarkedSpam = (print: string, { decided }: Time): string =>
  `EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = ${print}.comment_id AND d.cause = 'moderator' AND d.to_status = 'spam' AND ${decided})`;

const factsAt = (time: Time): string => `
SELECT c.site_id, c.status, c.revision, c.created_at, c.author_name, c.author_kind, c.badges, c.parent_id, c.section_id, c.path, r.body, w.website, w.email,
  m.form_ms, m.form_trapped,
  EXISTS (SELECT 1 FROM review_items i WHERE i.comment_id = c.id AND i.resolved_at IS NULL) AS has_item,
  CASE WHEN c.author_kind = 'guest' THEN 0 ELSE record.approved END AS approved, record.decided_lately, record.rejected_lately,
  EXISTS (SELECT 1 FROM roles g WHERE g.person_id = c.author_id AND g.role = 'trusted' AND (g.site_id IS NULL OR g.site_id = c.site_id)) AS is_trusted,
  (SELECT jsonb_build_object('kind', s.kind, 'endsAt', s.ends_at)
    FROM (${sanctionsInForce({ person: 'c.author_id', site: 'c.site_id', at: 'm.created_at', stands: time.inForce })}) s
    ORDER BY ${GRAVEST_FIRST} LIMIT 1) AS sanction,
  same.count AS same_count, same.seconds_ago AS same_seconds_ago,
  (SELECT count(*)::int FROM (SELECT 1 FROM comment_prints p WHERE p.author_id = c.author_id
    AND p.created_at > m.created_at - interval '1 minute' AND p.created_at <= m.created_at LIMIT 1001) n) AS in_minute,
  (SELECT count(*)::int FROM (SELECT 1 FROM comment_prints p WHERE p.author_id = c.author_id
    AND p.created_at > m.created_at - interval '1 hour' AND p.created_at <= m.created_at LIMIT 10001) n) AS in_hour,
  (SELECT count(*)::int FROM (SELECT 1 FROM comment_prints p WHERE p.network_key = m.network_key
    AND p.created_at > m.created_at - interval '1 minute' AND p.created_at <= m.created_at LIMIT 1001) n) AS network_in_minute,
  site.count AS site_count, site.authors AS site_authors, site.marked_spam, near.found AS near
FROM comments c
JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision
JOIN comment_prints m ON m.comment_id = c.id
LEFT JOIN people w ON w.id = c.author_id
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE o.status = 'published')::int AS approved,
    count(*) FILTER (WHERE o.status IN ('published', 'rejected', 'spam') AND p.created_at > m.created_at - make_interval(days => $6::integer))::int
      AS decided_lately,
    count(*) FILTER (WHERE o.status IN ('rejected', 'spam') AND p.created_at > m.created_at - make_interval(days => $6::integer))::int
      AS rejected_lately
  FROM (SELECT * FROM (
    SELECT p.article_id, p.comment_id, p.created_at FROM comment_prints p
    WHERE p.author_id = c.author_id AND p.site_id = c.site_id AND (p.comment_id <> c.id OR c.revision > 1) AND ${time.written} ORDER BY p.created_at DESC LIMIT ${MOST_OWN}
  ) newest LIMIT $3::integer) p
  CROSS JOIN LATERAL (${time.statusOf}) o) record
CROSS JOIN LATERAL (
  SELECT count(*)::int AS count, coalesce(extract(epoch FROM m.created_at - max(own.created_at)), 0)::float8 AS seconds_ago
  FROM (SELECT p.site_id, p.text_key, p.created_at FROM comment_prints p
    WHERE p.author_id = c.author_id AND p.comment_id <> c.id
      AND p.created_at <= m.created_at AND p.created_at > m.created_at - make_interval(secs => $4::integer)
    ORDER BY p.created_at DESC LIMIT ${MOST_OWN}) own
  WHERE own.site_id = c.site_id AND own.text_key = m.text_key) same
CROSS JOIN LATERAL (
  SELECT count(*)::int AS count, count(DISTINCT f.author_id)::int AS authors,
    (count(*) FILTER (WHERE ${isMarkedSpam('f', time)}))::int AS marked_spam
  FROM (SELECT p.comment_id, p.author_id FROM comment_prints p
    WHERE p.site_id = c.site_id AND p.text_key = m.text_key AND p.author_id <> c.author_id
      AND p.created_at > m.created_at - interval '${SITE_DAYS} days' AND p.created_at <= m.created_at
    ORDER BY p.created_at DESC LIMIT ${MOST_FINDS}) f) site
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_agg(jsonb_build_object('likeness', encode(p.likeness, 'hex'), 'authorId', p.author_id, 'isMarkedSpam', ${isMarkedSpam('p', time)})), '[]')
    AS found
  FROM (SELECT DISTINCT b.comment_id FROM unnest(CASE WHEN $5::boolean THEN m.bands END) AS own (band)
    CROSS JOIN LATERAL (SELECT comment_id FROM comment_bands WHERE band = own.band
      AND created_at > m.created_at - interval '${SITE_DAYS} days' AND created_at <= m.created_at
      ORDER BY created_at DESC LIMIT ${MOST_NEAR}) b) candidate
  JOIN comment_prints p ON p.comment_id = candidate.comment_id
  WHERE p.author_id <> c.author_id AND p.likeness IS NOT NULL) near
WHERE c.article_id = $1::uuid AND c.id = $2::uuid`;

/**
 * What a comment is judged by, in one statement. Ages are counted from the comment itself, so that a job that runs late judges as one
 * that runs at once. An edited comment counts to its writer's record as it did when the edit was taken. $1 article, $2 comment, $3 how many of the writer's
 * comments are looked at, $4 seconds in which a text repeats, $5 whether near-duplicates are looked for, $6 days of recent rejections
 */
export const SCREENING_FACTS = factsAt(NOW);

/** The same as it was at an earlier time, $7. */
export const PAST_SCREENING_FACTS = factsAt(THEN);

/** The same as it is now, but for the writer's record, which is that of an earlier time, $7. */
export const SCREENING_FACTS_AGAIN = factsAt(AGAIN);
