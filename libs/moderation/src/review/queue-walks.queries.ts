/** Which rows a walk reads: a site's, an article's, or those of comments that were found before. */
export interface WalkOver {
  /** The condition of the owner on a table, e.g. `i.site_id = $1::uuid`. */
  readonly owner: (table: string) => string;
  /** Ids of comments, as a parameter, when only these are wanted. */
  readonly only?: string;
}

/** Rows in the order of an index: (comment_id, article_id, position, waiting_since, reasons, …), and what must hold of a row `w`. */
export interface Walk {
  /** @param place the parameters of the place after which the page begins. */
  readonly rows: (over: WalkOver, place: readonly string[]) => string;
  /** Subqueries are probes of an index for each row that is passed. */
  readonly passes: string;
  /** The place before the first row. */
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

const from = (table: string, alias: string, { only }: WalkOver): string =>
  only === undefined
    ? `${table} ${alias}`
    : `unnest(${only}::uuid[]) AS named (comment_id) JOIN ${table} ${alias} ON ${alias}.comment_id = named.comment_id`;

interface Items {
  readonly condition: string;
  readonly passes: string;
}
/** A writer may have withdrawn a comment while its item waited. */
const PENDING: Items = { condition: `i.status = 'pending'`, passes: `${STATUS_NOW} IN ('pending', 'published')` };
const REPORTED: Items = {
  condition: `i.status = 'published' AND i.flags > 0`,
  passes: `${STATUS_NOW} = 'published'`,
};

function byUrgency({ condition, passes }: Items): Walk {
  return {
    rows: (over, [rank = '', id = '']) => `
  SELECT i.comment_id, i.article_id, i.opened_at AS waiting_since, (-i.rank)::text AS position, i.reasons
  FROM ${from('review_items', 'i', over)}
  WHERE ${over.owner('i')} AND i.resolved_at IS NULL AND ${condition} AND (-i.rank, i.comment_id) > (${rank}::double precision, ${id}::uuid)
  ORDER BY -i.rank, i.comment_id`,
    passes,
    start: ['-Infinity', FIRST_ID],
  };
}

function byAge({ condition, passes }: Items, direction: Direction): Walk {
  const { after, order, start } = STEP[direction];
  return {
    rows: (over, [id = '']) => `
  SELECT i.comment_id, i.article_id, i.opened_at AS waiting_since, i.comment_id::text AS position, i.reasons
  FROM ${from('review_items', 'i', over)}
  WHERE ${over.owner('i')} AND i.resolved_at IS NULL AND ${condition} AND i.comment_id ${after} ${id}::uuid
  ORDER BY i.comment_id ${order}`,
    passes,
    start,
  };
}

/** The comment is what this decision says, and no later decision says the same again. */
const STILL_HOLDS = `${STATUS_NOW} = w.to_status AND w.id = (
  SELECT l.id FROM decisions l WHERE l.comment_id = w.comment_id AND l.to_status = w.to_status ORDER BY l.id DESC LIMIT 1)`;

/** No later screening, of a newer text or by newer rules, let it pass again. */
const LAST_PASS = `${STATUS_NOW} = 'published' AND w.id = (SELECT l.id FROM decisions l
  WHERE l.comment_id = w.comment_id AND l.to_status = 'published' AND l.cause = 'screening' ORDER BY l.id DESC LIMIT 1)`;

/** No person has looked at the text or at a newer one, or whoever has took it back. */
const UNSEEN = `NOT EXISTS (
  SELECT 1 FROM decisions p WHERE p.comment_id = w.comment_id AND p.revision >= w.revision AND p.cause = 'moderator'
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = p.id) OFFSET 0)`;

/** Comments by the decision that made them what they are. */
function byDecision(condition: string, passes: string, direction: Direction): Walk {
  const { after, order, start } = STEP[direction];
  return {
    rows: (over, [id = '']) => `
  SELECT d.comment_id, d.article_id, d.created_at AS waiting_since, d.id::text AS position, d.reasons, d.id, d.to_status, d.revision
  FROM ${from('decisions', 'd', over)}
  WHERE ${over.owner('d')} AND ${condition} AND d.id ${after} ${id}::uuid
  ORDER BY d.id ${order}`,
    passes,
    start,
  };
}

/** Anchors know no site: the comment does. */
function orphaned(direction: Direction): Walk {
  const { after, order, start } = STEP[direction];
  return {
    rows: (over, [id = '']) => {
      const owner = over.owner('n');
      return `
  SELECT n.comment_id, n.article_id, coalesce((SELECT p.placed_at FROM anchor_placements p
    WHERE p.article_id = n.article_id AND p.comment_id = n.comment_id AND p.revision = n.placed_revision), n.created_at) AS waiting_since, n.comment_id::text AS position, '{}'::text[] AS reasons
  FROM ${from('comment_anchors', 'n', over)}
  WHERE n.outcome = 'orphaned' AND n.retired_at IS NULL ${owner.includes('article_id') ? `AND ${owner}` : ''} AND n.comment_id ${after} ${id}::uuid
  ORDER BY n.comment_id ${order}`;
    },
    passes: `(SELECT c.site_id FROM comments c
  WHERE c.article_id = w.article_id AND c.id = w.comment_id AND c.status IN ('pending', 'published')) = $1::uuid`,
    start,
  };
}

/** Appeals that nobody has answered, by the time they came in, as long as the text that was refused is the newest and is still refused. */
function appealed(direction: Direction): Walk {
  const { after, order, start } = STEP[direction];
  return {
    rows: (over, [id = '']) => `
  SELECT a.comment_id, a.article_id, a.created_at AS waiting_since, a.id::text AS position, a.revision,
    (SELECT d.reasons FROM decisions d WHERE d.id = a.decision_id) AS reasons
  FROM ${from('appeals', 'a', over)}
  WHERE ${over.owner('a')} AND a.outcome IS NULL AND a.id ${after} ${id}::uuid
  ORDER BY a.id ${order}`,
    passes: `(SELECT c.revision = w.revision AND (c.status IN ('rejected', 'spam') OR c.status = 'published' AND c.public_revision < c.revision)
  FROM comments c WHERE c.article_id = w.article_id AND c.id = w.comment_id)`,
    start,
  };
}

const ofItems = (queue: Items) => ({
  urgent: byUrgency(queue),
  oldest: byAge(queue, 'oldest'),
  newest: byAge(queue, 'newest'),
});

const inOrder = (make: (direction: Direction) => Walk, urgent: Direction = 'newest') => ({
  urgent: make(urgent),
  oldest: make('oldest'),
  newest: make('newest'),
});

const ofStatus = (status: 'published' | 'rejected' | 'spam') =>
  inOrder((direction) => byDecision(`d.to_status = '${status}'`, STILL_HOLDS, direction));

/** How each queue is read in each order. Where urgency means nothing, `urgent` is `newest`; of appeals it is the oldest. */
export const WALKS = {
  pending: ofItems(PENDING),
  reported: ofItems(REPORTED),
  unmoderated: inOrder((direction) =>
    byDecision(`d.to_status = 'published' AND d.cause = 'screening'`, `${LAST_PASS} AND ${UNSEEN}`, direction),
  ),
  published: ofStatus('published'),
  rejected: ofStatus('rejected'),
  spam: ofStatus('spam'),
  orphaned: inOrder(orphaned),
  appealed: inOrder(appealed, 'oldest'),
} as const;
