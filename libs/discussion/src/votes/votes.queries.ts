/** Holds a comment for a vote. $1 article, $2 comment */
export const HOLD = `
SELECT site_id, author_id, status, up, down FROM comments WHERE article_id = $1::uuid AND id = $2::uuid FOR UPDATE`;

/** A person's vote. $1 article, $2 comment, $3 voter */
export const VOTE = `
SELECT value FROM votes WHERE article_id = $1::uuid AND comment_id = $2::uuid AND voter_id = $3::uuid`;

/** Casts or changes a vote. $1 article, $2 comment, $3 voter, $4 value, $5 now */
export const CAST = `
INSERT INTO votes (article_id, comment_id, voter_id, value, created_at)
VALUES ($1::uuid, $2::uuid, $3::uuid, $4::smallint, $5::timestamptz)
ON CONFLICT (article_id, comment_id, voter_id) DO UPDATE SET value = EXCLUDED.value`;

/** Takes a vote back. $1 article, $2 comment, $3 voter */
export const RETRACT = `
DELETE FROM votes WHERE article_id = $1::uuid AND comment_id = $2::uuid AND voter_id = $3::uuid`;

/** Writes a comment's score. $1 article, $2 comment, $3 up, $4 down, $5 best */
export const SCORE = `
WITH scored AS (
  UPDATE comments SET up = $3::integer, down = $4::integer, best = $5::double precision
  WHERE article_id = $1::uuid AND id = $2::uuid RETURNING id
)
UPDATE discussions SET version = version + 1 WHERE article_id = $1::uuid AND EXISTS (SELECT 1 FROM scored) RETURNING version`;

/** A person's votes on an article. $1 article, $2 voter */
export const VOTES_OF = `
SELECT comment_id, value FROM votes WHERE article_id = $1::uuid AND voter_id = $2::uuid ORDER BY comment_id`;
