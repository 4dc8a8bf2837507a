import { GRAVEST_FIRST, sanctionsInForce } from '#accounts';
import { LIKENESS_HASHES } from '#screening';

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
    WHERE d.comment_id = p.comment_id AND d.created_at < wanted.at ORDER BY d.id DESC LIMIT 1`,
  decided: 'd.created_at < wanted.at',
  inForce: 's.created_at <= wanted.at AND (s.lifted_at IS NULL OR s.lifted_at > wanted.at)',
  written: 'p.created_at <= wanted.at',
};

/**
 * A comment that is judged again: with all that people have said since, but by the record its writer had then. Otherwise what judging
 * again refuses would count against the rest of the same writer, and each time would refuse more.
 */
const AGAIN: Time = { ...NOW, statusOf: THEN.statusOf, written: THEN.written };

/** Whether people called the comment of a print spam. */
const isMarkedSpam = (print: string, { decided }: Time): string =>
  `EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = ${print}.comment_id AND d.cause = 'moderator' AND d.to_status = 'spam' AND ${decided})`;

/** How alike two prints are, in percent; null where one is of a short text. */
const alikePercent = (one: string, other: string): string => {
  const equal = Array.from(
    { length: LIKENESS_HASHES },
    (_, at) => `(get_byte(${one}.likeness, ${at}) = get_byte(${other}.likeness, ${at}))::int`,
  );
  return `round((${equal.join(' + ')}) * 100.0 / ${LIKENESS_HASHES})::int`;
};

const factsAt = (time: Time): string => `
SELECT c.id, c.site_id, c.status, c.revision, c.created_at, c.author_name, c.author_kind, c.badges, c.parent_id, c.section_id, c.path, r.body, w.website, w.email,
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
FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[], $7::timestamptz[])
  AS wanted (article_id, comment_id, own, repeat_seconds, near_percent, days, at)
CROSS JOIN LATERAL (SELECT * FROM comments WHERE article_id = wanted.article_id AND id = wanted.comment_id LIMIT 1) c
CROSS JOIN LATERAL (SELECT body FROM comment_revisions WHERE article_id = c.article_id AND comment_id = c.id AND revision = c.revision LIMIT 1) r
CROSS JOIN LATERAL (SELECT * FROM comment_prints WHERE comment_id = c.id LIMIT 1) m
LEFT JOIN LATERAL (SELECT website, email FROM people WHERE id = c.author_id LIMIT 1) w ON true
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE o.status = 'published')::int AS approved,
    count(*) FILTER (WHERE o.status IN ('published', 'rejected', 'spam') AND p.created_at > m.created_at - make_interval(days => wanted.days))::int
      AS decided_lately,
    count(*) FILTER (WHERE o.status IN ('rejected', 'spam') AND p.created_at > m.created_at - make_interval(days => wanted.days))::int
      AS rejected_lately
  FROM (SELECT * FROM (
    SELECT p.article_id, p.comment_id, p.created_at FROM comment_prints p
    WHERE p.author_id = c.author_id AND p.site_id = c.site_id AND (p.comment_id <> c.id OR c.revision > 1) AND ${time.written} ORDER BY p.created_at DESC LIMIT ${MOST_OWN}
  ) newest LIMIT wanted.own) p
  CROSS JOIN LATERAL (${time.statusOf}) o) record
CROSS JOIN LATERAL (
  SELECT count(*)::int AS count, coalesce(extract(epoch FROM m.created_at - max(own.created_at)), 0)::float8 AS seconds_ago
  FROM (SELECT p.site_id, p.text_key, p.created_at FROM comment_prints p
    WHERE p.author_id = c.author_id AND p.comment_id <> c.id
      AND p.created_at <= m.created_at AND p.created_at > m.created_at - make_interval(secs => wanted.repeat_seconds)
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
  SELECT coalesce(jsonb_agg(jsonb_build_object('percent', alike.percent, 'authorId', p.author_id, 'isMarkedSpam', ${isMarkedSpam('p', time)})), '[]')
    AS found
  FROM (SELECT DISTINCT b.comment_id FROM unnest(CASE WHEN wanted.near_percent IS NOT NULL THEN m.bands END) AS own (band)
    CROSS JOIN LATERAL (SELECT comment_id FROM comment_bands WHERE band = own.band
      AND created_at > m.created_at - interval '${SITE_DAYS} days' AND created_at <= m.created_at
      ORDER BY created_at DESC LIMIT ${MOST_NEAR}) b) candidate
  CROSS JOIN LATERAL (SELECT * FROM comment_prints WHERE comment_id = candidate.comment_id LIMIT 1) p
  CROSS JOIN LATERAL (SELECT ${alikePercent('p', 'm')} AS percent) alike
  WHERE p.author_id <> c.author_id AND alike.percent >= wanted.near_percent) near`;

/**
 * What comments are judged by, in one statement whatever their number: to begin it costs the server as much as one of them. Ages are
 * counted from the comment itself, so that a job that runs late judges as one that runs at once. An edited comment counts to its writer's
 * record as it did when the edit was taken. $1 articles, $2 comments, $3 how many of the writer's comments are looked at, $4 seconds in which a text
 * repeats, $5 how alike near-duplicates are at least, null where none are looked for, $6 days of recent rejections, $7 the earlier time, null for now
 */
export const SCREENING_FACTS = factsAt(NOW);

/** The same as it was at the earlier time. */
export const PAST_SCREENING_FACTS = factsAt(THEN);

/** The same as it is now, but for the writer's record, which is that of the earlier time. */
export const SCREENING_FACTS_AGAIN = factsAt(AGAIN);
