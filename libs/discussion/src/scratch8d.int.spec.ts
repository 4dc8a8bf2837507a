import { it } from 'vitest';
import { appendFileSync } from 'node:fs';
import { newId } from '#kernel';
import { buildArticle, buildSite } from '../../testing/src/build-article.js';
import { buildPerson } from '../../testing/src/build-person.js';
import { openDiscussionRoom } from '../../testing/src/discussion-room.js';
import { PostComment } from './comments/post-comment.js';
import { ThreadQueries } from './reading/thread-queries.js';
const log = (s: string) => appendFileSync('/tmp/h8d.log', s + '\n');
it('measures', async () => {
  const room = await openDiscussionRoom();
  const site = await buildSite(room.database, { settings: { screening: { holdFirst: 0, linksHoldFrom: 1 } } });
  const article = await buildArticle(room.database, { siteId: site.id });
  const person = await buildPerson(room.database);
  const chain: string[] = [];
  for (let depth = 0; depth < 999; depth++) chain.push(newId());
  let s = performance.now();
  await room.database.execute(
      `INSERT INTO comments (article_id, id, site_id, root_id, parent_id, depth, path, author_id, author_name, author_kind, status, revision,
         public_revision, body_html, anchor_kind, reply_count, descendant_count, created_at)
       SELECT $1, c.id, $2, ($3::uuid[])[1], ($3::uuid[])[c.n - 1], c.n - 1, ($3::uuid[])[1:c.n - 1], c.id, 'Deep', 'guest', 'published', 1,
         1, '<p>x</p>', 'article', CASE WHEN c.n < 999 THEN 1 ELSE 0 END, 999 - c.n, now()
       FROM unnest($3::uuid[]) WITH ORDINALITY AS c (id, n)`,
      [article.id, article.siteId, chain],
    );
  log(`insert ${performance.now() - s}`);
  for (let i = 0; i < 10; i++) {
    s = performance.now();
    const { comment } = await room.get(PostComment).run(person.actor, { articleId: article.id, body: 'x', parentId: chain.at(-1) });
    log(`post deep ${performance.now() - s}`);
    s = performance.now();
    await room.get(ThreadQueries).permalink(article.id, comment.id);
    log(`permalink ${performance.now() - s}`);
  }
  await room.close();
}, 600_000);
