/**
 * A public comment that can be flagged. It stays as it is until the flag is counted. `decided_at`: when a moderator last decided on
 * it; `is_approved`: a person let this text stand. $1 article, $2 comment
 */
export const FLAGGABLE = `
SELECT c.site_id, c.author_id, c.revision, c.status, d.decided_at, d.is_approved
FROM comments c
CROSS JOIN LATERAL (
  SELECT max(x.created_at) AS decided_at,
    coalesce(bool_or(x.revision = c.public_revision AND x.to_status = 'published'), false) AS is_approved
  FROM decisions x
  WHERE x.comment_id = c.id AND x.cause = 'moderator' AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = x.id)
) d
WHERE c.article_id = $1 AND c.id = $2 AND c.status = 'published'
FOR SHARE OF c`;

/** How many of a person's newest comments are looked at for one that is public. */
const LOOKED_AT = 20;

/** Who flags: since when they are there, their record, and whether a comment of theirs is public. $1 person, $2 site */
export const FLAGGER = `
SELECT p.created_at, coalesce(r.agreed, 0) AS agreed, coalesce(r.disagreed, 0) AS disagreed,
  EXISTS (
    SELECT 1 FROM (
      SELECT article_id, comment_id FROM comment_prints WHERE site_id = $2::uuid AND author_id = $1::uuid
      ORDER BY comment_id DESC LIMIT ${LOOKED_AT}
    ) n
    CROSS JOIN LATERAL (SELECT status FROM comments WHERE article_id = n.article_id AND id = n.comment_id LIMIT 1) c
    WHERE c.status = 'published'
  ) AS has_published
FROM people p LEFT JOIN flag_records r ON r.person_id = p.id AND r.site_id = $2::uuid
WHERE p.id = $1::uuid`;

/**
 * One flag a person and comment, and one more in the person's record.
 * $1 id, $2 article, $3 comment, $4 site, $5 revision, $6 person, $7 reason, $8 detail, $9 now, $10 weight
 */
export const INSERT_FLAG = `
WITH flag AS (
  INSERT INTO flags (id, article_id, comment_id, site_id, revision, person_id, reason, detail, created_at, weight)
  VALUES ($1, $2, $3, $4::uuid, $5, $6::uuid, $7, $8, $9, $10) ON CONFLICT (comment_id, person_id) DO NOTHING
  RETURNING person_id
)
INSERT INTO flag_records (person_id, site_id, raised) SELECT $6::uuid, $4::uuid, 1 FROM flag
ON CONFLICT (person_id, site_id) DO UPDATE SET raised = flag_records.raised + 1`;

/**
 * Adds a flag to what a comment has. After a moderator has decided the sum begins anew. Each further guest's flag weighs less: $5 is
 * divided by their number. $1 comment, $2 article, $3 reason, $4 whether a guest's, $5 weight, $6 the part that counts as of somebody
 * known, $7 now, $8 when a moderator last decided, or null
 */
export const ADD_TO_TOTAL = `
INSERT INTO flag_totals AS t (comment_id, article_id, flags, guests, weight, known_weight, reasons, since)
VALUES ($1::uuid, $2::uuid, 1, $4::boolean::int, $5::real, $6::real, ARRAY[$3::text],
  greatest($7::timestamptz, $8::timestamptz + interval '1 millisecond'))
ON CONFLICT (comment_id) DO UPDATE SET (flags, guests, weight, known_weight, reasons, since) = (
  SELECT CASE WHEN is_over THEN 1 ELSE t.flags + 1 END,
    CASE WHEN is_over THEN EXCLUDED.guests ELSE t.guests + EXCLUDED.guests END,
    CASE WHEN is_over THEN EXCLUDED.weight
         ELSE t.weight + EXCLUDED.weight / CASE WHEN $4::boolean THEN t.guests + 1 ELSE 1 END END,
    CASE WHEN is_over THEN EXCLUDED.known_weight ELSE t.known_weight + EXCLUDED.known_weight END,
    CASE WHEN is_over THEN EXCLUDED.reasons WHEN $3::text = ANY (t.reasons) THEN t.reasons ELSE t.reasons || EXCLUDED.reasons END,
    CASE WHEN is_over THEN EXCLUDED.since ELSE t.since END
  FROM (SELECT coalesce(t.since <= $8::timestamptz, false) AS is_over) s)
RETURNING flags, guests, weight, known_weight AS known, reasons`;
