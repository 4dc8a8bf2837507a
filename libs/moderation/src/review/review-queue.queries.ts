import { ANCHOR_COLUMNS, COMMENT_COLUMNS } from '#discussion';

/**
 * One page of a queue: (comment_id, article_id, position, waiting_since) in order. `$1` site, `$2` limit, then the place after which
 * the page begins, `start` for the first page: an id as `$3`, or an urgency and an id as `$3` and `$4`. `ofArticle` takes the article
 * as one value more. Places are compared as they are indexed, so that a deep page costs what the first one does; a condition that
 * allows for a missing value would make the planner read everything before it.
 */
export interface QueuePage {
  readonly ofSite: string;
  readonly ofArticle: string;
  readonly start: readonly string[];
}

interface Walk {
  /** Rows in the order of an index, of one site or article. */
  readonly rows: (owner: 'site' | 'article') => string;
  /** What must hold of a row `w`. Its subqueries are probes of an index for each row that is passed. */
  readonly passes: string;
  readonly start: readonly string[];
}

type Direction = 'oldest' | 'newest';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const STEP = {
  oldest: { after: '>', order: 'ASC', start: [FIRST_ID] },
  newest: { after: '<', order: 'DESC', start: [LAST_ID] },
} as const;
const STATUS_NOW = '(SELECT c.status FROM comments c WHERE c.article_id = w.article_id AND c.id = w.comment_id)';

/**
 * Walks an index and keeps what passes until the page is full. The walk is a subquery of its own (OFFSET 0), because the planner thinks
 * that hardly anything passes and would rather sort all there is. The order of the subquery is the order of the page.
 */
function pageOf({ rows, passes, start }: Walk): QueuePage {
  const page = (owner: 'site' | 'article', alsoPasses: string): string => `
SELECT w.comment_id, w.article_id, w.waiting_since, w.position
FROM (${rows(owner)} OFFSET 0) w
WHERE ${passes} ${alsoPasses}
LIMIT $2::int`;
  const article = `$${start.length + 3}::uuid`;
  return {
    ofSite: page('site', ''),
    ofArticle: page('article', `AND (SELECT a.site_id FROM articles a WHERE a.id = ${article}) = $1::uuid`),
    start,
  };
}

const owned = (owner: 'site' | 'article', table: string, articleAt: number): string =>
  owner === 'site' ? `${table}.site_id = $1::uuid` : `${table}.article_id = $${articleAt}::uuid`;

/** A writer may have withdrawn a comment while its item waited. */
const PENDING = { condition: `i.status = 'pending'`, passes: `${STATUS_NOW} IN ('pending', 'published')` };
const REPORTED = { condition: `i.status = 'published' AND i.flags > 0`, passes: `${STATUS_NOW} = 'published'` };

function byUrgency({ condition, passes }: typeof PENDING): QueuePage {
  const rows: Walk['rows'] = (owner) => `
  SELECT i.comment_id, i.article_id, i.opened_at AS waiting_since, (-i.urgency)::text AS position
  FROM review_items i
  WHERE ${owned(owner, 'i', 5)} AND i.resolved_at IS NULL AND ${condition} AND (-i.urgency, i.comment_id) > ($3::real, $4::uuid)
  ORDER BY -i.urgency, i.comment_id`;
  return pageOf({ rows, passes, start: ['-Infinity', FIRST_ID] });
}

function byAge({ condition, passes }: typeof PENDING, direction: Direction): QueuePage {
  const { after, order, start } = STEP[direction];
  const rows: Walk['rows'] = (owner) => `
  SELECT i.comment_id, i.article_id, i.opened_at AS waiting_since, i.comment_id::text AS position
  FROM review_items i
  WHERE ${owned(owner, 'i', 4)} AND i.resolved_at IS NULL AND ${condition} AND i.comment_id ${after} $3::uuid
  ORDER BY i.comment_id ${order}`;
  return pageOf({ rows, passes, start });
}

/** The comment is what this decision says, and no later decision says the same again. */
const STILL_HOLDS = `${STATUS_NOW} = w.to_status AND w.id = (
  SELECT l.id FROM decisions l WHERE l.comment_id = w.comment_id AND l.to_status = w.to_status ORDER BY l.id DESC LIMIT 1)`;

/** No person has looked at the text or at a newer one. */
const UNSEEN = `NOT EXISTS (
  SELECT 1 FROM decisions p WHERE p.comment_id = w.comment_id AND p.revision >= w.revision AND p.cause = 'moderator' OFFSET 0)`;

