/** @param section where it stands; `above` is what is read first to know it. */
const insert = (section = '$15::uuid', kind = '$14::text', above = ''): string => `
WITH ${above} comment AS (
  INSERT INTO comments (article_id, id, site_id, root_id, parent_id, depth, path, author_id, author_name, author_kind, badges, status,
    revision, public_revision, body_html, anchor_kind, section_id, created_at, kind)
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::smallint, $7::uuid[], $8::uuid, $9::text, $10::text, $11::text[], $12::text,
    1, CASE WHEN $12::text = 'published' THEN 1 END, $13::text, ${kind}, ${section}, $16::timestamptz, $26::text)
), revision AS (
  INSERT INTO comment_revisions (article_id, comment_id, revision, body, body_html, renderer, trace, created_at)
  VALUES ($1::uuid, $2::uuid, 1, $17::text, $13::text, $18::smallint, $19::jsonb, $16::timestamptz)
), print AS (
  INSERT INTO comment_prints (comment_id, article_id, site_id, author_id, network_key, text_key, created_at, likeness, bands, form_ms, form_trapped)
  VALUES ($2::uuid, $1::uuid, $3::uuid, $8::uuid, $20::bytea, $21::bytea, $16::timestamptz, $22::bytea, $23::bigint[], $24::integer, $25::boolean)
), bands AS (
  INSERT INTO comment_bands (band, created_at, comment_id) SELECT band, $16::timestamptz, $2::uuid FROM unnest($23::bigint[]) AS own (band)
)`;

const ANCHOR = `, anchor AS (
  INSERT INTO comment_anchors (article_id, comment_id, article_revision, section_id, block_id, exact, prefix, suffix, start_offset,
    end_offset, outcome, score, created_at)
  VALUES ($1::uuid, $2::uuid, $27::integer, $15::uuid, $28::uuid, $29::text, $30::text, $31::text, $32::integer,
    $33::integer, 'exact', 1, $16::timestamptz)
)`;

/** The comments above a public reply, in the order of locks of SETTLE. The root says where the thread stands by now: a push may have moved it. */
const HELD = `held AS MATERIALIZED (
  SELECT id, depth, status, reply_count, section_id FROM comments WHERE article_id = $1::uuid AND id = ANY ($7::uuid[]) ORDER BY id FOR UPDATE
),`;
/** Who moves the thread waits for the reply, or the reply for it. */
const HELD_ROOT = `held AS MATERIALIZED (
  SELECT id, section_id FROM comments WHERE article_id = $1::uuid AND id = $4::uuid FOR SHARE
),`;
const SECTION_OF_THREAD = `CASE WHEN EXISTS (SELECT 1 FROM held WHERE id = $4::uuid)
  THEN (SELECT section_id FROM held WHERE id = $4::uuid) ELSE $15::uuid END`;
const KIND_OF_REPLY = `CASE WHEN ${SECTION_OF_THREAD} IS NULL THEN 'article' WHEN $14::text = 'article' THEN 'section' ELSE $14::text END`;

/** The counters of a public reply's thread: as SETTLE moves them. */
const COUNT_ABOVE = `, steps AS (
  SELECT id, CASE WHEN coalesce(bool_and(status <> 'published' AND reply_count = 0)
    OVER (ORDER BY depth DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) THEN 1 ELSE 0 END AS reply_delta
  FROM held
), counted AS (
  UPDATE comments c SET reply_count = c.reply_count + steps.reply_delta, descendant_count = c.descendant_count + 1
  FROM steps WHERE c.article_id = $1::uuid AND c.id = steps.id
)`;

/** The counters of the discussion of a public comment in a section; `first` is what is locked before. */
const count = (first: string, section = '$15::uuid'): string => `, bumped AS (
  UPDATE discussions SET version = version + 1, published = published + 1, last_activity_at = greatest(last_activity_at, $16::timestamptz)
  WHERE article_id = $1::uuid ${first}
  RETURNING version
), sections AS (
  INSERT INTO section_counts (article_id, section_id, published)
  SELECT $1::uuid, at.section_id, 1 FROM bumped CROSS JOIN (SELECT ${section} AS section_id) at WHERE at.section_id IS NOT NULL
  ON CONFLICT (article_id, section_id) DO UPDATE SET published = section_counts.published + 1
)
SELECT version FROM bumped`;

const WAITING = ' SELECT NULL::bigint AS version';

/**
 * Stores a comment with its first revision, its print and its anchor, and counts it when it is public, in one statement.
 * $1 article, $2 id, $3 site, $4 root, $5 parent, $6 depth, $7 path, $8 author, $9 name, $10 kind, $11 badges, $12 status, $13 html,
 * $14 anchor kind, $15 section, $16 now, $17 source, $18 renderer, $19 trace, $20 network, $21 fingerprint, $22 likeness,
 * $23 bands, $24 milliseconds of the form, $25 whether its trap was filled, $26 whether it is a question or an answer, and for anchored ones $27 article revision, $28 block, $29 exact,
 * $30 prefix, $31 suffix, $32 start, $33 end
 */
export const INSERT_COMMENT = {
  waiting: { plain: `${insert()}${WAITING}`, anchored: `${insert()}${ANCHOR}${WAITING}` },
  root: { plain: `${insert()}${count('')}`, anchored: `${insert()}${ANCHOR}${count('')}` },
  /** A reply stands where its root does and has no anchor of its own. */
  waitingReply: `${insert(SECTION_OF_THREAD, KIND_OF_REPLY, HELD_ROOT)}${WAITING}`,
  reply: `${insert(SECTION_OF_THREAD, KIND_OF_REPLY, HELD)}${COUNT_ABOVE}${count('AND (SELECT count(*) FROM held) >= 0', SECTION_OF_THREAD)}`,
} as const;
