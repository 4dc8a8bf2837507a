import { ANCHOR_COLUMNS, anchorOf, COMMENT_COLUMNS } from './comment-row.js';
import { sectionsOf } from './thread-page.sql.js';

/** The deepest of a comment's ancestors that a permalink shows. */
const MOST_ANCESTORS = 100;
const MOST_OWN = 200;
const MOST_VOTES = 5000;

/** A comment by its id, whatever its status. $1 article, $2 comment */
export const ANY_COMMENT = `
SELECT ${COMMENT_COLUMNS}, ${ANCHOR_COLUMNS}
FROM comments c ${anchorOf('c')}
WHERE c.article_id = $1::uuid AND c.id = $2::uuid`;

/** A comment by its id, if it is shown or the viewer's own. $1 article, $2 comment, $3 viewer or null */
export const COMMENT = `
SELECT ${COMMENT_COLUMNS}, c.path, ${ANCHOR_COLUMNS}
FROM comments c ${anchorOf('c')}
WHERE c.article_id = $1::uuid AND c.id = $2::uuid AND (c.status = 'published' OR c.reply_count > 0 OR c.author_id = $3::uuid)`;

/** The nearest of the comments above one, topmost first. $1 article, $2 its path */
export const ANCESTORS = `
SELECT ${COMMENT_COLUMNS}, ${ANCHOR_COLUMNS}
FROM comments c ${anchorOf('c')}
WHERE c.article_id = $1::uuid AND c.id = ANY ($2::uuid[])
ORDER BY c.depth`;

/** How much of a path a permalink shows: its nearest part. */
export function shownPath(path: readonly string[]): readonly string[] {
  return path.slice(-MOST_ANCESTORS);
}

/** A person's comments that are not public, with their newest text. $1 article, $2 person */
export const OWN_WAITING = `
SELECT ${COMMENT_COLUMNS}, ${ANCHOR_COLUMNS}
FROM (
  SELECT * FROM comments
  WHERE article_id = $1::uuid AND author_id = $2::uuid AND status IN ('awaiting-verification', 'pending', 'rejected')
  ORDER BY id DESC LIMIT ${MOST_OWN}
) c ${anchorOf('c')}`;

/** A person's edits that wait or were refused, while the older text is public. $1 article, $2 person */
export const OWN_EDITS = `
SELECT c.id AS comment_id, c.revision, r.body_html,
  EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = c.id AND d.revision = c.revision AND d.to_status IN ('rejected', 'spam')
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)) AS is_refused
FROM comments c
JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision
WHERE c.article_id = $1::uuid AND c.author_id = $2::uuid AND c.status = 'published' AND c.public_revision < c.revision
ORDER BY c.id DESC LIMIT ${MOST_OWN}`;

/** A person's votes. $1 article, $2 person */
export const OWN_VOTES = `
SELECT comment_id, value FROM votes WHERE article_id = $1::uuid AND voter_id = $2::uuid LIMIT ${MOST_VOTES}`;

/** The version and counts of a discussion. $1 article */
export const STATE = `
SELECT d.version, d.published AS total, ${sectionsOf('d.article_id')} AS sections FROM discussions d WHERE d.article_id = $1::uuid`;

/** Counts of several articles. $1 site, $2 keys */
export const COUNTS = `
SELECT a.key, d.published AS total, ${sectionsOf('a.id')} AS sections
FROM articles a JOIN discussions d ON d.article_id = a.id
WHERE a.site_id = $1::uuid AND a.key = ANY ($2::text[])`;

const DISCUSSION_COLUMNS = `a.id AS article_id, a.key, a.url, a.title, d.published AS total, d.last_activity_at, d.created_at`;

const discussionsBy = (column: string, position: string, condition: string, order: string): string => `
SELECT ${DISCUSSION_COLUMNS}, ${position} AS position
FROM (SELECT * FROM discussions WHERE site_id = $1::uuid AND ${condition} ORDER BY ${column} ${order}, article_id DESC LIMIT 51) d
JOIN articles a ON a.id = d.article_id
ORDER BY d.${column} ${order}, d.article_id DESC LIMIT $2::integer`;

/**
 * Discussions of a site. $1 site, $2 limit, $3 position and $4 article of the last one seen. Positions leave as text: a Date would
 * lose microseconds, and with them rows.
 */
export const DISCUSSIONS = {
  active: discussionsBy(
    'last_activity_at',
    'd.last_activity_at::text',
    `last_activity_at IS NOT NULL AND (last_activity_at, article_id) < ($3::timestamptz, $4::uuid)`,
    'DESC NULLS LAST',
  ),
  newest: discussionsBy(
    'created_at',
    'd.created_at::text',
    '(created_at, article_id) < ($3::timestamptz, $4::uuid)',
    'DESC',
  ),
  'most-discussed': discussionsBy(
    'published',
    'd.published::text',
    '(published, article_id) < ($3::integer, $4::uuid)',
    'DESC',
  ),
  /** Those nobody has written in: the end of the active ones. $3 is not looked at. */
  silent: discussionsBy(
    'last_activity_at',
    `''`,
    `last_activity_at IS NULL AND $3::text IS NOT NULL AND article_id < $4::uuid`,
    'DESC NULLS LAST',
  ),
} as const;