/** Comments by the decision that made them what they are. */
function byDecision(condition: string, passes: string, direction: Direction): QueuePage {
  const { after, order, start } = STEP[direction];
  const rows: Walk['rows'] = (owner) => `
  SELECT d.comment_id, d.article_id, d.created_at AS waiting_since, d.id::text AS position, d.id, d.to_status, d.revision
  FROM decisions d
  WHERE ${owned(owner, 'd', 4)} AND ${condition} AND d.id ${after} $3::uuid
  ORDER BY d.id ${order}`;
  return pageOf({ rows, passes, start });
}

function orphaned(direction: Direction): QueuePage {
  const { after, order, start } = STEP[direction];
  const rows: Walk['rows'] = (owner) => `
  SELECT n.comment_id, n.article_id, n.created_at AS waiting_since, n.comment_id::text AS position
  FROM comment_anchors n
  WHERE n.outcome = 'orphaned' ${owner === 'site' ? '' : 'AND n.article_id = $4::uuid'} AND n.comment_id ${after} $3::uuid
  ORDER BY n.comment_id ${order}`;
  const passes = `(SELECT c.site_id FROM comments c
  WHERE c.article_id = w.article_id AND c.id = w.comment_id AND c.status IN ('pending', 'published')) = $1::uuid`;
  return pageOf({ rows, passes, start });
}

const ofItems = (queue: typeof PENDING) => ({
  urgent: byUrgency(queue),
  oldest: byAge(queue, 'oldest'),
  newest: byAge(queue, 'newest'),
});

const inOrder = (make: (direction: Direction) => QueuePage) => ({
  urgent: make('newest'),
  oldest: make('oldest'),
  newest: make('newest'),
});

const ofStatus = (status: 'published' | 'rejected' | 'spam') =>
  inOrder((direction) => byDecision(`d.to_status = '${status}'`, STILL_HOLDS, direction));

/** The statement of each queue in each order. Where urgency means nothing, `urgent` is `newest`. */
export const QUEUE_PAGES = {
  pending: ofItems(PENDING),
  reported: ofItems(REPORTED),
  unmoderated: inOrder((direction) =>
    byDecision(`d.to_status = 'published' AND d.cause = 'screening'`, `${STILL_HOLDS} AND ${UNSEEN}`, direction),
  ),
  published: ofStatus('published'),
  rejected: ofStatus('rejected'),
  spam: ofStatus('spam'),
  orphaned: inOrder(orphaned),
} as const;

/**
 * What a moderator sees around a comment: its newest text with what screening said of it. $1 article ids, $2 comment ids (pairs)
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
CROSS JOIN LATERAL (SELECT * FROM comments WHERE article_id = wanted.article_id AND id = wanted.comment_id LIMIT 1) c
CROSS JOIN LATERAL (
  SELECT body, body_html FROM comment_revisions WHERE article_id = c.article_id AND comment_id = c.id AND revision = c.revision LIMIT 1
) r
CROSS JOIN LATERAL (SELECT id, key, title, url FROM articles WHERE id = c.article_id LIMIT 1) t
LEFT JOIN LATERAL (
  SELECT exact, prefix, suffix, outcome, score FROM comment_anchors WHERE article_id = c.article_id AND comment_id = c.id LIMIT 1
) a ON true
LEFT JOIN LATERAL (
  SELECT author_name, status, body_html FROM comments WHERE article_id = c.article_id AND id = c.parent_id LIMIT 1
) p ON true
LEFT JOIN LATERAL (SELECT reasons, claimed_by, claimed_until FROM review_items WHERE comment_id = c.id LIMIT 1) i ON true
LEFT JOIN LATERAL (
  SELECT trace, reasons FROM decisions WHERE comment_id = c.id AND revision = c.revision AND cause = 'screening' LIMIT 1
) d ON true
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE o.status = 'published')::int AS published,
         count(*) FILTER (WHERE o.status IN ('rejected', 'spam'))::int AS rejected
  FROM (SELECT article_id, comment_id FROM comment_prints WHERE author_id = c.author_id AND site_id = c.site_id
        ORDER BY created_at DESC LIMIT 20) recent
  CROSS JOIN LATERAL (SELECT status FROM comments WHERE article_id = recent.article_id AND id = recent.comment_id LIMIT 1) o
) record`;
