/**
 * What became of a comment's newest text, with the decision that made it so and the appeal against that. A refused edit leaves the
 * comment public; its refusal is what is told then. $1 article, $2 comment
 */
export const OUTCOME_OF = `
SELECT c.site_id, c.author_id, c.status, c.revision, coalesce(c.public_revision, 0) < c.revision AS is_newer,
  d.id AS decision_id, d.cause, d.maker_id, d.to_status, d.reasons, d.created_at AS decided_at,
  p.id AS appeal_id, p.outcome AS appeal_outcome, p.answer AS appeal_answer, p.created_at AS appealed_at, p.decided_at AS answered_at
FROM comments c
LEFT JOIN LATERAL (
  SELECT x.* FROM decisions x
  WHERE x.comment_id = c.id AND x.revision = c.revision AND x.cause <> 'undo'
    AND (x.to_status = c.status OR c.status = 'published' AND x.to_status IN ('rejected', 'spam'))
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = x.id)
  ORDER BY x.id DESC LIMIT 1
) d ON true
LEFT JOIN appeals p ON p.decision_id = d.id
WHERE c.article_id = $1::uuid AND c.id = $2::uuid`;

/** Lets nobody decide on a comment until the appeal is filed. $1 article, $2 comment */
export const HOLD_COMMENT = 'SELECT 1 FROM comments WHERE article_id = $1::uuid AND id = $2::uuid FOR SHARE';

/** $1 id, $2 site, $3 article, $4 comment, $5 revision, $6 decision, $7 who decided, $8 person, $9 text, $10 now */
export const FILE_APPEAL = `
INSERT INTO appeals (id, site_id, article_id, comment_id, revision, decision_id, decider_id, person_id, text, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (decision_id) DO NOTHING`;

/** An appeal that is to be answered, with its comment, and whether the site has nobody else who could. $1 appeal */
export const APPEAL = `
SELECT p.id, p.site_id, p.article_id, p.comment_id, p.revision, p.decider_id, p.outcome, c.author_id, c.status,
  EXISTS (SELECT 1 FROM roles r WHERE r.person_id = c.author_id AND r.role = 'admin' AND (r.site_id IS NULL OR r.site_id = c.site_id))
    AS author_is_admin,
  (SELECT count(DISTINCT person_id) FROM roles r
   WHERE r.role IN ('moderator', 'admin') AND (r.site_id IS NULL OR r.site_id = p.site_id)) <= 1 AS is_only_staff
FROM appeals p JOIN comments c ON c.article_id = p.article_id AND c.id = p.comment_id
WHERE p.id = $1::uuid`;

/** Answers an appeal that nobody has answered. $1 appeal, $2 outcome, $3 answer, $4 who, $5 now, $6 decision */
export const ANSWER_APPEAL = `
UPDATE appeals SET outcome = $2, answer = $3, decided_by = $4, decided_at = $5, answer_decision_id = $6
WHERE id = $1::uuid AND outcome IS NULL`;

/** An answer is taken back with the decision that gave it. $1 decision */
export const REOPEN_APPEAL = `
UPDATE appeals SET outcome = NULL, answer = NULL, decided_by = NULL, decided_at = NULL, answer_decision_id = NULL
WHERE answer_decision_id = $1::uuid`;
