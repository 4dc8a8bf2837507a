/** $1 task, $2 rules */
export const INSERT_REPLAY = 'INSERT INTO replays (task_id, rules) VALUES ($1, $2::jsonb)';

/** $1 task */
export const REPLAY_RULES = 'SELECT rules FROM replays WHERE task_id = $1';

/** Keeps a site's newest replays. $1 site, $2 kind, $3 how many */
export const FORGET_OLD_REPLAYS = `
DELETE FROM long_tasks WHERE site_id = $1 AND kind = $2 AND ended_at IS NOT NULL
  AND id NOT IN (SELECT id FROM long_tasks WHERE site_id = $1 AND kind = $2 ORDER BY id DESC LIMIT $3)`;

/**
 * $1 task, $2 comments, $3 articles, $4 revisions, $5 verdicts before, $6 after, $7 reasons as JSON lists, $8 words of people,
 * $9 whether it contradicts them
 */
export const INSERT_FLIPS = `
INSERT INTO replay_flips (task_id, comment_id, article_id, revision, before, after, reasons, person, contradicts)
SELECT $1, f.comment_id, f.article_id, f.revision, f.before, f.after, ARRAY(SELECT jsonb_array_elements_text(f.reasons::jsonb)), f.person, f.contradicts
FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[])
  AS f (comment_id, article_id, revision, before, after, reasons, person, contradicts)
ON CONFLICT DO NOTHING`;

/**
 * Comments that would be decided otherwise, in the order of their ids. $1 task, $2 after which comment, $3 limit, $4 verdict before or
 * null, $5 verdict after or null, $6 true: only those that contradict a person
 */
export const FLIP_PAGE = `
SELECT f.comment_id, f.article_id, f.revision, f.before, f.after, f.reasons, f.person, f.contradicts,
  c.author_name, c.status, c.created_at, left(r.body, 300) AS excerpt
FROM replay_flips f
JOIN comments c ON c.article_id = f.article_id AND c.id = f.comment_id
JOIN comment_revisions r ON r.article_id = f.article_id AND r.comment_id = f.comment_id AND r.revision = f.revision
WHERE f.task_id = $1 AND f.comment_id > $2 AND ($4::text IS NULL OR f.before = $4::text) AND ($5::text IS NULL OR f.after = $5::text)
  AND (NOT $6::boolean OR f.contradicts)
ORDER BY f.comment_id LIMIT $3`;
