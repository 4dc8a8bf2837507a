import { it } from 'vitest';
import pg from 'pg';
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { newId } from '#kernel';
import { buildArticle, buildSite } from '../../testing/src/build-article.js';
import { buildPerson } from '../../testing/src/build-person.js';
import { openDiscussionRoom } from '../../testing/src/discussion-room.js';
import { PostComment } from './comments/post-comment.js';
import { SettleComment } from './comments/settle-comment.js';
const log = (s: string) => appendFileSync('/tmp/h8b.log', s + '\n');
it('measures', async () => {
  const room = await openDiscussionRoom();
  const site = await buildSite(room.database, { settings: { screening: { holdFirst: 0, linksHoldFrom: 1 } } });
  const article = await buildArticle(room.database, { siteId: site.id });
  const person = await buildPerson(room.database);
  const post = room.get(PostComment); const settle = room.get(SettleComment);
  const time = async (name: string, f: (i: number) => Promise<unknown>, n = 400) => {
    for (let i = 0; i < 100; i++) await f(i);
    const ts: number[] = []; const c0 = process.cpuUsage();
    for (let i = 0; i < n; i++) { const s = performance.now(); await f(i); ts.push(performance.now() - s); }
    const c = process.cpuUsage(c0);
    ts.sort((a, b) => a - b);
    log(`${name} p50 ${(ts[n / 2] ?? 0).toFixed(2)} cpu/op ${((c.user + c.system) / 1000 / n).toFixed(2)}ms`);
  };
  const body = 'The wind turned east on Monday, and *by Thursday* the ferries stayed in port. '.repeat(6);
  const waiting: string[] = [];
  await time('post person public root', () => post.run(person.actor, { articleId: article.id, body }));
  await time('post person waiting root', async () => waiting.push((await post.run(person.actor, { articleId: article.id, body: body + ' https://example.org/' })).comment.id));
  await time('post person waiting root idem', async () => post.run(person.actor, { articleId: article.id, idempotencyKey: randomBytes(16).toString('hex'), body: body + ' https://example.org/' }));
  await time('post guest root public', () => post.run({ kind: 'anonymous' }, { articleId: article.id, body, guest: { name: 'Gerda' } }));
  const root = (await post.run(person.actor, { articleId: article.id, body })).comment.id;
  await time('post person public reply', () => post.run(person.actor, { articleId: article.id, body, parentId: root }));
  const client = new pg.Pool({ connectionString: room.url, max: 4 });
  const doc = JSON.stringify([{ phase: 'a', verdict: 'publish' }]);
  await time('baseline waiting root', async () => {
    const c = await client.connect(); const id = newId();
    await c.query('BEGIN');
    await c.query({ name: 'a', text: `INSERT INTO comments (article_id, id, site_id, root_id, parent_id, depth, path, author_id, author_name, author_kind, badges, status, revision, public_revision, body_html, anchor_kind, section_id, created_at) VALUES ($1,$2,$3,$2,NULL,0,'{}',$4,'x','verified','{}','pending',1,NULL,$5,'article',NULL,now())`, values: [article.id, id, site.id, person.id, body] });
    await c.query({ name: 'b', text: `INSERT INTO comment_revisions VALUES ($1,$2,1,$3,$3,1,$4,now())`, values: [article.id, id, body, doc] });
    await c.query({ name: 'c', text: `INSERT INTO comment_prints VALUES ($1,$2,$3,$4,NULL,$5,now())`, values: [id, article.id, site.id, person.id, randomBytes(32)] });
    await c.query({ name: 'd', text: `INSERT INTO outbox (id, queue, name, payload, available_at, created_at) VALUES ($1,'screening','screen-comment',$2,now(),now())`, values: [newId(), JSON.stringify({ articleId: article.id, commentId: id, revision: 1 })] });
    await c.query('COMMIT'); c.release();
  });
  await time('settle publish root', (i) => settle.run({ articleId: article.id, commentId: waiting[i < 100 ? i : i] ?? '', revision: 1, to: 'published', cause: 'moderator', makerId: newId() }), 300);
  await time('baseline settle', async (i) => {
    const c = await client.connect();
    await c.query('BEGIN');
    await c.query({ name: 'e', text: `SELECT * FROM comments WHERE article_id=$1 AND id=$2`, values: [article.id, waiting[i]] });
    await c.query({ name: 'f', text: `UPDATE comments SET status='pending' WHERE article_id=$1 AND id=$2`, values: [article.id, waiting[i]] });
    await c.query('COMMIT'); c.release();
  }, 300);
  const stmts = await room.database.query(`SELECT left(replace(statement,E'\n',' '), 60) s, generic_plans g, custom_plans c FROM pg_prepared_statements`);
  log(stmts.map((r) => JSON.stringify(r)).join('\n'));
  await client.end();
  await room.close();
}, 600_000);
