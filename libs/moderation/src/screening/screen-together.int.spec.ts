import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArticle, buildSite } from '../../../testing/src/build-article.js';
import { buildPerson } from '../../../testing/src/build-person.js';
import { expectTrueCounters } from '../../../testing/src/true-counters.js';
import { SettleComment } from '#discussion';
import { newId } from '#kernel';
import { runWithContext } from '#platform';
import { noJob, openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { type RevisionToScreen, ScreenComment } from './screen-comment.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

/** Comments that wait for their screening, on a few articles, each third a reply. */
async function posted(count: number) {
  const site = await buildSite(room.database, { settings: { screening: { newCommenter: { holdFirst: 0 } } } });
  const articles = [];
  for (let n = 0; n < 3; n++) articles.push(await buildArticle(room.database, { siteId: site.id }));
  const parents = new Map<string, string>();
  const comments: RevisionToScreen[] = [];
  for (let n = 0; n < count; n++) {
    room.clock.advance(120_000);
    const { actor } = await buildPerson(room.database);
    const articleId = articles[n % 3]?.id ?? '';
    const parentId = n % 3 === 2 ? parents.get(articleId) : undefined;
    const comment = await room.post(actor, { articleId, body: `Remark number ${n}.`, ...(parentId && { parentId }) });
    parents.set(articleId, comment.id);
    comments.push({ articleId, commentId: comment.id, revision: 1 });
  }
  const decisions = async () =>
    (
      await room.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM decisions WHERE cause = 'screening' AND comment_id = ANY ($1::uuid[])`,
        [comments.map(({ commentId }) => commentId)],
      )
    )[0]?.n;
  return { comments, decisions };
}

describe('screening jobs that come together', () => {
  it('decide each comment once, with true counters, also when one is delivered twice', async () => {
    const { comments, decisions } = await posted(40);
    const screen = room.get(ScreenComment);
    await Promise.all([...comments, ...comments.slice(0, 5)].map((comment) => screen.run(comment, noJob)));
    expect(await decisions()).toBe(40);
    await expectTrueCounters(room.database);
  });

  it('let none fail for another, and leave nothing behind of one that fails', async () => {
    const { comments, decisions } = await posted(12);
    const screen = room.get(ScreenComment);
    const ends = await Promise.allSettled(
      comments.map((comment, n) =>
        screen.run(comment, n === 4 ? () => Promise.reject(new Error('This one was done before.')) : noJob),
      ),
    );
    expect(ends.map(({ status }) => status)).toEqual(comments.map((_, n) => (n === 4 ? 'rejected' : 'fulfilled')));
    expect(await decisions()).toBe(11);
    await expectTrueCounters(room.database);
  });

  it('say of each comment what is its own: the list of what waits, the log, the request that is followed', async () => {
    const { comments } = await posted(9);
    const [held, gone, decided, ...rest] = comments;
    if (held === undefined || gone === undefined || decided === undefined) throw new Error('There are nine.');
    await room.database.execute(`UPDATE comment_revisions SET body = 'See https://a.example/' WHERE comment_id = $1`, [
      held.commentId,
    ]);
    await room.database.execute(
      `INSERT INTO subscriptions (id, site_id, article_id, kind, email, email_key, state, created_at)
       SELECT gen_random_uuid(), site_id, article_id, 'all', 'a@example.org', decode('00', 'hex'), 'confirmed', now()
       FROM comments WHERE id = $1`,
      [rest[0]?.commentId],
    );
    await room
      .get(SettleComment)
      .run({ ...decided, to: 'rejected', cause: 'moderator', makerId: newId(), reasons: ['rude'] });
    await room.database.transaction(() => room.get(SettleComment).run({ ...gone, to: 'withdrawn', cause: 'writer' }));
    const screen = room.get(ScreenComment);
    await Promise.all(
      comments.map((comment, n) => runWithContext({ requestId: `request-${n}` }, () => screen.run(comment, noJob))),
    );
    const rows = await room.database.query<{ n: number; to_status: string; listed: boolean }>(
      `SELECT array_position($1::uuid[], d.comment_id) - 1 AS n, d.to_status,
         EXISTS (SELECT 1 FROM review_items i WHERE i.comment_id = d.comment_id AND i.resolved_at IS NULL) AS listed
       FROM decisions d WHERE d.cause = 'screening' AND d.comment_id = ANY ($1::uuid[]) ORDER BY n`,
      [comments.map(({ commentId }) => commentId)],
    );
    expect(rows).toEqual([
      { n: 0, to_status: 'pending', listed: true },
      { n: 1, to_status: 'withdrawn', listed: false },
      { n: 2, to_status: 'rejected', listed: false },
      ...rest.map((_, n) => ({ n: n + 3, to_status: 'published', listed: false })),
    ]);
    const told = await room.database.query<{ told: string }>(
      `SELECT request_id || ' ' || (payload->>'commentId') AS told FROM outbox WHERE name = 'fan-out-comment' ORDER BY 1`,
    );
    const onTheArticle = comments.flatMap((comment, n) =>
      n >= 3 && comment.articleId === rest[0]?.articleId ? [`request-${n} ${comment.commentId}`] : [],
    );
    expect(told.map((row) => row.told)).toEqual(onTheArticle);
    await expectTrueCounters(room.database);
  });
});
