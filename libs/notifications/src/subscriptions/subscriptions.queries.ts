/**
 * Adds a subscription, or wakes an ended one: each asker has their own, so that what a stranger asks in the name of an address changes
 * nothing that its owner asked, and tells nothing of it (reliability.md A9). A confirmed one stays confirmed; one that ended has to be
 * confirmed anew.
 * $1 id, $2 site, $3 article, $4 kind, $5 section, $6 comment, $7 person, $8 email, $9 email key, $10 state, $11 now
 */
export const ADD_SUBSCRIPTION = `
INSERT INTO subscriptions AS s (id, site_id, article_id, kind, section_id, comment_id, person_id, email, email_key, state, confirmed_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN $10 = 'confirmed' THEN $11::timestamptz END, $11)
ON CONFLICT (article_id, email_key, kind, section_id, comment_id, person_id) DO UPDATE SET
  state = CASE WHEN s.state = 'confirmed' THEN s.state ELSE EXCLUDED.state END,
  confirmed_at = CASE WHEN s.state = 'confirmed' THEN s.confirmed_at ELSE EXCLUDED.confirmed_at END,
  created_at = CASE WHEN s.state = 'ended' THEN EXCLUDED.created_at ELSE s.created_at END,
  ended_at = NULL
RETURNING id, state`;

/** The address and site of a subscription. $1 id */
export const ADDRESS_OF = `SELECT email_key, site_id FROM subscriptions WHERE id = $1`;

/** One question at a time for an address and site. $1 email key, $2 site */
export const LOCK_ADDRESS = `SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex') || $2::uuid::text, 0))`;

/**
 * A subscription whose address is to be asked whether it is wanted: it waits, the address does not hear of the same already, and no
 * question about the site that was put since $2 is unanswered. $1 subscription, $2 since
 */
export const TO_BE_ASKED = `
SELECT s.id, s.site_id, s.email, s.email_key FROM subscriptions s
WHERE s.id = $1 AND s.state = 'pending'
  AND NOT EXISTS (SELECT 1 FROM subscriptions same
    WHERE same.article_id = s.article_id AND same.email_key = s.email_key AND same.kind = s.kind AND same.state = 'confirmed'
      AND same.section_id IS NOT DISTINCT FROM s.section_id AND same.comment_id IS NOT DISTINCT FROM s.comment_id)
  AND NOT EXISTS (SELECT 1 FROM deliveries d JOIN subscriptions asked ON asked.id = d.subject_id
    WHERE d.recipient_key = s.email_key AND d.kind = 'subscription-confirmation' AND d.site_id = s.site_id AND d.created_at > $2
      AND d.state IN ('queued', 'data', 'sent', 'unknown') AND asked.state = 'pending' AND asked.created_at <= d.created_at)`;

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
UPDATE subscriptions SET state = 'ended', ended_at = $4
WHERE id = $1 AND article_id = $2 AND person_id = $3 AND state <> 'ended'`;

/** What a page about a subscription says. $1 id */
export const SUBSCRIPTION_PAGE = `
SELECT s.id, s.state, s.kind, a.title, a.url, t.name AS site_name
FROM subscriptions s JOIN articles a ON a.id = s.article_id JOIN sites t ON t.id = s.site_id WHERE s.id = $1`;

/** What a person hears of on an article. $1 article, $2 person */
export const OWN_SUBSCRIPTIONS = `
SELECT id, kind, section_id, comment_id, state FROM subscriptions
WHERE article_id = $1 AND person_id = $2 AND state <> 'ended' ORDER BY id LIMIT 100`;

/**
 * The guest's subscriptions become the person's. One to an address that the person has confirmed needs no further question. Where the
 * person has the same already, the guest's ends in its favour. $1 guest, $2 person, $3 now
 */
export const ADOPT = `
WITH guest AS MATERIALIZED (
  SELECT s.id, s.state, s.article_id, s.email_key, s.kind, s.section_id, s.comment_id,
    EXISTS (SELECT 1 FROM people p WHERE p.id = $2 AND p.email_key = s.email_key AND p.email_confirmed_at IS NOT NULL) AS is_own
  FROM subscriptions s WHERE s.person_id = $1 ORDER BY s.id FOR UPDATE
), twin AS MATERIALIZED (
  SELECT guest.id AS guest_id, s.id, guest.state = 'confirmed' OR (guest.state = 'pending' AND guest.is_own) AS is_wanted
  FROM guest JOIN subscriptions s ON s.person_id = $2 AND s.article_id = guest.article_id AND s.email_key = guest.email_key
    AND s.kind = guest.kind AND s.section_id IS NOT DISTINCT FROM guest.section_id AND s.comment_id IS NOT DISTINCT FROM guest.comment_id
), woken AS (
  UPDATE subscriptions s SET state = 'confirmed', confirmed_at = $3, ended_at = NULL
  FROM twin WHERE s.id = twin.id AND twin.is_wanted AND s.state <> 'confirmed'
), ended AS (
  UPDATE subscriptions s SET state = 'ended', ended_at = $3 FROM twin WHERE s.id = twin.guest_id AND s.state <> 'ended'
)
UPDATE subscriptions s SET person_id = $2,
  state = CASE WHEN s.state = 'pending' AND guest.is_own THEN 'confirmed' ELSE s.state END,
  confirmed_at = CASE WHEN s.state = 'pending' AND guest.is_own THEN $3 ELSE s.confirmed_at END
FROM guest WHERE s.id = guest.id AND NOT EXISTS (SELECT 1 FROM twin WHERE twin.guest_id = guest.id)`;

/** A comment that a reader may know of: public, or their own. $1 article, $2 comment, $3 reader */
export const IS_READABLE = `
SELECT 1 FROM comments WHERE article_id = $1 AND id = $2 AND (status = 'published' OR author_id = $3)`;
