/**
 * Adds a subscription, or wakes an ended one. A confirmed one stays confirmed.
 * $1 id, $2 site, $3 article, $4 kind, $5 section, $6 comment, $7 person, $8 email, $9 email key, $10 state, $11 now
 */
export const ADD_SUBSCRIPTION = `
INSERT INTO subscriptions AS s (id, site_id, article_id, kind, section_id, comment_id, person_id, email, email_key, state, confirmed_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN $10 = 'confirmed' THEN $11::timestamptz END, $11)
ON CONFLICT (article_id, email_key, kind, section_id, comment_id) DO UPDATE SET
  state = CASE WHEN s.state = 'confirmed' OR EXCLUDED.state = 'confirmed' THEN 'confirmed' ELSE 'pending' END,
  confirmed_at = CASE WHEN EXCLUDED.state = 'confirmed' THEN coalesce(s.confirmed_at, EXCLUDED.confirmed_at) ELSE s.confirmed_at END,
  person_id = CASE WHEN s.state = 'confirmed' AND s.person_id IS NOT NULL THEN s.person_id ELSE EXCLUDED.person_id END,
  ended_at = NULL
RETURNING id, state`;

/** Confirmation mails to an address about a site since an instant that nobody answered. $1 email key, $2 site, $3 since */
export const UNANSWERED_CONFIRMATIONS = `
SELECT 1 FROM deliveries d JOIN subscriptions s ON s.id = d.subject_id
WHERE d.recipient_key = $1 AND d.kind = 'subscription-confirmation' AND d.site_id = $2 AND d.created_at > $3
  AND d.state IN ('queued', 'data', 'sent', 'unknown') AND s.confirmed_at IS NULL AND s.ended_at IS NULL
LIMIT 1`;

/** One confirmation at a time for an address and site. $1 email key, $2 site */
export const LOCK_ADDRESS = `SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex') || $2::uuid::text, 0))`;

/** Confirms everything that an address asked for on the site of one subscription. $1 subscription, $2 now */
export const CONFIRM_ALL = `
UPDATE subscriptions SET state = 'confirmed', confirmed_at = $2
FROM (SELECT site_id, email_key FROM subscriptions WHERE id = $1) asked
WHERE subscriptions.site_id = asked.site_id AND subscriptions.email_key = asked.email_key AND subscriptions.state = 'pending'`;

/** Ends what an address hears of from the article of one subscription. $1 subscription, $2 now */
export const END_ARTICLE = `
UPDATE subscriptions SET state = 'ended', ended_at = $2
FROM (SELECT article_id, email_key FROM subscriptions WHERE id = $1) asked
WHERE subscriptions.article_id = asked.article_id AND subscriptions.email_key = asked.email_key AND subscriptions.state <> 'ended'`;

/** Ends one subscription of a person. $1 id, $2 article, $3 person, $4 now */
export const END_OWN = `
UPDATE subscriptions SET state = 'ended', ended_at = $4 WHERE id = $1 AND article_id = $2 AND person_id = $3`;

/** What a page about a subscription says. $1 id */
export const SUBSCRIPTION_PAGE = `
SELECT s.id, s.state, s.kind, a.title, a.url, t.name AS site_name
FROM subscriptions s JOIN articles a ON a.id = s.article_id JOIN sites t ON t.id = s.site_id WHERE s.id = $1`;

/** What a person hears of on an article. $1 article, $2 person */
export const OWN_SUBSCRIPTIONS = `
SELECT id, kind, section_id, comment_id, state FROM subscriptions
WHERE article_id = $1 AND person_id = $2 AND state <> 'ended' ORDER BY id LIMIT 100`;

/** The guest's subscriptions become the person's. $1 guest, $2 person */
export const ADOPT = `UPDATE subscriptions SET person_id = $2 WHERE person_id = $1`;

/** A comment that a reader may know of: public, or their own. $1 article, $2 comment, $3 reader */
export const IS_READABLE = `
SELECT 1 FROM comments WHERE article_id = $1 AND id = $2 AND (status = 'published' OR author_id = $3)`;
