import type { AnchorOutcome } from '#anchoring';

type PlacedOutcome = Exclude<AnchorOutcome, 'orphaned'>;

/** An anchor that is behind its article, with the places it has had. */
export interface UnplacedColumns {
  readonly comment_id: string;
  readonly is_passage: boolean;
  readonly outcome: AnchorOutcome;
  readonly score: number;
  readonly placed_revision: number;
  readonly article_revision: number;
  readonly section_id: string | null;
  readonly start_offset: number | null;
  readonly end_offset: number | null;
  readonly thread_section: string | null;
  readonly stood: PlaceColumns | null;
  readonly chosen: PlaceColumns | null;
}

/** A placement, as JSON. */
export interface PlaceColumns {
  readonly revision: number;
  readonly outcome: PlacedOutcome;
  readonly score: number;
  readonly section_id: string | null;
  readonly start_offset: number | null;
  readonly end_offset: number | null;
}

const placement = (revision: string): string => `(
    SELECT jsonb_build_object('revision', p.revision, 'outcome', p.outcome, 'score', p.score, 'section_id', p.section_id,
      'start_offset', p.start_offset, 'end_offset', p.end_offset)
    FROM anchor_placements p WHERE p.article_id = n.article_id AND p.comment_id = n.comment_id AND p.revision = ${revision})`;

const COLUMNS = `n.comment_id, n.exact IS NOT NULL AS is_passage, n.outcome, n.score,
  coalesce(n.placed_revision, n.article_revision) AS placed_revision, n.article_revision, n.section_id, n.start_offset, n.end_offset,
  (SELECT c.section_id FROM comments c WHERE c.article_id = n.article_id AND c.id = n.comment_id) AS thread_section,
  ${placement('n.stood_revision')} AS stood, ${placement('n.chosen_revision')} AS chosen`;

/**
 * Anchors that have not been looked for in the article's newest revision, those that are furthest behind first. They are held until the end
 * of the transaction; those another job holds are its own to place. $1 article, $2 newest revision, $3 limit
 */
export const UNPLACED = `
SELECT ${COLUMNS}
FROM comment_anchors n
WHERE n.article_id = $1::uuid AND coalesce(n.placed_revision, n.article_revision) < $2::integer
ORDER BY coalesce(n.placed_revision, n.article_revision), n.comment_id LIMIT $3::integer
FOR UPDATE OF n SKIP LOCKED`;

/** Anchors of comments. $1 article, $2 comments */
export const ANCHORS = `
SELECT ${COLUMNS}
FROM comment_anchors n
WHERE n.article_id = $1::uuid AND n.comment_id = ANY ($2::uuid[])
ORDER BY n.comment_id`;

/** The same, held until the end of the transaction. $1 article, $2 comments */
export const HOLD_ANCHORS = `${ANCHORS}
FOR UPDATE OF n`;

/** Takes orphans off the desk, or puts them back. Held before. $1 article, $2 comments, $3 when they were taken off, null to put them back */
export const RETIRE = `
UPDATE comment_anchors SET retired_at = $3::timestamptz
WHERE article_id = $1::uuid AND comment_id = ANY ($2::uuid[]) AND outcome = 'orphaned'`;

/**
 * Writes what was found, into the ledger and onto the anchors.
 * $1 article, $2 now, $3 who placed them (null for the job and for programs), $15 whether that was a choice; lists: $4 comments, $5 revisions, $6 outcomes, $7 scores, $8 sections, $9 blocks, $10 starts,
 * $11 ends, $12 passages, $13 what stands before, $14 after them
 */
export const WRITE = `
WITH placed AS (
  SELECT * FROM unnest($4::uuid[], $5::integer[], $6::text[], $7::real[], $8::uuid[], $9::uuid[], $10::integer[], $11::integer[],
    $12::text[], $13::text[], $14::text[])
    AS p (comment_id, revision, outcome, score, section_id, block_id, start_offset, end_offset, exact, prefix, suffix)
), kept AS (
  INSERT INTO anchor_placements (article_id, comment_id, revision, outcome, score, section_id, block_id, start_offset, end_offset, exact, prefix,
    suffix, placed_by, placed_at)
  SELECT $1::uuid, comment_id, revision, outcome, score, section_id, block_id, start_offset, end_offset, exact, prefix, suffix, $3::uuid, $2::timestamptz
  FROM placed
  ON CONFLICT (article_id, comment_id, revision) DO UPDATE SET outcome = excluded.outcome, score = excluded.score, section_id = excluded.section_id,
    block_id = excluded.block_id, start_offset = excluded.start_offset, end_offset = excluded.end_offset, exact = excluded.exact,
    prefix = excluded.prefix, suffix = excluded.suffix, placed_by = excluded.placed_by, placed_at = excluded.placed_at
)
UPDATE comment_anchors n SET placed_revision = p.revision, outcome = p.outcome, score = p.score,
  stood_revision = CASE WHEN p.outcome = 'orphaned' THEN n.stood_revision ELSE p.revision END,
  chosen_revision = CASE WHEN $15::boolean THEN p.revision ELSE n.chosen_revision END,
  retired_at = CASE WHEN p.outcome = 'orphaned' THEN n.retired_at END
FROM placed p WHERE n.article_id = $1::uuid AND n.comment_id = p.comment_id`;

