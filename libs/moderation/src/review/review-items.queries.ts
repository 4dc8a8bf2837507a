import { CHANGED_ITEM } from '../live/queue-news.js';

/*
 * How urgent an item is, in points, one being the flag of one known reader:
 *
 *   urgency + reach + score + hours waited / 12
 *
 * urgency: 1, and what flags add by their weight (flags/raise-flag.ts).
 * reach, 0 to 4: half the decimal logarithm of the comments of the article and of those below this one. A thousand of each are 3.
 * score, 0 to 1: how likely the classifier thinks it a good comment; such a writer should wait least.
 *
 * The last part is the same for all at any moment but for when they came, so the order is an index (migration 1764000000401). Reach is
 * as it was when the item was opened.
 */

/** The urgency of an item nobody flagged. */
export const BASE_URGENCY = 1;

/** The reach of a comment. */
export const reachOf = (article: string, comment: string): string => `(
  least(2, 0.5 * log(1 + coalesce((SELECT published FROM discussions WHERE article_id = ${article}), 0)))
  + least(2, 0.5 * log(1 + coalesce((SELECT descendant_count FROM comments WHERE article_id = ${article} AND id = ${comment}), 0))))::real`;

/**
 * Puts comments before the moderators, or brings their old items back (Discourse re-opens instead of doubling, field.md b.5).
 * $1 comments, $2 articles, $3 sites, $4 revisions, $5 statuses, $6 reasons (as JSON lists), $7 scores, $8 now
 */
export const OPEN_ITEMS = `
INSERT INTO review_items AS i (comment_id, article_id, site_id, revision, status, reasons, urgency, opened_at, score, reach)
SELECT comment_id, article_id, site_id, revision, status, ARRAY(SELECT jsonb_array_elements_text(reasons::jsonb)), ${BASE_URGENCY}, $8::timestamptz,
  score, ${reachOf('new.article_id', 'new.comment_id')}
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::real[])
  AS new (comment_id, article_id, site_id, revision, status, reasons, score)
ON CONFLICT (comment_id) DO UPDATE SET
  revision = EXCLUDED.revision,
  status = EXCLUDED.status,
  reasons = EXCLUDED.reasons,
  score = EXCLUDED.score,
  reach = EXCLUDED.reach,
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
 * Screening let comments pass, or refused them: they no longer wait. What readers flagged of a comment that stays public stays on the
 * list, and so does what their flags have hidden. $1 comments, $2 the status each has now, $3 the revision of each, $4 now
 */
export const SETTLE_ITEMS = `
UPDATE review_items i SET status = decided.status, revision = decided.revision, claimed_by = NULL, claimed_until = NULL,
  resolved_at = CASE WHEN decided.status = 'pending' OR decided.status = 'published' AND i.flags > 0 THEN NULL ELSE $4::timestamptz END
FROM unnest($1::uuid[], $2::text[], $3::int[]) AS decided (comment_id, status, revision)
WHERE i.comment_id = decided.comment_id AND i.resolved_at IS NULL
RETURNING ${CHANGED_ITEM}`;

/**
 * Puts a flagged comment before the moderators, or brings its old item back. One that waits for a decision goes on waiting for it, and
 * is the more urgent. $1 comment, $2 article, $3 site, $4 revision, $5 status, $6 weight of this flag, $7 now, $8 reasons of all flags
 * since a moderator last looked, $9 their number, $10 their weight
 */
export const COUNT_FLAG = `
INSERT INTO review_items AS i (comment_id, article_id, site_id, revision, status, reasons, flags, urgency, opened_at, reach)
VALUES ($1, $2, $3, $4, $5, $8::text[], $9, $10, $7, ${reachOf('$2', '$1')})
ON CONFLICT (comment_id) DO UPDATE SET
  flags = EXCLUDED.flags,
  urgency = CASE WHEN i.resolved_at IS NULL THEN i.urgency + $6::real ELSE EXCLUDED.urgency END,
  reasons = CASE WHEN i.resolved_at IS NOT NULL THEN EXCLUDED.reasons
                 ELSE i.reasons || ARRAY(SELECT r FROM unnest(EXCLUDED.reasons) r WHERE r <> ALL (i.reasons)) END,
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
