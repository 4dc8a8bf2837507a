import type { CommentStatus } from './comment-status.js';

/** What a verb asks of the comment it acts on. */
export interface OneCommentRow {
  readonly site_id: string;
  readonly author_id: string;
  readonly status: CommentStatus;
  readonly revision: number;
  readonly parent_id: string | null;
  readonly section_id: string | null;
  /** Its ancestors, topmost first. */
  readonly path: string[];
  readonly reply_count: number;
  readonly created_at: Date;
  /** The source of the newest revision. */
  readonly body: string;
  readonly author_is_admin: boolean;
}

/** A comment to act on. $1 article, $2 comment */
export const ONE_COMMENT = `
SELECT c.site_id, c.author_id, c.status, c.revision, c.parent_id, c.section_id, c.path, c.reply_count, c.created_at, r.body,
  EXISTS (SELECT 1 FROM roles g WHERE g.person_id = c.author_id AND g.role = 'admin' AND (g.site_id IS NULL OR g.site_id = c.site_id))
    AS author_is_admin
FROM comments c
JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision
WHERE c.article_id = $1::uuid AND c.id = $2::uuid`;

/**
 * Stores a new revision if the comment is still as it was read and nobody has answered. While a public comment's edit waits, its
 * public text stays. The print follows the text, and so
 * do its words in the index of the search.
 * $1 article, $2 comment, $3 revision read, $4 status read, $5 source, $6 html, $7 renderer, $8 trace, $9 now, $10 fingerprint,
 * $11 whether the new text may be public at once, $12 likeness, $13 bands. The bands of the older text stay: they only lead here, where
 * the likeness is compared.
 */
export const EDIT = `
WITH held AS MATERIALIZED (
  SELECT id, site_id, $4::text <> 'published' OR $11::boolean AS shows_text FROM comments
  WHERE article_id = $1::uuid AND id = $2::uuid AND revision = $3::integer AND status = $4::text AND reply_count = 0
  FOR UPDATE
), revision AS (
  INSERT INTO comment_revisions (article_id, comment_id, revision, body, body_html, renderer, trace, created_at)
  SELECT $1::uuid, $2::uuid, $3::integer + 1, $5::text, $6::text, $7::smallint, $8::jsonb, $9::timestamptz FROM held
), edited AS (
  UPDATE comments c SET revision = $3::integer + 1,
    public_revision = CASE WHEN $4::text = 'published' AND held.shows_text THEN $3::integer + 1 ELSE c.public_revision END,
    body_html = CASE WHEN held.shows_text THEN $6::text ELSE c.body_html END,
    edited_at = CASE WHEN held.shows_text THEN $9::timestamptz ELSE c.edited_at END
  FROM held WHERE c.article_id = $1::uuid AND c.id = $2::uuid
), print AS (
  UPDATE comment_prints p SET text_key = $10::bytea, likeness = $12::bytea, bands = $13::bigint[] FROM held WHERE p.comment_id = $2::uuid
), bands AS (
  INSERT INTO comment_bands (band, created_at, comment_id)
  SELECT band, $9::timestamptz, $2::uuid FROM held CROSS JOIN unnest($13::bigint[]) AS own (band)
), words AS (
  UPDATE comment_words w SET words = to_tsvector('simple', $5::text) || array_to_tsvector(ARRAY['site:' || held.site_id])
  FROM held WHERE w.comment_id = held.id
), bumped AS (
  UPDATE discussions d SET version = d.version + 1 FROM held
  WHERE d.article_id = $1::uuid AND $4::text = 'published' AND held.shows_text
  RETURNING d.version
)
SELECT EXISTS (SELECT 1 FROM held) AS is_held, (SELECT version FROM bumped) AS version`;
