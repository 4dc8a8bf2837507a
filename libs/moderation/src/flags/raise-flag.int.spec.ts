import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotFound, SignInRequired } from '#accounts';
import { type CommentRow, EditComment } from '#discussion';
import type { BuiltArticle, BuiltSite } from '../../../testing/src/build-article.js';
import { buildDesk } from '../../../testing/src/build-desk.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { OwnComment } from '../moderation.errors.js';
import { Decide } from '../review/decide.js';
import { ReviewQueue } from '../review/review-queue.js';
import { RaiseFlag } from './raise-flag.js';

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let writer: BuiltPerson;
let moderator: BuiltPerson;

beforeAll(async () => {
  room = await openWorkRoom();
  ({ site, article, writer, moderator } = await buildDesk(room.database, { screening: { links: { holdFrom: 1 } } }));
});
afterAll(() => room.close());

const shown = async (body = 'A remark.') => {
  const comment = await room.post(writer.actor, { articleId: article.id, body });
  await room.screen(comment);
  return comment;
};
const someone = (kind: 'guest' | 'verified' = 'verified') => buildPerson(room.database, { kind });
const flag = async (
  comment: CommentRow,
  by?: BuiltPerson,
  reason: 'spam' | 'abusive' | 'other' = 'spam',
  detail?: string,
) =>
  room.get(RaiseFlag).run((by ?? (await someone())).actor, comment.articleId, comment.id, {
    reason,
    ...(detail === undefined ? {} : { detail }),
  });
const decide = (comment: CommentRow, outcome: 'publish' | 'reject') =>
  room.get(Decide).run(moderator.actor, {
    items: [{ articleId: comment.articleId, commentId: comment.id, revision: comment.revision, outcome }],
  });
const itemOf = async ({ id }: { id: string }) => {
  const [row] = await room.database.query<{
    status: string;
    flags: number;
    urgency: number;
    reasons: string[];
    open: boolean;
  }>('SELECT status, flags, urgency, reasons, resolved_at IS NULL AS open FROM review_items WHERE comment_id = $1', [
    id,
  ]);
  return row;
};
const statusOf = async ({ id }: { id: string }) =>
  (await room.database.query<{ status: string }>('SELECT status FROM comments WHERE id = $1', [id]))[0]?.status;
const queued = async (state: 'reported' | 'pending') => {
  const { items } = await room.get(ReviewQueue).page(site.id, { state, sort: 'urgent', limit: 100 });
  return items;
};

describe(RaiseFlag, () => {
  it('brings a public comment before the moderators and leaves it public', async () => {
    const comment = await shown();
    await flag(comment, undefined, 'abusive', 'He\u202E shouts\u0000 at me.');
    expect(await statusOf(comment)).toBe('published');
    const item = (await queued('reported')).find((one) => one.comment.id === comment.id);
    expect(item).toMatchObject({ reasons: ['flag:abusive'], flags: [{ reason: 'abusive' }] });
    expect(item?.flags[0]?.detail).toMatch(/^He shouts ?at me\.$/);
  });

  it('counts a person once, however often they press, also at the same time', async () => {
    const comment = await shown();
    const reader = await someone();
    await Promise.all(Array.from({ length: 20 }, () => flag(comment, reader)));
    await flag(comment, reader, 'other');
    expect(await itemOf(comment)).toMatchObject({ flags: 1, reasons: ['flag:spam'], urgency: 1 });
  });

  it('counts everybody of a crowd that presses at once', async () => {
    const comment = await shown();
    const crowd = await Promise.all(Array.from({ length: 20 }, () => someone()));
    await Promise.all(crowd.map((reader, n) => flag(comment, reader, n % 2 === 0 ? 'spam' : 'abusive')));
    const item = await itemOf(comment);
    expect(item).toMatchObject({ flags: 20, urgency: 20 });
    expect(item?.reasons.slice().sort()).toEqual(['flag:abusive', 'flag:spam']);
  });

  it('lets fifty guests neither hide a comment nor outweigh one known reader', async () => {
    const [byGuests, byReader] = [await shown(), await shown()];
    for (let n = 0; n < 50; n++) await flag(byGuests, await someone('guest'));
    await flag(byReader);
    expect(await statusOf(byGuests)).toBe('published');
    expect((await itemOf(byGuests))?.flags).toBe(50);
    const order = (await queued('reported')).map(({ comment }) => comment.id);
    expect(order.indexOf(byReader.id)).toBeLessThan(order.indexOf(byGuests.id));
  });

  it.each([
    ['one’s own comment', async () => flag(await shown(), writer), OwnComment],
    ['a comment that waits', async () => flag(await shown('See https://example.org/')), NotFound],
    [
      'a comment that was refused',
      async () => {
        const comment = await shown();
        await decide(comment, 'reject');
        await flag(comment);
      },
      NotFound,
    ],
    [
      'as nobody',
      async () => {
        const { articleId, id } = await shown();
        await room.get(RaiseFlag).run({ kind: 'anonymous' }, articleId, id, { reason: 'spam' });
      },
      SignInRequired,
    ],
  ])('refuses %s', async (_case, attempt, error) => {
    await expect(attempt()).rejects.toThrow(error);
  });

  it('begins anew after a moderator has looked', async () => {
    const comment = await shown();
    for (let n = 0; n < 3; n++) await flag(comment);
    await decide(comment, 'publish');
    expect(await itemOf(comment)).toMatchObject({ open: false });
    await flag(comment, undefined, 'other');
    expect(await itemOf(comment)).toMatchObject({ open: true, flags: 1, urgency: 1, reasons: ['flag:other'] });
  });

  it('leaves an edit that waits among what waits', async () => {
    const comment = await shown();
    const body = 'See https://example.org/';
    await room.screen(
      await room.get(EditComment).run(writer.actor, { articleId: article.id, commentId: comment.id, body }),
    );
    await flag(comment);
    expect(await itemOf(comment)).toMatchObject({ status: 'pending', flags: 1, open: true });
    expect((await queued('pending')).map((item) => item.comment.id)).toContain(comment.id);
  });

  it('keeps what readers flagged on the list when an edit passes', async () => {
    const comment = await shown();
    await flag(comment);
    const body = 'A better remark.';
    await room.screen(
      await room.get(EditComment).run(writer.actor, { articleId: article.id, commentId: comment.id, body }),
    );
    expect(await itemOf(comment)).toMatchObject({ status: 'published', flags: 1, open: true });
  });

  it('never leaves an open item behind a decision that was made at the same time', async () => {
    for (let round = 0; round < 20; round++) {
      const comment = await shown(`Round ${round}.`);
      const reader = await someone();
      const [flagged] = await Promise.allSettled([flag(comment, reader), decide(comment, 'reject')]);
      expect(await statusOf(comment)).toBe('rejected');
      expect((await itemOf(comment))?.open ?? false).toBe(false);
      if (flagged.status === 'rejected') expect(flagged.reason).toBeInstanceOf(NotFound);
    }
  });
});
