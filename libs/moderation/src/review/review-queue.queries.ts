import { ANCHOR_COLUMNS, COMMENT_COLUMNS } from '#discussion';

/**
 * The keys of one page of a queue. Every statement gives (comment_id, article_id, position, waiting_since) in the order asked for,
 * and takes $1 site, $2 article or null, $3 limit, $4 the position after which the page begins or null, $5 its tie-break or null.
 */
const ITEM_COLUMNS = `i.comment_id, i.article_id, i.opened_at AS waiting_since`;
const OPEN_ITEMS = `FROM review_items i WHERE i.site_id = $1 AND i.resolved_at IS NULL AND ($2::uuid IS NULL OR i.article_id = $2)`;

const byUrgency = (condition: string) => `
SELECT ${ITEM_COLUMNS}, i.urgency::text AS position
${OPEN_ITEMS} AND ${condition}
  AND ($4::real IS NULL OR i.urgency < $4 OR (i.urgency = $4 AND i.comment_id > $5::uuid))
ORDER BY i.urgency DESC, i.comment_id LIMIT $3`;

const byAge = (condition: string, direction: 'ASC' | 'DESC') => `
SELECT ${ITEM_COLUMNS}, i.comment_id::text AS position
${OPEN_ITEMS} AND ${condition} AND ($4::uuid IS NULL OR i.comment_id ${direction === 'ASC' ? '>' : '<'} $4) AND $5::uuid IS NULL
ORDER BY i.comment_id ${direction} LIMIT $3`;

const PENDING = `i.status = 'pending'`;
const REPORTED = `i.status = 'published' AND i.flags > 0`;

/** A decision that still says what the comment is: its last one, and of the status that is asked for. */
const lastDecisions = (condition: string, direction: 'ASC' | 'DESC') => `
SELECT d.comment_id, d.article_id, d.created_at AS waiting_since, d.id::text AS position
FROM decisions d JOIN comments c ON c.article_id = d.article_id AND c.id = d.comment_id AND c.status = d.to_status
WHERE d.site_id = $1 AND ${condition} AND ($2::uuid IS NULL OR d.article_id = $2)
  AND ($4::uuid IS NULL OR d.id ${direction === 'ASC' ? '>' : '<'} $4) AND $5::uuid IS NULL
  AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.comment_id = d.comment_id AND later.id > d.id)
ORDER BY d.id ${direction} LIMIT $3`;

const ORPHANED = (direction: 'ASC' | 'DESC') => `
SELECT a.comment_id, a.article_id, c.created_at AS waiting_since, a.comment_id::text AS position
FROM comment_anchors a JOIN comments c ON c.article_id = a.article_id AND c.id = a.comment_id
WHERE c.site_id = $1 AND a.outcome = 'orphaned' AND ($2::uuid IS NULL OR a.article_id = $2)
  AND ($4::uuid IS NULL OR a.comment_id ${direction === 'ASC' ? '>' : '<'} $4) AND $5::uuid IS NULL
ORDER BY a.comment_id ${direction} LIMIT $3`;

const UNMODERATED = `d.to_status = 'published' AND d.cause = 'screening'`;

/** The statement of each queue in each order. Where urgency means nothing, `urgent` is `newest`. */
export const QUEUE_PAGES = {
  pending: { urgent: byUrgency(PENDING), oldest: byAge(PENDING, 'ASC'), newest: byAge(PENDING, 'DESC') },
  reported: { urgent: byUrgency(REPORTED), oldest: byAge(REPORTED, 'ASC'), newest: byAge(REPORTED, 'DESC') },
  unmoderated: {
    urgent: lastDecisions(UNMODERATED, 'DESC'),
    oldest: lastDecisions(UNMODERATED, 'ASC'),
    newest: lastDecisions(UNMODERATED, 'DESC'),
  },
  published: {
    urgent: lastDecisions(`d.to_status = 'published'`, 'DESC'),
    oldest: lastDecisions(`d.to_status = 'published'`, 'ASC'),
    newest: lastDecisions(`d.to_status = 'published'`, 'DESC'),
  },
  rejected: {
    urgent: lastDecisions(`d.to_status = 'rejected'`, 'DESC'),
    oldest: lastDecisions(`d.to_status = 'rejected'`, 'ASC'),
    newest: lastDecisions(`d.to_status = 'rejected'`, 'DESC'),
  },
  spam: {
    urgent: lastDecisions(`d.to_status = 'spam'`, 'DESC'),
    oldest: lastDecisions(`d.to_status = 'spam'`, 'ASC'),
    newest: lastDecisions(`d.to_status = 'spam'`, 'DESC'),
  },
  orphaned: { urgent: ORPHANED('DESC'), oldest: ORPHANED('ASC'), newest: ORPHANED('DESC') },
} as const;

/**
 * What a moderator sees around a comment. $1 article ids, $2 comment ids (pairs).
 */
export const QUEUE_CONTEXT = `
SELECT ${COMMENT_COLUMNS}, ${ANCHOR_COLUMNS}, c.revision AS newest_revision, r.body_html AS newest_html, r.body,
  d.trace AS decided_trace,
  coalesce(i.reasons, d.reasons, '{}') AS reasons, i.claimed_by, i.claimed_until,
  t.id AS article_id, t.key AS article_key, t.title AS article_title, t.url AS article_url,
  p.author_name AS parent_author, CASE WHEN p.status = 'published' THEN p.body_html ELSE '' END AS parent_html,
  record.published, record.rejected,
  coalesce((SELECT jsonb_agg(jsonb_build_object('reason', f.reason, 'detail', f.detail, 'createdAt', f.created_at) ORDER BY f.id)
            FROM (SELECT * FROM flags WHERE flags.comment_id = c.id ORDER BY id LIMIT 50) f), '[]'::jsonb) AS flags
FROM unnest($1::uuid[], $2::uuid[]) AS wanted (article_id, comment_id)
JOIN comments c ON c.article_id = wanted.article_id AND c.id = wanted.comment_id
JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision
JOIN articles t ON t.id = c.article_id
LEFT JOIN comment_anchors a ON a.article_id = c.article_id AND a.comment_id = c.id
LEFT JOIN comments p ON p.article_id = c.article_id AND p.id = c.parent_id
LEFT JOIN review_items i ON i.comment_id = c.id
LEFT JOIN LATERAL (SELECT trace, reasons FROM decisions WHERE decisions.comment_id = c.id AND cause = 'screening' ORDER BY id DESC LIMIT 1) d ON true
LEFT JOIN LATERAL (
  SELECT count(*) FILTER (WHERE o.status = 'published')::int AS published,
         count(*) FILTER (WHERE o.status IN ('rejected', 'spam'))::int AS rejected
  FROM (SELECT article_id, comment_id FROM comment_prints WHERE author_id = c.author_id ORDER BY created_at DESC LIMIT 200) recent
  JOIN comments o ON o.article_id = recent.article_id AND o.id = recent.comment_id
) record ON true`;
