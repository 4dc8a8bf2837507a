/**
 * Merges a change into the rules of an article, section or comment and gives what they are now; without any left the row is `{}`.
 * $1 article, $2 section or null, $3 comment or null, $4 rules to set, $5 names of rules to take away, $6 who, $7 now
 */
export const CHANGE_RULES = `
INSERT INTO place_rules AS p (article_id, section_id, comment_id, rules, updated_by, updated_at)
VALUES ($1::uuid, $2::uuid, $3::uuid, $4::jsonb, $6::uuid, $7::timestamptz)
ON CONFLICT (article_id, section_id, comment_id) DO UPDATE SET
  rules = (p.rules || EXCLUDED.rules) - $5::text[], updated_by = EXCLUDED.updated_by, updated_at = EXCLUDED.updated_at
RETURNING rules`;

/** Whether a section is or was part of an article. $1 article, $2 section */
export const SECTION_OF = `SELECT 1 AS one FROM sections WHERE article_id = $1::uuid AND id = $2::uuid`;

/** How many comments of an article have rules of their own. $1 article */
export const THREADS_WITH_RULES = `
SELECT count(*)::int AS count FROM place_rules WHERE article_id = $1::uuid AND comment_id IS NOT NULL AND rules <> '{}'`;

/** Drops rows that say nothing. $1 article */
export const DROP_EMPTY = `DELETE FROM place_rules WHERE article_id = $1::uuid AND rules = '{}'`;
