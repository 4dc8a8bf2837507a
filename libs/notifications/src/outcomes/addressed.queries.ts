import { WANTED } from './outcomes.queries.js';

/** A marking that still stands, with its comment's writer who wants mail. $1 marking */
export const ADDRESSED_RECIPIENT = `
SELECT c.site_id, wish.email, wish.email_key
FROM addressed_remarks r JOIN comments c ON c.article_id = r.article_id AND c.id = r.comment_id ${WANTED}
WHERE r.id = $1::uuid AND r.reopened_at IS NULL AND c.status = 'published'`;

/** What the mail about a marking says, while it stands. $1 marking */
export const ADDRESSED_MAIL = `
SELECT r.article_id, r.comment_id, r.revision, t.key AS article_key, t.title, t.url, k.key AS site_key, k.name AS site_name,
  wish.id AS subscription_id
FROM addressed_remarks r JOIN comments c ON c.article_id = r.article_id AND c.id = r.comment_id ${WANTED}
JOIN articles t ON t.id = r.article_id JOIN sites k ON k.id = t.site_id
WHERE r.id = $1::uuid AND r.reopened_at IS NULL AND c.status = 'published'`;
