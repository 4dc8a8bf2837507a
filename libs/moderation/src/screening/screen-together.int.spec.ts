import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArticle, buildSite } from '../../../testing/src/build-article.js';
import { buildPerson } from '../../../testing/src/build-person.js';
import { expectTrueCounters } from '../../../testing/src/true-counters.js';
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
});
