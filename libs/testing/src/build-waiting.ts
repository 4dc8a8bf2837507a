import type { Database } from '#platform';

/** Comments that wait for a moderator. */
export interface WaitingParts {
  readonly siteId: string;
  readonly articleId: string;
  readonly count: number;
}

/** Pending root comments in bulk, past the verbs, each with its item in the moderators' list; by as many writers, the oldest most urgent. */
export async function buildWaiting(database: Database, { siteId, articleId, count }: WaitingParts): Promise<void> {
  await database.transaction(async () => {
    await database.execute(`SELECT set_config('statement_timeout', '0', true)`);
    await database.execute(WAITING, [articleId, siteId, count]);
  });
}

const WAITING = `
WITH new AS (
  SELECT n, (lpad(to_hex(1780000000000 + n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid AS id, 'Remark ' || n || ' waits.' AS body
  FROM generate_series(1::bigint, $3::bigint) n
), comment AS (
  INSERT INTO comments (article_id, id, site_id, root_id, depth, path, author_id, author_name, author_kind, status, revision, body_html, anchor_kind, created_at)
  SELECT $1::uuid, id, $2::uuid, id, 0, '{}', md5(n::text)::uuid, 'Somebody', 'guest', 'pending', 1, '<p>' || body || '</p>', 'article', now() FROM new
), revision AS (
  INSERT INTO comment_revisions (article_id, comment_id, revision, body, body_html, renderer, trace, created_at)
  SELECT $1::uuid, id, 1, body, '<p>' || body || '</p>', 1, '[]', now() FROM new
)
INSERT INTO review_items (comment_id, article_id, site_id, revision, status, reasons, urgency, reach, opened_at)
SELECT id, $1::uuid, $2::uuid, 1, 'pending', '{new_commenter}', 1, 1, now() - ($3::bigint - n) * interval '1 second' FROM new`;
