import { CHANGED_ITEM } from '../live/queue-news.js';

/** The urgency of an item nobody flagged. Flags add to it (flags/raise-flag.ts). */
export const BASE_URGENCY = 1;

/**
 * Puts a comment before the moderators, or brings its old item back (Discourse re-opens instead of doubling, field.md b.5).
 * $1 comment, $2 article, $3 site, $4 revision, $5 status, $6 reasons, $7 urgency, $8 now
 */
export const OPEN_ITEM = `
INSERT INTO review_items AS i (comment_id, article_id, site_id, revision, status, reasons, urgency, opened_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (comment_id) DO UPDATE SET
  revision = EXCLUDED.revision,
  status = EXCLUDED.status,
  reasons = EXCLUDED.reasons,
  urgency = GREATEST(EXCLUDED.urgency, CASE WHEN i.resolved_at IS NULL THEN i.urgency ELSE 0 END),
  opened_at = CASE WHEN i.resolved_at IS NULL THEN i.opened_at ELSE EXCLUDED.opened_at END,
  flags = CASE WHEN i.resolved_at IS NULL THEN i.flags ELSE 0 END,
  claimed_by = NULL, claimed_until = NULL, resolved_at = NULL
RETURNING ${CHANGED_ITEM}`;

/** Takes comments off the list. $1 comments, $2 the status each has now, $3 the revision of each, $4 now */
export const RESOLVE_ITEMS = `
UPDATE review_items i SET resolved_at = $4, status = decided.status, revision = decided.revision, claimed_by = NULL, claimed_until = NULL
FROM unnest($1::uuid[], $2::text[], $3::int[]) AS decided (comment_id, status, revision)
WHERE i.comment_id = decided.comment_id AND i.resolved_at IS NULL
RETURNING ${CHANGED_ITEM}`;

/**
 * Screening let a comment pass, or refused it: it no longer waits. What readers flagged of a comment that stays public stays on the
 * list, and so does what their flags have hidden. $1 comment, $2 status it has now, $3 revision, $4 now
 */
export const SETTLE_ITEM = `
UPDATE review_items i SET status = $2, revision = $3, claimed_by = NULL, claimed_until = NULL,
  resolved_at = CASE WHEN $2 = 'pending' OR $2 = 'published' AND flags > 0 THEN NULL ELSE $4::timestamptz END
WHERE comment_id = $1 AND resolved_at IS NULL
RETURNING ${CHANGED_ITEM}`;

/**
 * Counts a flag. One that comes on top of others may weigh less: $9 true divides it by their number. A comment that waits for a
 * decision goes on waiting for it. $1 comment, $2 article, $3 site, $4 revision, $5 status, $6 urgency of one flag, $7 now, $8 reason
 */
export const COUNT_FLAG = `
INSERT INTO review_items AS i (comment_id, article_id, site_id, revision, status, reasons, flags, urgency, opened_at)
VALUES ($1, $2, $3, $4, $5, ARRAY[$8::text], 1, $6, $7)
ON CONFLICT (comment_id) DO UPDATE SET
  flags = CASE WHEN i.resolved_at IS NULL THEN i.flags + 1 ELSE 1 END,
  urgency = CASE WHEN i.resolved_at IS NULL THEN i.urgency + EXCLUDED.urgency / CASE WHEN $9::boolean THEN i.flags + 1 ELSE 1 END
                 ELSE EXCLUDED.urgency END,
  reasons = CASE WHEN $8 = ANY (i.reasons) AND i.resolved_at IS NULL THEN i.reasons
                 WHEN i.resolved_at IS NULL THEN i.reasons || EXCLUDED.reasons ELSE EXCLUDED.reasons END,
  opened_at = CASE WHEN i.resolved_at IS NULL THEN i.opened_at ELSE EXCLUDED.opened_at END,
  status = CASE WHEN i.resolved_at IS NULL THEN i.status ELSE EXCLUDED.status END,
  revision = EXCLUDED.revision, resolved_at = NULL
RETURNING ${CHANGED_ITEM}`;

/**
 * Brings back on the list what a decision had taken off it: a comment or an edit that waits again, and flags on a comment that is public
 * again. $1 article, $2 comment, $3 when the decision was made, $4 now
 */
export const REOPEN_ITEM = `
INSERT INTO review_items AS i (comment_id, article_id, site_id, revision, status, reasons, urgency, opened_at)
SELECT c.id, c.article_id, c.site_id, c.revision, CASE WHEN waits.yes THEN 'pending' ELSE c.status END, '{}', ${BASE_URGENCY}, $4::timestamptz
FROM comments c
CROSS JOIN LATERAL (
  SELECT c.status = 'pending' OR c.status = 'published' AND coalesce(c.public_revision, 0) < c.revision AS yes
) waits
WHERE c.article_id = $1::uuid AND c.id = $2::uuid
  AND (waits.yes OR c.status = 'published' AND EXISTS (
    SELECT 1 FROM review_items old WHERE old.comment_id = c.id AND old.flags > 0 AND old.resolved_at >= $3::timestamptz))
ON CONFLICT (comment_id) DO UPDATE SET
  status = EXCLUDED.status, revision = EXCLUDED.revision, resolved_at = NULL, claimed_by = NULL, claimed_until = NULL
RETURNING ${CHANGED_ITEM}`;
