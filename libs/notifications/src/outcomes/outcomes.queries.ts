/** The writer of a comment of an article wants mail about it: they asked for it there, under an address of theirs that is confirmed. */
export const WANTED = `
JOIN people p ON p.id = c.author_id AND p.email_confirmed_at IS NOT NULL
JOIN LATERAL (
  SELECT s.id, s.email, s.email_key FROM subscriptions s
  WHERE s.article_id = c.article_id AND s.person_id = p.id AND s.email_key = p.email_key AND s.state = 'confirmed'
    AND s.kind IN ('all', 'replies')
  ORDER BY s.kind LIMIT 1
) wish ON true`;

/** Articles where anybody who has written could be told of a rejection. $1 articles */
export const WANT_OUTCOMES = `
SELECT asked.key FROM unnest($1::uuid[]) AS asked (key)
CROSS JOIN LATERAL (
  SELECT 1 FROM subscriptions
  WHERE article_id = asked.key AND state = 'confirmed' AND person_id IS NOT NULL AND kind IN ('all', 'replies') LIMIT 1
) found`;

/** Whom to tell of a decision. $1 article, $2 comment */
export const OUTCOME_RECIPIENT = `
SELECT c.site_id, wish.email, wish.email_key FROM comments c ${WANTED} WHERE c.article_id = $1::uuid AND c.id = $2::uuid`;

/** Whom to tell of the answer to an appeal, which they waited for: with or without a subscription. $1 appeal */
export const APPEAL_RECIPIENT = `
SELECT a.site_id, p.email, p.email_key FROM appeals a JOIN people p ON p.id = a.person_id
WHERE a.id = $1::uuid AND a.outcome IN ('upheld', 'overturned') AND p.email IS NOT NULL AND p.email_confirmed_at IS NOT NULL`;

/** The comment of a decision, and the subscription that its mail can be stopped by. $1 decision */
export const OUTCOME_MAIL = `
SELECT d.article_id, d.comment_id, t.key AS article_key, t.title, t.url, k.key AS site_key, wish.id AS subscription_id
FROM decisions d JOIN comments c ON c.article_id = d.article_id AND c.id = d.comment_id ${WANTED}
JOIN articles t ON t.id = d.article_id JOIN sites k ON k.id = t.site_id
WHERE d.id = $1::uuid`;

/** What the mail about the answer to an appeal says. $1 appeal */
export const APPEAL_MAIL = `
SELECT a.article_id, a.comment_id, a.outcome, a.answer, t.key AS article_key, t.title, t.url, s.key AS site_key, s.name AS site_name, c.status
FROM appeals a JOIN articles t ON t.id = a.article_id JOIN sites s ON s.id = a.site_id
JOIN comments c ON c.article_id = a.article_id AND c.id = a.comment_id
WHERE a.id = $1::uuid`;
