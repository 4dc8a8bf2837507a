import { type DecisionRefs, decidedBefore, EDIT_WAITS, publicRevisionAfter, rulingOf } from './ruling.sql.js';

const AT: DecisionRefs = {
  comment: '$2::uuid',
  revision: '$3::int',
  to: '$4::text',
  before: '$5::text[]',
  cause: '$7::text',
  maker: '$8::uuid',
  collidesSince: '$14::timestamptz',
  undoes: '$15::uuid',
  rulesVersion: '$12::text',
};

/**
 * One decision in one statement: judges, compares and sets, writes the decision, moves the counters.
 *
 * Order of locks, the same wherever comments are written: comments by id, then the discussion, then its sections. `seen` is the
 * comment as of the statement's snapshot and `held` the same rows once they are locked; when another transaction wrote the comment
 * in between, nothing is changed and the result is `again`: the caller repeats, now holding the lock and with a fresh snapshot. So
 * every condition below, also those on other tables, holds at the moment of writing. A person's decision therefore writes the row
 * even when it only confirms what the comment is: otherwise the next one would not notice it.
 *
 * The decision remembers which revision readers saw before it, so that an undo can show that one again.
 *
 * reply_count counts the replies that are shown: public ones and tombstones over such. A comment that begins or ceases to be shown
 * moves its parent's count, which may make a tombstone above it begin or cease to be shown, and so on up (`steps`).
 * descendant_count counts the public comments below.
 *
 * $1 article, $2 comment, $3 revision judged, $4 to, $5 statuses it may come from, $6 decision id, $7 cause, $8 maker, $9 reasons,
 * $10 note, $11 trace, $12 rules version, $13 now, $14 since when another person's decision on this revision stands, $15 decision
 * that is taken back
 */
export const SETTLE = `
WITH seen AS (
  SELECT c.xmin::text AS version, c.site_id, c.status, c.revision, c.public_revision, c.path, c.reply_count, c.section_id, d.*,
    ${EDIT_WAITS} AS edit_waits
  FROM comments c
  CROSS JOIN LATERAL ${decidedBefore(AT)} d
  WHERE c.article_id = $1::uuid AND c.id = $2::uuid
), judged AS (
  SELECT seen.*, ${rulingOf(AT)} AS ruling
  FROM seen
), plan AS (
  SELECT judged.*, now.status AS to_status,
    (CASE WHEN now.status = 'published' THEN 1 ELSE 0 END - CASE WHEN judged.status = 'published' THEN 1 ELSE 0 END) AS delta,
    now.public_revision AS public_after, now.public_revision IS DISTINCT FROM judged.public_revision AS turns_text
  FROM judged CROSS JOIN LATERAL (
    SELECT CASE WHEN ruling = 'move' THEN $4::text ELSE judged.status END AS status, ${publicRevisionAfter(AT)} AS public_revision
  ) now
), held AS MATERIALIZED (
  SELECT c.id, c.xmin::text AS version, c.depth, c.status, c.reply_count
  FROM comments c
  WHERE c.article_id = $1::uuid
    AND c.id = ANY ((SELECT CASE WHEN ruling NOT IN ('kept', 'edit', 'move') THEN '{}' WHEN delta = 0 THEN ARRAY[$2::uuid] ELSE path || $2::uuid END FROM plan)::uuid[])
  ORDER BY c.id
  FOR UPDATE
), act AS MATERIALIZED (
  SELECT plan.* FROM plan JOIN held ON held.id = $2::uuid AND held.version = plan.version
), decided AS (
  INSERT INTO decisions (id, article_id, comment_id, site_id, revision, cause, maker_id, from_status, to_status, reasons, note, trace, rules_version,
    created_at, undoes, public_before)
  SELECT $6::uuid, $1::uuid, $2::uuid, site_id, $3::int, $7::text, $8::uuid, status, CASE WHEN ruling = 'kept' THEN status ELSE $4::text END,
    $9::text[], $10::text, $11::jsonb, $12::text, $13::timestamptz, $15::uuid, public_revision
  FROM act
  ON CONFLICT DO NOTHING
  RETURNING id
), settled AS (
  UPDATE comments c SET
    status = act.to_status,
    public_revision = act.public_after,
    body_html = CASE WHEN act.turns_text AND act.public_after IS NOT NULL
      THEN (SELECT r.body_html FROM comment_revisions r WHERE r.article_id = $1::uuid AND r.comment_id = $2::uuid AND r.revision = act.public_after)
      ELSE c.body_html END,
    edited_at = CASE
      WHEN NOT act.turns_text THEN c.edited_at
      WHEN $7::text <> 'undo' THEN CASE WHEN c.public_revision IS NULL THEN c.edited_at ELSE $13::timestamptz END
      WHEN coalesce(act.public_after, c.revision) > 1 THEN (SELECT r.created_at FROM comment_revisions r
        WHERE r.article_id = $1::uuid AND r.comment_id = $2::uuid AND r.revision = coalesce(act.public_after, c.revision))
    END
  FROM act, decided
  WHERE c.article_id = $1::uuid AND c.id = $2::uuid
    AND (act.to_status <> act.status OR act.turns_text OR $7::text IN ('moderator', 'operator', 'undo'))
), steps AS (
  SELECT above.id,
    CASE WHEN act.reply_count = 0 AND coalesce(bool_and(above.turns) OVER nearest, true) THEN act.delta ELSE 0 END AS reply_delta, act.delta
  FROM act, decided,
    LATERAL (SELECT held.id, held.depth, held.status <> 'published' AND held.reply_count = CASE WHEN act.delta > 0 THEN 0 ELSE 1 END AS turns
             FROM held WHERE held.id <> $2::uuid AND act.delta <> 0) above
  WINDOW nearest AS (ORDER BY above.depth DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), counted AS (
  UPDATE comments c SET reply_count = c.reply_count + steps.reply_delta, descendant_count = c.descendant_count + steps.delta
  FROM steps WHERE c.article_id = $1::uuid AND c.id = steps.id
), bumped AS (
  UPDATE discussions d SET version = d.version + 1, published = d.published + act.delta,
    last_activity_at = CASE WHEN act.delta > 0 THEN greatest(d.last_activity_at, $13::timestamptz) ELSE d.last_activity_at END
  FROM act, decided
  WHERE d.article_id = $1::uuid AND (act.delta <> 0 OR act.turns_text)
  RETURNING d.version
), sections AS (
  INSERT INTO section_counts (article_id, section_id, published)
  SELECT $1::uuid, act.section_id, greatest(act.delta, 0) FROM act, decided WHERE act.section_id IS NOT NULL AND act.delta <> 0
  ON CONFLICT (article_id, section_id) DO UPDATE SET published = section_counts.published + (SELECT delta FROM act)
)
SELECT plan.ruling, plan.status AS from_status, plan.to_status, plan.revision, plan.site_id, plan.announced, plan.by_other,
  EXISTS (SELECT 1 FROM act) AS is_held, (SELECT id FROM decided) AS decision_id, (SELECT version FROM bumped) AS version
FROM plan`;
