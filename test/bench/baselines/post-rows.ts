import { createHash } from 'node:crypto';
import type pg from 'pg';
import { v7 } from 'uuid';

/** A comment as the baseline is sent it; nothing of it is checked. */
export interface PlainPost {
  readonly body: string;
  readonly parentId?: string;
}

/** Who writes, and where. */
export interface PlainWriter {
  readonly id: string;
  readonly name: string;
  readonly siteId: string;
}

const COMMENT = `INSERT INTO comments (article_id, id, site_id, root_id, parent_id, depth, path, author_id, author_name, author_kind, badges,
  status, revision, public_revision, body_html, anchor_kind, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'verified', '{verified}', 'published', 1, 1, $10, 'article', $11)`;
const REVISION = `INSERT INTO comment_revisions (article_id, comment_id, revision, body, body_html, renderer, trace, created_at)
  VALUES ($1, $2, 1, $3, $4, 1, '[]', $5)`;
const PRINT = `INSERT INTO comment_prints (comment_id, article_id, site_id, author_id, network_key, text_key, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;
const BANDS = `INSERT INTO comment_bands (band, created_at, comment_id) SELECT band, $2, $3 FROM unnest($1::bigint[]) AS own (band)`;
const PARENT = `UPDATE comments SET reply_count = reply_count + 1, descendant_count = descendant_count + 1 WHERE article_id = $1 AND id = $2`;
const OUTBOX = `INSERT INTO outbox (id, queue, name, payload, available_at, created_at) VALUES ($1, 'screening', 'screen-comment', $2, now(), now())`;
const DISCUSSION = `UPDATE discussions SET version = version + 1, published = published + 1, last_activity_at = greatest(last_activity_at, $2)
  WHERE article_id = $1`;

/**
 * Commits the rows of a posted comment in the straightforward good way: one transaction, one prepared statement a table, the row that
 * everybody wants last. A reply answers a root.
 */
export async function postRows(
  pool: pg.Pool,
  articleId: string,
  { body, parentId }: PlainPost,
  writer: PlainWriter,
): Promise<object> {
  const id = v7();
  const at = new Date();
  const html = `<p>${body}</p>\n`;
  const path = parentId === undefined ? [] : [parentId];
  const client = await pool.connect();
  const run = (name: string, text: string, values: unknown[]): Promise<unknown> => client.query({ name, text, values });
  try {
    await client.query('BEGIN');
    await run('comment', COMMENT, [
      ...[
        articleId,
        id,
        writer.siteId,
        parentId ?? id,
        parentId ?? null,
        path.length,
        path,
        writer.id,
        writer.name,
        html,
        at,
      ],
    ]);
    await run('revision', REVISION, [articleId, id, body, html, at]);
    const hash = createHash('sha256').update(body).digest();
    await run('print', PRINT, [id, articleId, writer.siteId, writer.id, hash, hash, at]);
    const bands = [0, 8, 16, 24].map((at) => hash.readBigInt64BE(at).toString());
    await run('bands', BANDS, [bands, at, id]);
    if (parentId !== undefined) await run('parent', PARENT, [articleId, parentId]);
    await run('outbox', OUTBOX, [v7(), JSON.stringify({ articleId, commentId: id, revision: 1 })]);
    await run('discussion', DISCUSSION, [articleId, at]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
  return { comment: { id, articleId, parentId: parentId ?? null, bodyHtml: html, status: 'published', createdAt: at } };
}
