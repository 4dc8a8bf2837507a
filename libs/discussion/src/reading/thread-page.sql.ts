import type { CommentSort } from '#contracts';
import { ANCHOR_COLUMNS, anchorOf, COMMENT_COLUMNS, NO_ANCHOR } from './comment-row.js';

/** What a page is narrowed to. */
export type ThreadFilter = 'all' | 'section' | 'inline' | 'section-inline';

/** The predicate of the partial indexes: what is shown. Queries repeat it to the letter. */
export const SHOWN = `(status = 'published' OR reply_count > 0)`;

/** The most roots, and replies of one root, that a page reads: one more than it gives, to know whether there are more. */
const MOST_ROOTS = 51;
const MOST_REPLIES = 11;

const UUID_FIRST = '00000000-0000-0000-0000-000000000000';
const UUID_LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

interface SortSql {
  /** $4 and, where the order has two keys, $5: the last row seen. */
  readonly after: string;
  readonly order: string;
  /** Where the first page begins. */
  readonly start: readonly (string | number)[];
}

/** The four orders. Every one is the order of an index, so a page reads as many rows as it shows. */
export const SORTS: Readonly<Record<CommentSort, SortSql>> = {
  newest: { after: 'id < $4::uuid', order: 'id DESC', start: [UUID_LAST] },
  oldest: { after: 'id > $4::uuid', order: 'id', start: [UUID_FIRST] },
  best: {
    after: '(best, id) < ($4::double precision, $5::uuid)',
    order: 'best DESC, id DESC',
    start: ['Infinity', UUID_LAST],
  },
  discussed: {
    after: '(descendant_count, id) < ($4::integer, $5::uuid)',
    order: 'descendant_count DESC, id DESC',
    start: [2_147_483_647, UUID_LAST],
  },
};

const FILTERS: Readonly<Record<ThreadFilter, (parameter: number) => string>> = {
  all: () => '',
  section: (parameter) => `AND section_id IS NOT NULL AND section_id = $${parameter}::uuid`,
  inline: () => `AND anchor_kind = 'passage'`,
  'section-inline': (parameter) =>
    `AND section_id IS NOT NULL AND section_id = $${parameter}::uuid AND anchor_kind = 'passage'`,
};

const REPLY_NAMES = `r.id, r.parent_id, r.root_id, r.depth, r.kind, r.anchor_kind, r.section_id, r.author_id, r.author_name, r.author_kind, r.badges,
  r.status, r.revision, r.body_html, r.up, r.down, r.reply_count, r.created_at, r.edited_at, r.is_pinned, r.is_featured,
  r.addressed_revision, r.addressed_at, r.reopened_at`;

/**
 * The first replies of a parent after an id, oldest first. Two things keep the planner on the index however the replies are spread:
 * the inner limit is a constant, and the parent is a range of one. An equality would be taken for a handful of rows, cheap to read
 * and sort, and would then read all of a root with ten thousand replies. The outer limit ends the walk early.
 */
const firstReplies = (parent: string, limit: string, most: number, after = `'${UUID_FIRST}'::uuid`): string => `
  SELECT ${COMMENT_COLUMNS} FROM (
    SELECT * FROM comments
    WHERE article_id = $1::uuid AND parent_id IS NOT NULL AND ${SHOWN}
      AND (parent_id, id) > (${parent}, ${after}) AND parent_id <= ${parent}
    ORDER BY parent_id, id LIMIT ${most}
  ) c LIMIT ${limit}`;

/**
 * One page of a discussion in one statement: the discussion's state, its roots, and the first replies of each root.
 * $1 article, $2 roots, $3 replies of each, $4 and $5 where the page begins, last the section
 */
function pageSql(sort: CommentSort, filter: ThreadFilter): string {
  const { after, order, start } = SORTS[sort];
  return `
WITH roots AS MATERIALIZED (
  SELECT ${COMMENT_COLUMNS}, c.best, c.descendant_count FROM (
    SELECT * FROM comments
    WHERE article_id = $1::uuid AND parent_id IS NULL AND ${SHOWN} ${FILTERS[filter](4 + start.length)} AND ${after}
    ORDER BY ${order} LIMIT ${MOST_ROOTS}
  ) c LIMIT $2::integer
)
SELECT roots.*, ${ANCHOR_COLUMNS}, NULL::bigint AS version, NULL::integer AS total, NULL::json AS sections
FROM roots ${anchorOf('roots')}
UNION ALL
SELECT ${REPLY_NAMES}, NULL::double precision, NULL::integer, ${NO_ANCHOR}, NULL::bigint, NULL::integer, NULL::json
FROM roots CROSS JOIN LATERAL (${firstReplies('roots.id', '$3::integer', MOST_REPLIES)}) r
WHERE roots.reply_count > 0
UNION ALL
SELECT d.article_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, ${NO_ANCHOR}, d.version, d.published, ${sectionsOf('d.article_id')}
FROM discussions d WHERE d.article_id = $1::uuid`;
}

/** Public comments of each section of an article, as JSON; null when no section has any. */
export function sectionsOf(article: string): string {
  return `(SELECT json_object_agg(s.section_id, s.published) FROM section_counts s WHERE s.article_id = ${article} AND s.published > 0)`;
}

/** The statement of every order and filter, made once. */
export const PAGES: Readonly<Record<CommentSort, Readonly<Record<ThreadFilter, string>>>> = {
  newest: pagesOf('newest'),
  oldest: pagesOf('oldest'),
  best: pagesOf('best'),
  discussed: pagesOf('discussed'),
};

function pagesOf(sort: CommentSort): Readonly<Record<ThreadFilter, string>> {
  return {
    all: pageSql(sort, 'all'),
    section: pageSql(sort, 'section'),
    inline: pageSql(sort, 'inline'),
    'section-inline': pageSql(sort, 'section-inline'),
  };
}

/** One page of the replies to one comment, oldest first. $1 article, $2 parent, $3 limit, $4 the last id seen */
export const REPLIES = firstReplies('$2::uuid', '$3::integer', MOST_ROOTS, '$4::uuid');

/** The first replies of several comments. $1 article, $2 parents, $3 limit of each */
export const REPLIES_OF_MANY = `
SELECT r.* FROM unnest($2::uuid[]) AS parent (id) CROSS JOIN LATERAL (${firstReplies('parent.id', '$3::integer', MOST_REPLIES)}) r`;

/** The id before all others. */
export const BEFORE_ALL = UUID_FIRST;
