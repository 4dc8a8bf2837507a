import type { Database } from '#platform';

/** Comments that screening let pass a day ago. */
export interface ScreenedParts {
  readonly siteId: string;
  readonly articleId: string;
  readonly count: number;
  /** Every so many-th says "gadget". */
  readonly gadgetEvery: number;
}

/**
 * Published root comments in bulk, past the verbs, as a minute's look would find them: with their text, their print and screening's
 * decision, by a thousand writers, half a second apart. The discussion must be empty; its counter is right afterwards.
 */
export async function buildScreened(database: Database, parts: ScreenedParts): Promise<void> {
  const { siteId, articleId, count, gadgetEvery } = parts;
  await database.transaction(async () => {
    await database.execute(`SELECT set_config('statement_timeout', '0', true)`);
    await database.execute(COMMENTS, [articleId, siteId, count, gadgetEvery]);
    await database.execute(REVISIONS, [articleId, gadgetEvery]);
    await database.execute(PRINTS, [articleId]);
    await database.execute(DECISIONS, [articleId]);
    await database.execute('UPDATE discussions SET published = $2::int, version = version + 1 WHERE article_id = $1', [
      articleId,
      count,
    ]);
  });
}

const MS = `(extract(epoch FROM now()) * 1000)::bigint - 86400000 + n * 500`;
/** Ids of version 7 that sort by time; \`tail\` tells kinds of rows apart. */
const idOf = (ms: string, tail: string): string =>
  `(lpad(to_hex(${ms}), 12, '0') || '7000' || '8000' || lpad(to_hex(${tail}), 12, '0'))::uuid`;
const TEXT = `'Remark ' || n || CASE WHEN n % $%::int = 0 THEN ' about a gadget ' ELSE ' about the ice ' END || repeat('and the harbour ', (n % 7)::int + 1)`;
const textAt = (parameter: number): string => TEXT.replace('$%', `$${parameter}`);

const COMMENTS = `
INSERT INTO comments (article_id, id, site_id, root_id, parent_id, depth, path, author_id, author_name, author_kind, status, revision,
  public_revision, body_html, anchor_kind, created_at)
SELECT $1::uuid, made.id, $2::uuid, made.id, NULL, 0, '{}', ${idOf('1770000000000', 'n % 1000')}, 'Reader ' || n % 1000, 'verified', 'published', 1,
  1, '<p>' || ${textAt(4)} || '</p>', 'article', to_timestamp((${MS}) / 1000.0)
FROM generate_series(1::bigint, $3::bigint) n, LATERAL (SELECT ${idOf(MS, 'n')} AS id) made`;

const REVISIONS = `
INSERT INTO comment_revisions (article_id, comment_id, revision, body, body_html, renderer, trace, created_at)
SELECT article_id, id, 1, replace(replace(body_html, '<p>', ''), '</p>', ''), body_html, 1, '[]', created_at
FROM comments WHERE article_id = $1::uuid AND $2::int > 0`;

const PRINTS = `
INSERT INTO comment_prints (comment_id, article_id, site_id, author_id, text_key, created_at)
SELECT id, article_id, site_id, author_id, sha256(convert_to(body_html, 'UTF8')), created_at FROM comments WHERE article_id = $1::uuid`;

const DECISIONS = `
INSERT INTO decisions (id, article_id, comment_id, site_id, revision, cause, from_status, to_status, reasons, trace, rules_version, created_at)
SELECT overlay(c.id::text placing '9' from 20 for 1)::uuid, article_id, id, site_id, 1, 'screening', 'published', 'published', '{post_moderation}',
  '{"verdict": "publish", "reasons": ["post_moderation"], "rulesVersion": "x", "phases": []}', 'x', created_at + interval '1 second'
FROM comments c WHERE article_id = $1::uuid`;
