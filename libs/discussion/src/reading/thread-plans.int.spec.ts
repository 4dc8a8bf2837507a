import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArticle, type BuiltArticle } from '../../../testing/src/build-article.js';
import { buildThread } from '../../../testing/src/build-comment.js';
import { openTestDatabase, type TestDatabase } from '#testing';
import { ANNOTATED } from './annotated-comments.queries.js';
import { NEWEST_REPLIES, OF_ARTICLE, OF_SITE } from './public-comments.queries.js';
import { BEFORE_ALL, PAGES, REPLIES, SORTS } from './thread-page.sql.js';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

const ROOTS = 4000;
let test: TestDatabase;
let client: pg.Client;
let article: BuiltArticle;
let rootId: string;

beforeAll(async () => {
  test = await openTestDatabase();
  article = await buildArticle(test.database);
  await buildThread(test.database, { articleId: article.id, siteId: article.siteId, roots: ROOTS, repliesEach: 4 });
  await test.database.execute(
    `INSERT INTO comment_anchors (article_id, comment_id, article_revision, exact, outcome, score, created_at)
     SELECT article_id, id, 1, 'ice', 'exact', 1, created_at FROM comments WHERE article_id = $1 AND depth = 0`,
    [article.id],
  );
  client = new pg.Client({ connectionString: test.url });
  await client.connect();
  await client.query('ANALYZE');
  await client.query('SET plan_cache_mode = force_generic_plan');
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM comments WHERE article_id = $1 AND depth = 0 LIMIT 1',
    [article.id],
  );
  rootId = rows[0]?.id ?? '';
});
afterAll(async () => {
  await client.end();
  await test.close();
});

/** Every node of the generic plan of a statement, as it ran. */
async function nodesOf(name: string, sql: string, values: readonly (string | number)[]): Promise<PlanNode[]> {
  await client.query(`PREPARE ${name} AS ${sql}`);
  const list = values.map((value) => pg.escapeLiteral(String(value))).join(', ');
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE ${name}(${list})`,
  );
  const root = rows[0]?.['QUERY PLAN'][0]?.Plan;
  const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];
  return root === undefined ? [] : flat(root);
}

const kinds = (nodes: readonly PlanNode[]): string[] => nodes.map((node) => node['Node Type']);
const mostRows = (nodes: readonly PlanNode[]): number => Math.max(...nodes.map((node) => node['Actual Rows']));

describe('the plans of reading', () => {
  it.each(['newest', 'oldest', 'best', 'discussed'] as const)(
    'walk an index, sort nothing and read no more than they show: %s',
    async (sort) => {
      const nodes = await nodesOf(sort, PAGES[sort].all, [article.id, 21, 4, ...SORTS[sort].start]);
      expect(kinds(nodes)).not.toContain('Sort');
      const onComments = nodes.filter((node) => node['Relation Name']?.startsWith('comments_p'));
      expect(onComments.length).toBeGreaterThan(0);
      expect(new Set(kinds(onComments))).toEqual(new Set(['Index Scan']));
      expect(mostRows(nodes)).toBeLessThanOrEqual(21 * 5 + 1);
    },
  );

  it('walk an index for the replies to one comment', async () => {
    const nodes = await nodesOf('replies', REPLIES, [article.id, rootId, 3, BEFORE_ALL]);
    expect(kinds(nodes)).not.toContain('Sort');
    expect(mostRows(nodes)).toBe(3);
  });

  const LAST = SORTS.newest.start[0] ?? '';
  it.each([
    ['an article', OF_ARTICLE, () => [article.id, LAST, 21], 21],
    ['a site', OF_SITE, () => [article.siteId, LAST, 21], 101],
    ['what was said in answer', NEWEST_REPLIES, () => [article.id, rootId, LAST, 3], 4],
  ] as const)('walk an index for what is new of %s', async (label, sql, values, most) => {
    const nodes = await nodesOf(label.replaceAll(' ', '_'), sql, values());
    const onComments = nodes.filter((node) => node['Relation Name']?.startsWith('comments_p'));
    expect(onComments.length).toBeGreaterThan(0);
    expect(new Set(kinds(onComments))).toEqual(new Set(['Index Scan']));
    expect(mostRows(nodes)).toBeGreaterThan(2);
    expect(mostRows(nodes)).toBeLessThanOrEqual(most);
  });

  it('walk an index for remarks on passages, reading one comment for each', async () => {
    const nodes = await nodesOf('annotated', ANNOTATED, [article.id, BEFORE_ALL, 21]);
    const read = nodes.filter((node) => /^comment(s|_anchors)_p/.test(node['Relation Name'] ?? ''));
    expect(new Set(kinds(read))).toEqual(new Set(['Index Scan']));
    expect(read.map((node) => node['Actual Rows'] * node['Actual Loops']).every((rows) => rows <= 101)).toBe(true);
    expect(mostRows(nodes)).toBeGreaterThan(20);
  });
});
