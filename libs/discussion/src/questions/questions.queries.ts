/**
 * Remembers a question, unless it has been asked. One that a request asks again after it was withdrawn is asked anew; what the HTML asks is not, since it
 * is still there after its author has withdrawn it. $1 article, $2 its key, $3 how it came, $4 its comment, $5 now
 */
export const REMEMBER = `
INSERT INTO article_questions AS q (article_id, ask_key, source, comment_id, asked_at)
VALUES ($1::uuid, $2::bytea, $3::text, $4::uuid, $5::timestamptz)
ON CONFLICT (article_id, ask_key) DO UPDATE SET comment_id = excluded.comment_id, asked_at = excluded.asked_at
WHERE q.source = 'request' AND EXISTS (
  SELECT 1 FROM comments c WHERE c.article_id = q.article_id AND c.id = q.comment_id AND c.status = 'withdrawn')`;

/** The comment of a question that has been asked. $1 article, $2 its key */
export const ASKED = 'SELECT comment_id FROM article_questions WHERE article_id = $1::uuid AND ask_key = $2::bytea';

/** How many questions have been asked of an article. $1 article */
export const HOW_MANY = 'SELECT count(*)::integer AS n FROM article_questions WHERE article_id = $1::uuid';

/** The questions that came with an article's HTML. $1 article */
export const FROM_HTML = `
SELECT ask_key, comment_id FROM article_questions WHERE article_id = $1::uuid AND source = 'html'`;

/**
 * A question that is held until the end of the transaction, so that no answer comes between. `is_answered`: somebody has answered, though it may still wait.
 * $1 article, $2 its comment
 */
export const HOLD_QUESTION = `
SELECT c.revision, EXISTS (
    SELECT 1 FROM comments r WHERE r.article_id = $1::uuid AND r.root_id = $2::uuid AND r.parent_id IS NOT NULL
      AND r.status NOT IN ('withdrawn', 'rejected', 'spam')
  ) AS is_answered
FROM comments c WHERE c.article_id = $1::uuid AND c.id = $2::uuid
FOR UPDATE`;

/** Forgets a question, which may then be asked again. $1 article, $2 its key */
export const FORGET = 'DELETE FROM article_questions WHERE article_id = $1::uuid AND ask_key = $2::bytea';
