/** A remark that is to be marked. */
export interface RemarkRow {
  readonly site_id: string;
  readonly status: string;
  readonly parent_id: string | null;
  readonly addressed_revision: number | null;
  readonly addressed_at: Date | null;
  readonly reopened_at: Date | null;
  /** The article's revision in which its writer placed it; null for one on the article as a whole. */
  readonly article_revision: number | null;
  readonly undo_seconds: number;
}

/** Holds a remark. $1 article, $2 comment */
export const HOLD_REMARK = `
SELECT c.site_id, c.status, c.parent_id, c.addressed_revision, c.addressed_at, c.reopened_at,
  (SELECT article_revision FROM comment_anchors WHERE article_id = $1::uuid AND comment_id = $2::uuid LIMIT 1) AS article_revision,
  coalesce((SELECT (settings ->> 'undoSeconds')::int FROM sites WHERE id = c.site_id), 10) AS undo_seconds
FROM comments c WHERE c.article_id = $1::uuid AND c.id = $2::uuid FOR UPDATE OF c`;

/** Takes the standing marking of a remark back. $1 article, $2 comment, $3 person or null, $4 now */
export const END_MARKING = `
UPDATE addressed_remarks SET reopened_by = $3::uuid, reopened_at = $4::timestamptz
WHERE article_id = $1::uuid AND comment_id = $2::uuid AND reopened_at IS NULL`;

/** Marks a remark. $1 article, $2 comment, $3 person or null, $4 now, $5 id, $6 revision */
export const ADD_MARKING = `
INSERT INTO addressed_remarks (article_id, comment_id, made_by, made_at, id, revision)
VALUES ($1::uuid, $2::uuid, $3::uuid, $4::timestamptz, $5::uuid, $6::integer)`;

/** Writes a remark's state, which readers see. $1 article, $2 comment, $3 revision, $4 since when it is addressed, $5 since when reopened */
export const SET_ADDRESSED = `
WITH marked AS (
  UPDATE comments SET addressed_revision = $3::integer, addressed_at = $4::timestamptz, reopened_at = $5::timestamptz
  WHERE article_id = $1::uuid AND id = $2::uuid RETURNING id
)
UPDATE discussions SET version = version + 1 WHERE article_id = $1::uuid AND EXISTS (SELECT 1 FROM marked) RETURNING version`;
