/** A verification whose code and link are still good for something. $1 id */
export const VERIFICATION = `
SELECT v.id, v.purpose, v.email, v.email_key, v.used_at, v.link_expires_at, a.title AS article_title,
  t.name AS site_name
FROM verifications v LEFT JOIN articles a ON a.id = v.article_id LEFT JOIN sites t ON t.id = coalesce(v.site_id, a.site_id)
WHERE v.id = $1`;

/** What the mail that asks for confirmation says. $1 subscription */
export const CONFIRMATION = `
SELECT s.id, s.state, s.kind, a.title, a.url, t.name AS site_name, t.settings ->> 'language' AS language
FROM subscriptions s JOIN articles a ON a.id = s.article_id JOIN sites t ON t.id = s.site_id WHERE s.id = $1`;

/** What the mail about a comment says, and whether it may still be sent. $1 notification */
export const NOTIFICATION = `
SELECT n.comment_id, n.kind, n.recipient_key, s.id AS subscription_id, s.state AS subscription_state, c.status, c.path, c.author_name,
  r.body, a.id AS article_id, a.key AS article_key, a.title, a.url, t.key AS site_key, t.name AS site_name
FROM notifications n
JOIN subscriptions s ON s.id = n.subscription_id
JOIN comments c ON c.article_id = n.article_id AND c.id = n.comment_id
JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = coalesce(c.public_revision, c.revision)
JOIN articles a ON a.id = n.article_id
JOIN sites t ON t.id = a.site_id
WHERE n.id = $1`;
