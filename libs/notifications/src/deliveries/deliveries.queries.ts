/** $1 ids, $2 kinds, $3 subjects, $4 sites, $5 recipients, $6 recipient keys, $7 message ids, $8 now */
export const ADD_DELIVERIES = `
INSERT INTO deliveries (id, kind, subject_id, site_id, recipient, recipient_key, message_id, state, created_at)
SELECT id, kind, subject_id, site_id, recipient, recipient_key, message_id, 'queued', $8
FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::bytea[], $7::text[])
  AS new (id, kind, subject_id, site_id, recipient, recipient_key, message_id)
ON CONFLICT DO NOTHING RETURNING id`;

/** $1 id */
export const FIND_DELIVERY = `
SELECT id, kind, subject_id, site_id, recipient, recipient_key, message_id, state, attempts, created_at FROM deliveries WHERE id = $1`;

/**
 * The mail server is about to get the text. Compares with what the run has read, so that of two runs at once only one gets past this.
 * $1 id, $2 state it was read in, $3 attempts it was read with, $4 now
 */
export const CLAIM_DATA = `
UPDATE deliveries SET state = 'data', attempts = attempts + 1, claimed_at = $4 WHERE id = $1 AND state = $2 AND attempts = $3`;

/**
 * What became of it. A run that learns how it ended corrects one that could only say "unknown".
 * $1 id, $2 state, $3 reason, $4 now, $5 attempts by now
 */
export const SETTLE_DELIVERY = `
UPDATE deliveries SET state = $2::text, reason = $3, attempts = greatest(attempts, $5), settled_at = $4
WHERE id = $1 AND (state IN ('queued', 'data') OR (state = 'unknown' AND $2::text IN ('sent', 'failed')))`;

/** Back to the start after an explicit refusal or no connection. $1 id, $2 reason, $3 attempts by now */
export const REQUEUE_DELIVERY = `
UPDATE deliveries SET state = 'queued', reason = $2, attempts = greatest(attempts, $3) WHERE id = $1 AND state IN ('queued', 'data')`;

/** What is sent at most once and the mail server had when its run died. $1 before, $2 now */
export const MARK_UNKNOWN = `
UPDATE deliveries SET state = 'unknown', reason = 'the process ended while the mail server had the message', settled_at = $2
WHERE kind IN ('notification', 'outcome', 'appeal-outcome', 'addressed') AND state = 'data' AND claimed_at < $1`;

/** $1 recipient key */
export const IS_SUPPRESSED = `SELECT 1 FROM suppressions WHERE recipient_key = $1`;

/**
 * An address whose mail server said twice that there is no such mailbox gets no more mail (field.md b.5 counts a hard bounce as two of
 * four). Reasons begin with the server's code. $1 key, $2 now, $3 codes that mean it
 */
export const SUPPRESS_AFTER_TWO = `
INSERT INTO suppressions (recipient_key, reason, created_at)
SELECT $1, 'refused for good by its mail server', $2
WHERE (SELECT count(*) FROM deliveries WHERE recipient_key = $1 AND state = 'failed' AND split_part(reason, ' ', 1) = ANY ($3::text[])) >= 2
ON CONFLICT DO NOTHING`;

/** What needs the operator's eye. $1 state, $2 after id or null, $3 limit */
export const ATTENTION = `
SELECT id, kind, recipient, message_id, state, reason, attempts, created_at FROM deliveries
WHERE state = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`;
