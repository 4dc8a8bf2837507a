import { type DecisionRefs, decidedBefore, EDIT_WAITS, publicRevisionAfter, rulingOf } from './ruling.sql.js';

/**
 * Locks comments and everything above them, by article and id: the order in which every list of comments is locked. Each row is what
 * it is once it is locked. $1 article ids, $2 comment ids (pairs)
 */
export const HOLD_TREES = `
SELECT c.article_id, c.id, c.parent_id, c.path, c.depth, c.status, c.reply_count
FROM (
  SELECT DISTINCT w.article_id, above.id
  FROM unnest($1::uuid[], $2::uuid[]) AS w (article_id, comment_id)
  CROSS JOIN LATERAL (SELECT path FROM comments WHERE article_id = w.article_id AND id = w.comment_id LIMIT 1) found
  CROSS JOIN LATERAL unnest(found.path || w.comment_id) AS above (id)
  ORDER BY w.article_id, above.id
) wanted
CROSS JOIN LATERAL (SELECT * FROM comments WHERE article_id = wanted.article_id AND id = wanted.id FOR UPDATE) c`;

const AT: DecisionRefs = {
  comment: 'w.comment_id',
  revision: 'w.revision',
  to: 'w.to_status',
  before: `string_to_array(w.before, ',')`,
  cause: 'w.cause',
  maker: 'w.maker_id',
  collidesSince: '$9::timestamptz',
  undoes: 'w.undoes',
  rulesVersion: 'NULL::text',
};
/** The same values where they have become columns of the comment that was seen. */
const SEEN: DecisionRefs = {
  ...AT,
  comment: 'id',
  revision: 'judged_revision',
  to: 'wanted_status',
  before: `string_to_array(before, ',')`,
  cause: 'cause',
  maker: 'maker_id',
  undoes: 'undoes',
};

/**
 * What becomes of each decision of a list, on comments that are locked. As `SETTLE` judges one.
 * $1 article ids, $2 comment ids, $3 revisions, $4 statuses, $5 statuses each may come from (with commas), $6 causes, $7 makers,
 * $8 decisions taken back, $9 since when another person's decision stands
 */
export const JUDGE_MANY = `
WITH seen AS (
  SELECT c.article_id, c.id, c.site_id, c.status, c.revision, c.public_revision, c.section_id, d.*, ${EDIT_WAITS} AS edit_waits,
    w.revision AS judged_revision, w.to_status AS wanted_status, w.before, w.cause, w.maker_id, w.undoes
  FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::uuid[])
    AS w (article_id, comment_id, revision, to_status, before, cause, maker_id, undoes)
  CROSS JOIN LATERAL (SELECT * FROM comments WHERE article_id = w.article_id AND id = w.comment_id LIMIT 1) c
  CROSS JOIN LATERAL ${decidedBefore(AT)} d
), judged AS (
  SELECT seen.*, ${rulingOf(SEEN)} AS ruling
  FROM seen
)
SELECT id AS comment_id, site_id, ruling, announced, by_other, status AS from_status, revision, section_id, public_revision AS public_before,
  CASE WHEN ruling = 'move' THEN wanted_status ELSE status END AS to_status, ${publicRevisionAfter(SEEN)} AS public_after
FROM judged`;

/**
 * Writes decisions. $1 ids, $2 articles, $3 comments, $4 sites, $5 revisions, $6 causes, $7 makers, $8 statuses before, $9 statuses
 * decided, $10 reasons (as JSON lists), $11 notes, $12 decisions taken back, $13 revisions that were public before, $14 traces,
 * $15 versions of rules, $16 now
 */
export const INSERT_DECISIONS = `
INSERT INTO decisions (id, article_id, comment_id, site_id, revision, cause, maker_id, from_status, to_status, reasons, note, undoes,
  public_before, trace, rules_version, created_at)
SELECT id, article_id, comment_id, site_id, revision, cause, maker_id, from_status, to_status,
  ARRAY(SELECT jsonb_array_elements_text(reasons::jsonb)), note, undoes, public_before, trace::jsonb, rules_version, $16::timestamptz
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::text[],
  $11::text[], $12::uuid[], $13::int[], $14::text[], $15::text[])
  AS new (id, article_id, comment_id, site_id, revision, cause, maker_id, from_status, to_status, reasons, note, undoes, public_before,
    trace, rules_version)`;

/**
 * Writes what comments have become, and their counters: each row once, though it may be decided on and also lie above another that is.
 * $1 articles, $2 comments, $3 statuses, null for such as only count, $4 whether readers see another revision than before, $5 which,
 * $6 changes of reply counts, $7 changes of descendant counts, $8 whether an undo changed it, $9 now
 */
export const UPDATE_COMMENTS = `
UPDATE comments c SET
  status = coalesce(w.status, c.status),
  public_revision = CASE WHEN w.turns_text THEN w.public_after ELSE c.public_revision END,
  body_html = CASE WHEN w.turns_text AND w.public_after IS NOT NULL
    THEN (SELECT r.body_html FROM comment_revisions r WHERE r.article_id = w.article_id AND r.comment_id = w.id AND r.revision = w.public_after)
    ELSE c.body_html END,
  edited_at = CASE
    WHEN NOT w.turns_text THEN c.edited_at
    WHEN NOT w.is_undo THEN CASE WHEN c.public_revision IS NULL THEN c.edited_at ELSE $9::timestamptz END
    WHEN coalesce(w.public_after, c.revision) > 1 THEN (SELECT r.created_at FROM comment_revisions r
      WHERE r.article_id = w.article_id AND r.comment_id = w.id AND r.revision = coalesce(w.public_after, c.revision))
  END,
  reply_count = c.reply_count + w.replies,
  descendant_count = c.descendant_count + w.descendants
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[], $5::int[], $6::int[], $7::int[], $8::boolean[])
  AS w (article_id, id, status, turns_text, public_after, replies, descendants, is_undo)
WHERE c.article_id = w.article_id AND c.id = w.id`;

/**
 * Counts discussions and their sections. $1 articles, $2 changes of the number of public comments, $3 whether one became public,
 * $4 articles, $5 sections, $6 changes in each, $7 now
 */
export const COUNT_DISCUSSIONS = `
WITH bumped AS (
  UPDATE discussions d SET version = d.version + 1, published = d.published + w.delta,
    last_activity_at = CASE WHEN w.is_news THEN greatest(d.last_activity_at, $7::timestamptz) ELSE d.last_activity_at END
  FROM unnest($1::uuid[], $2::int[], $3::boolean[]) AS w (article_id, delta, is_news)
  WHERE d.article_id = w.article_id
  RETURNING d.article_id, d.version
), sections AS (
  INSERT INTO section_counts AS s (article_id, section_id, published)
  SELECT w.article_id, w.section_id, greatest(w.delta, 0) FROM unnest($4::uuid[], $5::uuid[], $6::int[]) AS w (article_id, section_id, delta)
  ON CONFLICT (article_id, section_id) DO UPDATE SET published = s.published
    + (SELECT w.delta FROM unnest($4::uuid[], $5::uuid[], $6::int[]) AS w (article_id, section_id, delta)
       WHERE w.article_id = s.article_id AND w.section_id = s.section_id)
)
SELECT article_id, version FROM bumped`;
