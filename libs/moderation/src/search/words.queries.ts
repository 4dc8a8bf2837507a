/** The word that stands for a site in the index, so that a search of a small site does not wade through a large one. */
const siteWord = (site: string): string => `array_to_tsvector(ARRAY['site:' || ${site}::text])`;

/** A text's words. No language's rules: sites are of every language, and a stop word is a word somebody may look for. */
const wordsOf = (text: string): string => `to_tsvector('simple', ${text})`;

/** The words of a query, all of which must occur. */
const wanted = (words: string): string => `plainto_tsquery('simple', ${words}::text)`;

/** How many of the newest comments are searched though the index may not hold them yet. */
const YOUNG = 2000;

/**
 * Comments of a site that hold all words, in no order, at most $3. Those that were written since the index was last brought up to date
 * are read one by one. $1 words, $2 site, $3 limit
 */
export const FIND_WORDS = `
(SELECT comment_id FROM comment_words
 WHERE words @@ (${wanted('$1')} && quote_literal('site:' || $2::uuid::text)::tsquery) LIMIT $3::int)
UNION ALL
(SELECT p.comment_id
 FROM (SELECT comment_id, article_id, site_id FROM comment_prints ORDER BY comment_id DESC LIMIT ${YOUNG}) p
 JOIN comments c ON c.article_id = p.article_id AND c.id = p.comment_id
 JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision
 WHERE p.site_id = $2::uuid AND NOT EXISTS (SELECT 1 FROM comment_words x WHERE x.comment_id = p.comment_id)
   AND ${wordsOf('r.body')} @@ ${wanted('$1')})`;

/**
 * How many comments of a site hold all words, as the planner guesses from what it knows of the index. An index of words gives nothing before it
 * has gone through all comments of a word, so common ones are better not asked of it. $1 words, $2 site
 */
export const GUESS_WORDS = `
EXPLAIN (FORMAT JSON) SELECT 1 FROM comment_words
WHERE words @@ (${wanted('$1')} && quote_literal('site:' || $2::uuid::text)::tsquery)`;

/** Whether the comment of a row `w` holds all words. */
export const holdsWords = (words: string): string => `coalesce(
  (SELECT x.words FROM comment_words x WHERE x.comment_id = w.comment_id),
  (SELECT ${wordsOf('r.body')} FROM comments c JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id
     AND r.revision = c.revision WHERE c.article_id = w.article_id AND c.id = w.comment_id)) @@ ${wanted(words)}`;

/** The newest comment of the index. */
export const LAST_INDEXED =
  'SELECT max(comment_id::text) AS id FROM (SELECT comment_id FROM comment_words ORDER BY comment_id DESC LIMIT 1) x';

/** Brings the next comments into the index. Gives how far it got. $1 after which, $2 how many */
export const INDEX_NEXT = `
WITH next AS MATERIALIZED (
  SELECT comment_id, article_id, site_id FROM comment_prints WHERE comment_id > $1::uuid ORDER BY comment_id LIMIT $2::int
), added AS (
  INSERT INTO comment_words (comment_id, words)
  SELECT next.comment_id, ${wordsOf('r.body')} || ${siteWord('next.site_id')}
  FROM next
  JOIN comments c ON c.article_id = next.article_id AND c.id = next.comment_id
  JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision
  WHERE NOT EXISTS (SELECT 1 FROM comment_words x WHERE x.comment_id = next.comment_id)
  ON CONFLICT DO NOTHING
)
SELECT count(*)::int AS read, (SELECT comment_id FROM next ORDER BY comment_id DESC LIMIT 1) AS last FROM next`;
