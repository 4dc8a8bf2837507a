import { CHANGED_ITEM } from '../live/queue-news.js';

/** Nobody has the item, or their time has run out, or it is one's own. */
const isFree = (now: string, person: string): string =>
  `(i.claimed_by IS NULL OR i.claimed_until <= ${now}::timestamptz OR i.claimed_by = ${person}::uuid)`;

/**
 * Claims items of a site, those that are free or, for admins, also those of others. Locked by comment, so that two who claim the same
 * never wait for each other in a ring. $1 site, $2 comments, $3 person, $4 until, $5 now, $6 whether also from others
 */
export const CLAIM = `
WITH held AS MATERIALIZED (
  SELECT i.comment_id FROM review_items i
  WHERE i.site_id = $1::uuid AND i.comment_id = ANY ($2::uuid[]) AND i.resolved_at IS NULL ORDER BY i.comment_id FOR UPDATE
)
UPDATE review_items i SET claimed_by = $3::uuid, claimed_until = $4::timestamptz
FROM held WHERE i.comment_id = held.comment_id AND ($6::boolean OR ${isFree('$5', '$3')})
RETURNING ${CHANGED_ITEM}`;

/**
 * Claims the most urgent items that nobody has, so many: what another claims at this moment is passed over (reliability.md F32). One's
 * own comments are left to others. $1 site, $2 status of the item, $3 person, $4 until, $5 now, $6 how many
 */
export const CLAIM_NEXT = `
WITH next AS MATERIALIZED (
  SELECT i.comment_id FROM review_items i
  WHERE i.site_id = $1::uuid AND i.resolved_at IS NULL AND i.status = $2::text AND ($2::text = 'pending' OR i.flags > 0)
    AND (i.claimed_by IS NULL OR i.claimed_until <= $5::timestamptz)
    AND EXISTS (SELECT 1 FROM comments c WHERE c.article_id = i.article_id AND c.id = i.comment_id
      AND c.author_id <> $3::uuid AND c.status IN ('pending', 'published'))
  ORDER BY -i.rank, i.comment_id LIMIT $6::int FOR UPDATE OF i SKIP LOCKED
)
UPDATE review_items i SET claimed_by = $3::uuid, claimed_until = $4::timestamptz
FROM next WHERE i.comment_id = next.comment_id
RETURNING ${CHANGED_ITEM}, i.rank`;

/** Gives items back: one's own, for admins also those of others. $1 site, $2 comments, $3 person, $4 whether also from others */
export const RELEASE = `
UPDATE review_items i SET claimed_by = NULL, claimed_until = NULL
WHERE i.site_id = $1::uuid AND i.comment_id = ANY ($2::uuid[]) AND i.claimed_by IS NOT NULL AND ($4::boolean OR i.claimed_by = $3::uuid)
RETURNING ${CHANGED_ITEM}`;

/** Who has which of these items. $1 site, $2 comments, $3 now */
export const CLAIMS_OF = `
SELECT i.comment_id, i.article_id, i.claimed_by, i.claimed_until, p.name
FROM review_items i JOIN people p ON p.id = i.claimed_by
WHERE i.site_id = $1::uuid AND i.comment_id = ANY ($2::uuid[]) AND i.resolved_at IS NULL AND i.claimed_until > $3::timestamptz`;

/** Says what a moderator looks at; each looks at one comment at a time. $1 person, $2 comment, $3 until, $4 site */
export const LOOK = `
INSERT INTO review_looks (person_id, comment_id, until)
SELECT $1::uuid, comment_id, $3::timestamptz FROM comment_prints WHERE comment_id = $2::uuid AND site_id = $4::uuid
ON CONFLICT (person_id) DO UPDATE SET comment_id = EXCLUDED.comment_id, until = EXCLUDED.until`;

/** $1 person */
export const LOOK_AWAY = 'DELETE FROM review_looks WHERE person_id = $1::uuid';
