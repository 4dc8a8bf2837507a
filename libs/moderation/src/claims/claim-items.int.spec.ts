import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Forbidden, NotFound } from '#accounts';
import { type CommentRow, WithdrawComment } from '#discussion';
import { newId } from '#kernel';
import { type BuiltArticle, buildArticle, type BuiltSite, buildSite } from '../../../testing/src/build-article.js';
import { buildApiKey, type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { Decide } from '../review/decide.js';
import { ReviewQueue } from '../review/review-queue.js';
import { ClaimItems } from './claim-items.js';

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let writer: BuiltPerson;
let moderators: BuiltPerson[];
let admin: BuiltPerson;

beforeAll(async () => {
  room = await openWorkRoom();
  site = await buildSite(room.database, { settings: { moderation: 'pre' } });
  article = await buildArticle(room.database, { siteId: site.id });
  writer = await buildPerson(room.database);
  const staff = (role: 'moderator' | 'admin') => buildPerson(room.database, { roles: [{ siteId: site.id, role }] });
  moderators = await Promise.all(Array.from({ length: 5 }, () => staff('moderator')));
  admin = await staff('admin');
});
afterAll(() => room.close());

let count = 0;
const held = async (by = writer): Promise<CommentRow> => {
  const comment = await room.post(by.actor, { articleId: article.id, body: `Remark ${++count}.` });
  await room.screen(comment);
  return comment;
};
const clear = () => room.database.execute(`UPDATE review_items SET resolved_at = now() WHERE site_id = $1`, [site.id]);
const [first, second] = [() => one(0), () => one(1)];
const one = (n: number): BuiltPerson => {
  const moderator = moderators[n];
  if (moderator === undefined) throw new Error('There is no such moderator.');
  return moderator;
};
const claim = (by: BuiltPerson, ...comments: readonly string[]) =>
  room.get(ClaimItems).run(by.actor, site.id, { comments: [...comments], state: 'pending' });
const next = (by: BuiltPerson, n: number) => room.get(ClaimItems).run(by.actor, site.id, { next: n, state: 'pending' });
const listed = async (filter: 'mine' | 'free', by: BuiltPerson) => {
  const question = { state: 'pending', sort: 'oldest', limit: 100, claim: filter } as const;
  return (await room.get(ReviewQueue).page(site.id, question, by.id)).items.map(({ comment }) => comment.id);
};

describe(ClaimItems, () => {
  it('gives an item to the first who claims it, shows whose it is, and lets it go in five minutes', async () => {
    await clear();
    const comment = await held();
    expect(await claim(first(), comment.id)).toMatchObject([{ isMine: true, by: { id: first().id } }]);
    expect(await claim(second(), comment.id)).toMatchObject([{ isMine: false, by: { id: first().id } }]);
    expect(await listed('mine', first())).toEqual([comment.id]);
    expect([await listed('free', second()), await listed('mine', second())]).toEqual([[], []]);
    room.clock.advance(4 * 60_000);
    const [renewed] = await claim(first(), comment.id);
    expect(renewed?.until.getTime()).toBe(room.clock.nowMs() + 5 * 60_000);
    room.clock.advance(5 * 60_000);
    expect(await listed('free', second())).toEqual([comment.id]);
    expect(await claim(second(), comment.id)).toMatchObject([{ isMine: true, by: { id: second().id } }]);
  });

  it('lets admins take over and moderators give back what is theirs', async () => {
    await clear();
    const comment = await held();
    await claim(first(), comment.id);
    await room.get(ClaimItems).release(second().actor, site.id, [comment.id]);
    expect(await listed('mine', first())).toEqual([comment.id]);
    expect(await claim(admin, comment.id)).toMatchObject([{ isMine: true, by: { id: admin.id } }]);
    await room.get(ClaimItems).release(admin.actor, site.id, [comment.id]);
    expect(await listed('free', first())).toEqual([comment.id]);
  });

  it('binds nobody’s decision and ends with it', async () => {
    await clear();
    const comment = await held();
    await claim(first(), comment.id);
    const items = [{ articleId: article.id, commentId: comment.id, revision: 1, outcome: 'publish' as const }];
    expect(await room.get(Decide).run(second().actor, { items })).toMatchObject([{ result: 'applied' }]);
    expect(await claim(first(), comment.id)).toEqual([]);
  });

  it('gives five moderators at once different items, the most urgent first, until none is left', async () => {
    await clear();
    const comments: string[] = [];
    for (let n = 0; n < 60; n++) {
      comments.push((await held()).id);
      room.clock.advance(1000);
    }
    for (let round = 0; round < 3; round++) {
      const given = await Promise.all(moderators.map((moderator) => next(moderator, 4)));
      const all = given.flat().map(({ commentId }) => commentId);
      expect(new Set(all).size).toBe(20);
      expect([...all].sort()).toEqual(comments.slice(round * 20, round * 20 + 20).sort());
    }
    expect(await next(first(), 4)).toEqual([]);
    room.clock.advance(5 * 60_000);
    expect((await next(second(), 2)).map(({ commentId }) => commentId)).toEqual(comments.slice(0, 2));
  }, 60_000);

  it('leaves out of the next what is one’s own and what was taken back', async () => {
    await clear();
    const own = await held();
    await room.database.execute('UPDATE comments SET author_id = $2 WHERE id = $1', [own.id, first().id]);
    const gone = await held();
    const open = await held();
    await room.get(WithdrawComment).run(writer.actor, { articleId: article.id, commentId: gone.id });
    expect((await next(first(), 5)).map(({ commentId }) => commentId)).toEqual([open.id]);
    expect((await next(second(), 5)).map(({ commentId }) => commentId)).toEqual([own.id]);
  });

  it('is for the moderators of the site, and reaches no other site', async () => {
    await clear();
    const comment = await held();
    const other = await buildSite(room.database);
    const stranger = await buildPerson(room.database, { roles: [{ siteId: other.id, role: 'admin' }] });
    const key = await buildApiKey(room.database, site.id, ['moderate']);
    const ask = { comments: [comment.id], state: 'pending' as const };
    await expect(room.get(ClaimItems).run(stranger.actor, site.id, ask)).rejects.toThrow(NotFound);
    await expect(room.get(ClaimItems).run(writer.actor, site.id, ask)).rejects.toThrow(Forbidden);
    await expect(room.get(ClaimItems).run(key.actor, site.id, ask)).rejects.toThrow(Forbidden);
    expect(await room.get(ClaimItems).run(stranger.actor, other.id, ask)).toEqual([]);
    expect(await claim(first(), newId())).toEqual([]);
  });

  it('shows who looks at an item, for half a minute, to others', async () => {
    await clear();
    const [comment, other] = [await held(), await held()];
    const looking = async (by: BuiltPerson) => {
      const { items } = await room
        .get(ReviewQueue)
        .page(site.id, { state: 'pending', sort: 'oldest', limit: 9 }, by.id);
      return items.map((item) => item.looking.map(({ id }) => id));
    };
    const look = (by: BuiltPerson, at: string | null) => room.get(ClaimItems).look(by.actor, site.id, at);
    await look(first(), comment.id);
    expect(await looking(second())).toEqual([[first().id], []]);
    expect(await looking(first())).toEqual([[], []]);
    await look(first(), other.id);
    expect(await looking(second())).toEqual([[], [first().id]]);
    room.clock.advance(30_000);
    expect(await looking(second())).toEqual([[], []]);
    await look(second(), comment.id);
    await look(second(), null);
    expect(await looking(first())).toEqual([[], []]);
  });
});
