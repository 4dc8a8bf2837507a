/** Newest comments of an article that say how many new people usually come. */
const LOOKED_AT = 1000;
/** Comments of a discussion whose words count to the article's. */
const READ = 50;

/**
 * New people on an article in the last hour, and before it in how many hours: who wrote within a day of coming to the service counts.
 * Bounded by the newest comments, which the time-ordered ids give. $1 article, $2 now
 */
export const NEW_PEOPLE = `
SELECT count(DISTINCT author_id) FILTER (WHERE created_at > $2::timestamptz - interval '1 hour')::int AS in_hour,
  count(DISTINCT author_id) FILTER (WHERE created_at <= $2::timestamptz - interval '1 hour')::int AS before,
  coalesce(extract(epoch FROM $2::timestamptz - interval '1 hour' - min(oldest)) / 3600, 0)::float8 AS hours
FROM (
  SELECT c.author_id, c.created_at, min(c.created_at) OVER () AS oldest, w.created_at > c.created_at - interval '1 day' AS is_new
  FROM (SELECT author_id, created_at FROM comments WHERE article_id = $1::uuid ORDER BY id DESC LIMIT ${LOOKED_AT}) c
  JOIN people w ON w.id = c.author_id
  WHERE c.created_at > $2::timestamptz - interval '7 days' AND c.created_at <= $2::timestamptz
) seen WHERE is_new`;

/** The sources of an article's newest public comments that have stood for an hour. $1 article, $2 an hour ago */
export const STANDING_COMMENTS = `
SELECT r.body FROM (
  SELECT id, public_revision FROM comments WHERE article_id = $1::uuid AND status = 'published' AND created_at < $2::timestamptz
  ORDER BY id DESC LIMIT ${READ}
) c JOIN comment_revisions r ON r.article_id = $1::uuid AND r.comment_id = c.id AND r.revision = c.public_revision`;
