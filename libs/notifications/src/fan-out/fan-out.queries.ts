/**
 * A batch of those who want to hear of a comment, once each however many of their subscriptions match: the narrowest one speaks. "My
 * comments" are those of the person and those under the address, as far as they are public: a guest is somebody else after every visit,
 * and their address is what they are known by. The writer is left out, by person and by address. Walks the subscriptions of the article
 * by address, so that each batch costs the same. $1 article, $2 comment, $3 recipient key after which the batch begins, $4 batch size.
 * Nothing comes when the comment is not public, or when the decision $5 that made it so was taken back.
 */
export const RECIPIENTS = `
WITH comment AS MATERIALIZED (
  SELECT c.path, c.section_id, c.author_id, p.email_key, heard.people, heard.addresses
  FROM comments c LEFT JOIN people p ON p.id = c.author_id
  CROSS JOIN LATERAL (
    SELECT array_agg(a.author_id) AS people, array_agg(w.email_key) FILTER (WHERE w.email_key IS NOT NULL) AS addresses
    FROM comments a LEFT JOIN people w ON w.id = a.author_id
    WHERE a.article_id = $1::uuid AND a.id = ANY (c.path) AND a.status = 'published'
  ) heard
  WHERE c.article_id = $1::uuid AND c.id = $2::uuid AND c.status = 'published'
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = $5::uuid)
)
SELECT DISTINCT ON (s.email_key) s.id AS subscription_id, s.site_id, s.kind, s.email, s.email_key
FROM comment c CROSS JOIN subscriptions s
WHERE s.article_id = $1::uuid AND s.email_key > $3::bytea AND s.state = 'confirmed'
  AND (s.kind = 'all'
    OR (s.kind = 'section' AND s.section_id = c.section_id)
    OR (s.kind = 'comment' AND s.comment_id = ANY (c.path))
    OR (s.kind = 'replies' AND (s.person_id = ANY (c.people) OR s.email_key = ANY (c.addresses))))
  AND s.person_id IS DISTINCT FROM c.author_id
  AND s.email_key IS DISTINCT FROM c.email_key
  AND NOT EXISTS (SELECT 1 FROM suppressions x WHERE x.recipient_key = s.email_key)
ORDER BY s.email_key, array_position(ARRAY['replies', 'comment', 'section', 'all'], s.kind), s.id
LIMIT $4::int`;

/**
 * Mails about a comment that were not sent because it was not public when their turn came: it is public again.
 * $1 comment, $2 recipient keys, $3 why they were not sent
 */
export const REVIVE = `
UPDATE deliveries d SET state = 'queued', reason = NULL, settled_at = NULL
FROM notifications n
WHERE n.comment_id = $1::uuid AND n.recipient_key = ANY ($2::bytea[]) AND d.kind = 'notification' AND d.subject_id = n.id
  AND d.state = 'dropped' AND d.reason = $3
RETURNING d.id`;

/** $1 ids, $2 article, $3 comment, $4 subscriptions, $5 recipient keys, $6 kinds, $7 now */
export const ADD_NOTIFICATIONS = `
INSERT INTO notifications (id, article_id, comment_id, subscription_id, recipient_key, kind, created_at)
SELECT id, $2, $3, subscription_id, recipient_key, kind, $7
FROM unnest($1::uuid[], $4::uuid[], $5::bytea[], $6::text[]) AS new (id, subscription_id, recipient_key, kind)
ON CONFLICT (comment_id, recipient_key) DO NOTHING RETURNING id`;
