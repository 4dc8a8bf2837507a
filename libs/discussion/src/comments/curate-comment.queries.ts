/** A comment after it was pinned or featured. */
export interface CuratedRow {
  readonly site_id: string;
  readonly is_pinned: boolean;
  readonly is_featured: boolean;
}

/** Pins and features; null leaves it as it is. $1 article, $2 comment, $3 whether pinned, $4 whether featured, $5 now */
export const CURATE = `
WITH held AS MATERIALIZED (
  SELECT article_id, id, site_id, pinned_at, featured_at FROM comments WHERE article_id = $1::uuid AND id = $2::uuid FOR UPDATE
), wanted AS (
  SELECT *, CASE WHEN $3::boolean IS NULL THEN pinned_at WHEN $3::boolean THEN coalesce(pinned_at, $5::timestamptz) END AS pinned,
    CASE WHEN $4::boolean IS NULL THEN featured_at WHEN $4::boolean THEN coalesce(featured_at, $5::timestamptz) END AS featured
  FROM held
), curated AS (
  UPDATE comments c SET pinned_at = wanted.pinned, featured_at = wanted.featured FROM wanted
  WHERE c.article_id = wanted.article_id AND c.id = wanted.id
    AND (wanted.pinned IS DISTINCT FROM wanted.pinned_at OR wanted.featured IS DISTINCT FROM wanted.featured_at)
)
SELECT site_id, pinned IS NOT NULL AS is_pinned, featured IS NOT NULL AS is_featured FROM wanted`;
