import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainText, renderMarkdown, wilsonLowerBound } from '#discussion';
import { fingerprint } from '#screening';
import { cloneDatabase, type DatabaseClone } from '../../../../libs/testing/src/database.js';
import { testConfig } from '../../../../libs/testing/src/test-config.js';
import { withService } from '../ground/service.js';
import { SeedDiscussion, type Seeded } from './seed-discussion.js';

const COMMENTS = 2000;
let clone: DatabaseClone;
let client: pg.Client;
let seeded: Seeded;
const progress: string[] = [];

const rows = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> =>
  (await client.query<Row>(sql, [seeded.articleId])).rows;

beforeAll(async () => {
  clone = await cloneDatabase();
  client = new pg.Client({ connectionString: clone.url });
  await client.connect();
  const load = (article: string): Promise<Seeded> =>
    withService(testConfig({ DATABASE_URL: clone.url }), (rooms) =>
      rooms.get(SeedDiscussion).run({
        ...{ comments: COMMENTS, site: 'trial', article, shape: 'usual' as const },
        onProgress: (done, of, what) => progress.push(`${what} ${done}/${of}`),
      }),
    );
  await load('first');
  seeded = await load('second');
});

afterAll(async () => {
  await client.end();
  await clone.drop();
});

describe('SeedDiscussion', () => {
  it('loads the comments it is asked for and says how far it is', async () => {
    const [counted] = await rows('SELECT count(*)::int AS n FROM comments WHERE article_id = $1');
    expect(counted).toEqual({ n: COMMENTS });
    expect(seeded.ids).toHaveLength(COMMENTS);
    expect(progress).toContain(`comments ${COMMENTS}/${COMMENTS}`);
  });

  it('counts replies and descendants as a recount does', async () => {
    const wrong = await rows(`
      WITH RECURSIVE levels AS (SELECT max(depth) AS deepest FROM comments WHERE article_id = $1),
      shown AS (
        SELECT c.id, c.parent_id, c.status = 'published'
          OR EXISTS (SELECT 1 FROM comments d WHERE d.article_id = $1 AND d.status = 'published' AND c.id = ANY (d.path)) AS is_shown
        FROM comments c WHERE c.article_id = $1
      )
      SELECT c.id FROM comments c, levels WHERE c.article_id = $1 AND (
        c.reply_count <> (SELECT count(*) FROM shown s WHERE s.parent_id = c.id AND s.is_shown)
        OR c.descendant_count <> (SELECT count(*) FROM comments d WHERE d.article_id = $1 AND d.status = 'published' AND c.id = ANY (d.path)))`);
    expect(wrong).toEqual([]);
  });

  it('counts the discussion and its sections as a recount does', async () => {
    const [discussion] = await rows(`
      SELECT d.published, d.version::int, d.last_activity_at, (SELECT count(*)::int FROM comments c WHERE c.article_id = $1 AND c.status = 'published') AS recount,
        (SELECT max(created_at) FROM comments c WHERE c.article_id = $1 AND c.status = 'published') AS last
      FROM discussions d WHERE d.article_id = $1`);
    expect(discussion?.['published']).toBe(discussion?.['recount']);
    expect(discussion?.['last_activity_at']).toEqual(discussion?.['last']);
    expect(discussion?.['version']).toBeGreaterThan(0);
    const sections = await rows('SELECT section_id, published FROM section_counts WHERE article_id = $1 ORDER BY 1');
    const recount = await rows(`
      SELECT section_id, count(*)::int AS published FROM comments
      WHERE article_id = $1 AND status = 'published' AND section_id IS NOT NULL GROUP BY 1 ORDER BY 1`);
    expect(sections.length).toBeGreaterThan(1);
    expect(sections).toEqual(recount);
  });

  it('places every reply below its parent, in its thread and later than it', async () => {
    const wrong = await rows(`
      SELECT c.id FROM comments c LEFT JOIN comments p ON p.article_id = $1 AND p.id = c.parent_id
      WHERE c.article_id = $1 AND NOT CASE WHEN c.parent_id IS NULL THEN c.depth = 0 AND c.root_id = c.id AND c.path = '{}'
        ELSE c.depth = p.depth + 1 AND c.root_id = p.root_id AND c.path = p.path || p.id AND c.id > p.id
          AND c.created_at >= p.created_at AND c.section_id IS NOT DISTINCT FROM p.section_id END`);
    expect(wrong).toEqual([]);
    const [spread] = await rows(
      'SELECT max(depth)::int AS deepest, count(*) FILTER (WHERE depth = 0)::int AS roots FROM comments WHERE article_id = $1',
    );
    expect(spread?.['deepest']).toBe(8);
    expect(Number(spread?.['roots']) / COMMENTS).toBeCloseTo(0.55, 1);
  });

  it('gives every comment a revision, a print and an existing writer, and anchors to those that have a place', async () => {
    const [counted] = await rows(`
      SELECT (SELECT count(*)::int FROM comment_revisions WHERE article_id = $1) AS revisions,
        (SELECT count(*)::int FROM comment_prints WHERE article_id = $1) AS prints,
        (SELECT count(*)::int FROM comments c JOIN people p ON p.id = c.author_id AND p.name = c.author_name AND p.kind = c.author_kind WHERE article_id = $1) AS writers,
        (SELECT count(*)::int FROM comments c FULL JOIN comment_anchors a ON a.article_id = c.article_id AND a.comment_id = c.id
          WHERE coalesce(c.article_id, a.article_id) = $1 AND (a.comment_id IS NULL) <> (c.anchor_kind = 'article' OR c.parent_id IS NOT NULL)) AS misplaced,
        (SELECT count(*)::int FROM comment_anchors WHERE article_id = $1 AND exact IS NOT NULL) AS quotes,
        (SELECT count(*)::int FROM comments c FULL JOIN review_items i ON i.comment_id = c.id
          WHERE c.article_id = $1 AND (c.status = 'pending') <> (i.comment_id IS NOT NULL)) AS unlisted`);
    expect(counted).toEqual({
      ...{ revisions: COMMENTS, prints: COMMENTS, writers: COMMENTS, misplaced: 0, unlisted: 0 },
      quotes: expect.any(Number) as number,
    });
    expect(Number(counted?.['quotes'])).toBeGreaterThan(50);
  });

  it('writes texts, prints and scores as posting and voting would', async () => {
    const comments = await rows(`
      SELECT r.body, r.body_html, c.body_html AS shown_html, p.text_key, c.up, c.down, c.best FROM comments c
      JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id JOIN comment_prints p ON p.comment_id = c.id
      WHERE c.article_id = $1 ORDER BY c.id LIMIT 500`);
    expect(comments).toHaveLength(500);
    for (const comment of comments) {
      const body = String(comment['body']);
      expect(comment['body_html']).toBe(renderMarkdown(body).html);
      expect(comment['shown_html']).toBe(comment['body_html']);
      expect(comment['text_key']).toEqual(fingerprint(plainText(body)));
      expect(comment['best']).toBeCloseTo(wilsonLowerBound(Number(comment['up']), Number(comment['down'])), 12);
    }
    expect(comments.some((comment) => Number(comment['best']) > 0)).toBe(true);
  });
});
