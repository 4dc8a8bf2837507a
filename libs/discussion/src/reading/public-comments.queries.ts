import { ANCHOR_COLUMNS, anchorOf, COMMENT_COLUMNS } from './comment-row.js';
import { SHOWN } from './thread-page.sql.js';

/** One more than a page may hold, as a constant: a parameter would be planned for a tenth of the table. */
const MOST = 101;

/**
 * The newest public comments of an article, replies among them. $1 article, $2 the last id seen, $3 limit. It walks the primary key
 * backwards, past what is not public.
 */
export const OF_ARTICLE = `
SELECT ${COMMENT_COLUMNS} FROM (
  SELECT * FROM comments WHERE article_id = $1::uuid AND status = 'published' AND id < $2::uuid ORDER BY id DESC LIMIT ${MOST}
) c LIMIT $3::integer`;

/** The newest public questions of an article's author. $1 article, $2 the last id seen, $3 limit. An article has at most some hundreds. */
export const QUESTIONS = `
SELECT ${COMMENT_COLUMNS}, ${ANCHOR_COLUMNS}
FROM article_questions q
CROSS JOIN LATERAL (
  SELECT * FROM comments WHERE article_id = q.article_id AND id = q.comment_id AND status = 'published' LIMIT 1
) c ${anchorOf('c')}
WHERE q.article_id = $1::uuid AND q.comment_id < $2::uuid
ORDER BY q.comment_id DESC LIMIT $3::integer`;

/**
 * The newest public replies to one comment. $1 article, $2 parent, $3 the last id seen, $4 limit. The parent is a range of one for the
 * reason that the page of a thread has (thread-page.sql.ts).
 */
export const NEWEST_REPLIES = `
SELECT ${COMMENT_COLUMNS} FROM (
  SELECT * FROM comments
  WHERE article_id = $1::uuid AND parent_id IS NOT NULL AND ${SHOWN} AND status = 'published'
    AND (parent_id, id) < ($2::uuid, $3::uuid) AND parent_id >= $2::uuid
  ORDER BY parent_id DESC, id DESC LIMIT ${MOST}
) c LIMIT $4::integer`;

/** The newest public comments of a site, with their articles. $1 site, $2 the last id seen, $3 limit */
export const OF_SITE = `
SELECT ${COMMENT_COLUMNS}, c.article_id, a.key, a.title, a.url, d.last_activity_at FROM (
  SELECT * FROM comments WHERE site_id = $1::uuid AND status = 'published' AND id < $2::uuid ORDER BY id DESC LIMIT ${MOST}
) c JOIN articles a ON a.id = c.article_id JOIN discussions d ON d.article_id = c.article_id
ORDER BY c.id DESC LIMIT $3::integer`;

/** Since when there is a site. $1 site */
export const SITE_SINCE = 'SELECT created_at FROM sites WHERE id = $1::uuid';