/** Keeps threads where they are, and their replies with them: a reply waits for its root. $1 article, $2 roots */
export const HOLD_ROOTS = `
SELECT id FROM comments WHERE article_id = $1::uuid AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE`;

/**
 * Moves threads whose roots are held into other sections, with their counts, and counts the version up for everybody who reads. Locks are taken in
 * the order of SETTLE. $1 article, $2 roots, $3 their sections
 */
export const MOVE_THREADS = `
WITH wanted AS (
  SELECT * FROM unnest($2::uuid[], $3::uuid[]) AS w (root_id, section_id)
), members AS (
  SELECT c.id, w.section_id AS to_section FROM wanted w JOIN comments c ON c.article_id = $1::uuid AND c.id = w.root_id
  UNION ALL
  SELECT c.id, w.section_id FROM wanted w JOIN comments c ON c.article_id = $1::uuid AND c.root_id = w.root_id AND c.parent_id IS NOT NULL
), held AS MATERIALIZED (
  SELECT c.id, c.status, c.section_id AS from_section FROM comments c
  WHERE c.article_id = $1::uuid AND c.id IN (SELECT id FROM members) ORDER BY c.id FOR UPDATE
), leaving AS (
  SELECT held.*, m.to_section FROM held JOIN members m USING (id) WHERE held.from_section IS DISTINCT FROM m.to_section
), moved AS (
  UPDATE comments c SET section_id = l.to_section,
    anchor_kind = CASE WHEN c.parent_id IS NULL THEN c.anchor_kind WHEN l.to_section IS NULL THEN 'article' ELSE 'section' END
  FROM leaving l WHERE c.article_id = $1::uuid AND c.id = l.id
), bumped AS (
  UPDATE discussions SET version = version + 1 WHERE article_id = $1::uuid AND (SELECT count(*) FROM held) >= 0 RETURNING version
), changes AS (
  SELECT section_id, sum(n)::integer AS n FROM (
    SELECT from_section AS section_id, -1 AS n FROM leaving WHERE status = 'published'
    UNION ALL SELECT to_section, 1 FROM leaving WHERE status = 'published'
  ) e WHERE section_id IS NOT NULL GROUP BY section_id HAVING sum(n) <> 0
), counted AS (
  INSERT INTO section_counts (article_id, section_id, published)
  SELECT $1::uuid, ch.section_id, greatest(ch.n, 0) FROM changes ch CROSS JOIN bumped ORDER BY ch.section_id
  ON CONFLICT (article_id, section_id) DO UPDATE
    SET published = section_counts.published + (SELECT ch.n FROM changes ch WHERE ch.section_id = section_counts.section_id)
)
SELECT version FROM bumped`;

/**
 * How many anchors had which outcome in a revision, how many were placed by their writers in that revision itself, and how many are still to be looked
 * for in it. $1 article, $2 revision
 */
export const OUTCOMES = `
SELECT outcome AS name, count(*)::integer AS n FROM anchor_placements WHERE article_id = $1::uuid AND revision = $2::integer GROUP BY 1
UNION ALL
SELECT 'written', count(*)::integer FROM comment_anchors WHERE article_id = $1::uuid AND article_revision = $2::integer
UNION ALL
SELECT 'waiting', count(*)::integer FROM comment_anchors
WHERE article_id = $1::uuid AND coalesce(placed_revision, article_revision) < $2::integer`;

/** Those of some articles that have anchors. $1 articles */
export const HAVE_ANCHORS = `
SELECT a.id::text AS key FROM unnest($1::uuid[]) AS a (id) WHERE EXISTS (SELECT 1 FROM comment_anchors n WHERE n.article_id = a.id)`;
