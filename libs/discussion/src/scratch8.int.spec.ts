import { it } from 'vitest';
import pg from 'pg';
import { appendFileSync } from 'node:fs';
import { buildArticle } from '../../testing/src/build-article.js';
import { buildThread } from '../../testing/src/build-comment.js';
import { openDiscussionRoom } from '../../testing/src/discussion-room.js';
import { PAGES, REPLIES, SORTS } from './reading/thread-page.sql.js';
import { ThreadQueries } from './reading/thread-queries.js';
const log = (s: string) => appendFileSync('/tmp/h8.log', s + '\n');
it('measures', async () => {
  const room = await openDiscussionRoom();
  const small = await buildArticle(room.database);
  const big = await buildArticle(room.database);
  const flat = await buildArticle(room.database);
  await buildThread(room.database, { articleId: small.id, siteId: small.siteId, roots: 25, repliesEach: 3 });
  await buildThread(room.database, { articleId: flat.id, siteId: flat.siteId, roots: 1, repliesEach: 10000 });
  const client = new pg.Client({ connectionString: room.url });
  await client.connect();
  await client.query('SET statement_timeout=0');
  const t0 = performance.now();
  const shape = {
    articleId: big.id,
    siteId: big.siteId,
    roots: Number(process.env['H8_ROOTS'] ?? 50000),
    repliesEach: 3,
    section: { id: big.sections[0]?.id ?? '', every: 50 },
  };
  await buildThread(room.database, shape).catch((e: unknown) => log(String(e)));
  log(`build ${performance.now() - t0}`);
  await client.query('VACUUM ANALYZE comments');
  await client.query('VACUUM ANALYZE comment_anchors');
  const threads = room.get(ThreadQueries);
  const time = async (name: string, f: () => Promise<unknown>) => {
    for (let i = 0; i < 30; i++) await f();
    const ts: number[] = [];
    for (let i = 0; i < 200; i++) {
      const s = performance.now();
      await f();
      ts.push(performance.now() - s);
    }
    ts.sort((a, b) => a - b);
    log(`${name} p50 ${(ts[100] ?? 0).toFixed(2)} p95 ${(ts[190] ?? 0).toFixed(2)}`);
  };
  for (const sort of ['newest', 'oldest', 'best', 'discussed'] as const) {
    const q = { sort, limit: 20, replies: 3 };
    await time(`${sort} small`, () => threads.page(small.id, q));
    await time(`${sort} big`, () => threads.page(big.id, q));
    await time(`${sort} flat`, () => threads.page(flat.id, q));
    await time(`${sort} big section`, () => threads.page(big.id, { ...q, section: big.sections[0]?.id }));
    let after: string | undefined;
    for (let n = 0; n < 1000; n++) {
      const p = await threads.page(big.id, { ...q, after, replies: 0 });
      after = p.next ?? undefined;
    }
    await time(`${sort} big 1000th`, () => threads.page(big.id, { ...q, after }));
  }
  await time(`replies flat`, async () =>
    threads.replies(
      flat.id,
      (await threads.page(flat.id, { sort: 'newest', limit: 1, replies: 0 })).items[0]?.id ?? '',
      { limit: 20 },
    ),
  );
  const names = await room.database.query<{ s: string; generic_plans: string; custom_plans: string }>(
    `SELECT left(statement, 60) s, generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%roots%'`,
  );
  log(JSON.stringify(names));
  for (const sort of ['newest', 'best', 'discussed'] as const) {
    for (const mode of ['force_generic_plan', 'force_custom_plan']) {
      await client.query(`SET plan_cache_mode=${mode}`);
      await client.query(`PREPARE p_${sort}_${mode} AS ${PAGES[sort].all}`);
      const args = [`'${big.id}'`, 21, 4, ...SORTS[sort].start.map((x) => `'${x}'`)].join(',');
      const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) EXECUTE p_${sort}_${mode}(${args})`);
      log(`${sort} ${mode}\n` + rows.map((r: Record<string, string>) => r['QUERY PLAN']).join('\n'));
    }
  }
  await client.query(`PREPARE pr AS ${REPLIES}`);
  await client.end();
  await room.close();
}, 600_000);
