import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EditComment, ThreadQueries, WithdrawComment } from '#discussion';
import type { CommentRow } from '#discussion';
import { newId } from '#kernel';
import { type BuiltArticle, buildArticle, type BuiltSite, buildSite } from '../../../testing/src/build-article.js';
import { buildDesk } from '../../../testing/src/build-desk.js';
import { recount, storedCounts } from '../../../testing/src/build-comment.js';
import { buildApiKey, type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { AlreadyDecided, UnknownReason } from '../desk.errors.js';
import { DecidedTwice, MayNotDecide, UnknownComment } from '../moderation.errors.js';
import { Decide, refuseContested } from './decide.js';

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let writer: BuiltPerson;
let moderator: BuiltPerson;
let another: BuiltPerson;

beforeAll(async () => {
  room = await openWorkRoom();
  ({ site, article, writer, moderator, another } = await buildDesk(room.database, { moderation: 'pre' }));
});
afterAll(() => room.close());

type Outcome = 'publish' | 'reject' | 'spam';
const item = (comment: Pick<CommentRow, 'id' | 'articleId' | 'revision'>, outcome: Outcome = 'publish') => ({
  articleId: comment.articleId,
  commentId: comment.id,
  revision: comment.revision,
  outcome,
});
const decide = (
  items: ReturnType<typeof item>[],
  by: BuiltPerson['actor'] | Parameters<Decide['run']>[0] = moderator.actor,
) => room.get(Decide).run(by, { items });
const held = async (body = 'A remark.', by = writer, on = article) => {
  const comment = await room.post(by.actor, { articleId: on.id, body });
  await room.screen(comment);
  return comment;
};
const stored = async (id: string) => {
  const [row] = await room.database.query<{ status: string; open: boolean }>(
    `SELECT c.status, i.comment_id IS NOT NULL AS open FROM comments c
     LEFT JOIN review_items i ON i.comment_id = c.id AND i.resolved_at IS NULL WHERE c.id = $1`,
    [id],
  );
  return row;
};
const expectExactCounts = async () =>
  expect(await storedCounts(room.database, article.id)).toEqual(await recount(room.database, article.id));

describe(Decide, () => {
  it.each([
    ['publish', 'published'],
    ['reject', 'rejected'],
    ['spam', 'spam'],
  ] as const)('%s makes a held comment %s and takes it off the list', async (outcome, status) => {
    const comment = await held();
    const [result] = await decide([{ ...item(comment, outcome) }]);
    expect(result).toEqual({
      commentId: comment.id,
      result: 'applied',
      status,
      revision: 1,
      decisionId: expect.any(String) as string,
    });
    expect(await stored(comment.id)).toEqual({ status, open: false });
    const [row] = await room.database.query(
      'SELECT cause, maker_id, from_status, to_status FROM decisions WHERE id = $1',
      [result?.decisionId],
    );
    expect(row).toEqual({ cause: 'moderator', maker_id: moderator.id, from_status: 'pending', to_status: status });
    await expectExactCounts();
  });

  it('refuses to judge a text that was replaced, and leaves it on the list', async () => {
    const comment = await held();
    const edited = await room
      .get(EditComment)
      .run(writer.actor, { articleId: article.id, commentId: comment.id, body: 'Another text.' });
    await room.screen(edited);
    expect(await decide([item(comment)])).toEqual([
      {
        commentId: comment.id,
        result: 'stale',
        status: 'pending',
        revision: 2,
        decisionId: null,
        current: { body: 'Another text.', bodyHtml: '<p dir="auto">Another text.</p>\n' },
      },
    ]);
    expect(await stored(comment.id)).toEqual({ status: 'pending', open: true });
  });

  it('says what a withdrawn comment is, and takes it off the list', async () => {
    const comment = await held();
    await room.get(WithdrawComment).run(writer.actor, { articleId: article.id, commentId: comment.id });
    expect(await decide([item(comment)])).toMatchObject([{ result: 'stale', status: 'withdrawn' }]);
    expect(await stored(comment.id)).toEqual({ status: 'withdrawn', open: false });
  });

  it('does nothing of a list with one unknown comment, and names it', async () => {
    const comments = [await held(), await held()];
    const unknown = { ...item(comments[0] ?? (await held())), commentId: newId() };
    const attempt = decide([...comments.map((comment) => item(comment)), unknown]);
    await expect(attempt).rejects.toThrow(UnknownComment);
    await expect(attempt).rejects.toMatchObject({ details: { commentId: unknown.commentId } });
    for (const { id } of comments) expect(await stored(id)).toEqual({ status: 'pending', open: true });
  });

  it('takes a comment by its own article only', async () => {
    const comment = await held();
    const elsewhere = await buildArticle(room.database, { siteId: site.id });
    await expect(decide([{ ...item(comment), articleId: elsewhere.id }])).rejects.toThrow(UnknownComment);
  });

  it('does not take a comment twice in one list', async () => {
    const comment = await held();
    await expect(decide([item(comment), item(comment, 'reject')])).rejects.toThrow(DecidedTwice);
    expect(await stored(comment.id)).toEqual({ status: 'pending', open: true });
  });

  it('refuses the whole list for one comment of another site, whether or not it may be known', async () => {
    const mine = await held();
    const otherArticle = await buildArticle(room.database, {
      siteId: (
        await buildSite(room.database, {
          settings: { screening: { newCommenter: { holdFirst: 0 }, links: { holdFrom: 1 } } },
        })
      ).id,
    });
    const shown = await room.post(writer.actor, { articleId: otherArticle.id, body: 'A plain remark.' });
    const hidden = await held('See https://example.org/', writer, otherArticle);
    expect([shown.status, hidden.status]).toEqual(['published', 'pending']);
    await expect(decide([item(mine), item(shown, 'reject')])).rejects.toMatchObject({
      code: 'forbidden',
      details: { commentId: shown.id },
    });
    await expect(decide([item(mine), item(hidden)])).rejects.toMatchObject({
      code: 'not_found',
      details: { commentId: hidden.id },
    });
    expect(await stored(mine.id)).toEqual({ status: 'pending', open: true });
    expect(await stored(shown.id)).toMatchObject({ status: 'published' });
  });

  it('keeps moderators from their own comments and from those of admins, and lets admins', async () => {
    const own = await held('Mine.', moderator);
    await expect(decide([item(own, 'reject')])).rejects.toThrow(MayNotDecide);
    await expect(decide([item(own, 'reject')], another.actor)).resolves.toMatchObject([{ result: 'applied' }]);
    const admin = await buildPerson(room.database, { roles: [{ siteId: site.id, role: 'admin' }] });
    const admins = await held('From above.', admin);
    await expect(decide([item(admins, 'reject')])).rejects.toThrow(MayNotDecide);
    const owner = await buildPerson(room.database, { roles: [{ siteId: null, role: 'admin' }] });
    await expect(decide([item(admins, 'reject')], owner.actor)).resolves.toMatchObject([{ result: 'applied' }]);
  });

  it('takes the reasons of the list, the site’s own, and others where the site lets it', async () => {
    const settings = {
      screening: { newCommenter: { holdFirst: 0 }, links: { holdFrom: 1 } },
      reasons: { 'house-rule-3': 'We do not do that here.' },
    };
    const [free, strict] = [
      await buildSite(room.database, { settings }),
      await buildSite(room.database, { settings: { ...settings, freeReasons: false } }),
    ];
    const owner = await buildPerson(room.database, { roles: [{ siteId: null, role: 'admin' }] });
    const tries = async (siteId: string, reason: string) => {
      const on = await buildArticle(room.database, { siteId });
      const comment = await held('See https://example.org/', writer, on);
      return room.get(Decide).run(owner.actor, { items: [{ ...item(comment, 'reject'), reason }] });
    };
    for (const reason of ['off-topic', 'house-rule-3', 'because']) {
      expect(await tries(free.id, reason)).toMatchObject([{ result: 'applied' }]);
    }
    for (const reason of ['off-topic', 'house-rule-3']) {
      expect(await tries(strict.id, reason)).toMatchObject([{ result: 'applied' }]);
    }
    for (const reason of ['because', 'constructor', '__proto__']) {
      await expect(tries(strict.id, reason)).rejects.toThrow(UnknownReason);
    }
  });

  it('takes decisions of a key that may moderate, without a maker', async () => {
    const key = await buildApiKey(room.database, site.id, ['moderate']);
    const comment = await held();
    const [result] = await decide([item(comment)], key.actor);
    const rows = await room.database.query('SELECT maker_id, cause FROM decisions WHERE id = $1', [result?.decisionId]);
    expect(rows).toEqual([{ maker_id: null, cause: 'moderator' }]);
    const reader = await buildApiKey(room.database, site.id, ['read']);
    await expect(decide([item(await held())], reader.actor)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('lets one of two opposite decisions at once win, every time, and tells the other', async () => {
    for (let round = 0; round < 20; round++) {
      const comment = await held(`Round ${round}.`);
      const [published, rejected] = await Promise.all([
        decide([item(comment)]),
        decide([item(comment, 'reject')], another.actor),
      ]);
      expect([published[0]?.result, rejected[0]?.result].sort()).toEqual(['applied', 'stale']);
      const status = published[0]?.result === 'applied' ? 'published' : 'rejected';
      expect(await stored(comment.id)).toEqual({ status, open: false });
      expect([published[0]?.status, rejected[0]?.status]).toEqual([status, status]);
      const [first, late] = published[0]?.result === 'applied' ? [published, rejected] : [rejected, published];
      const by = { id: first === published ? moderator.id : another.id, name: expect.any(String) as string };
      expect(late[0]?.standing).toMatchObject({ id: first[0]?.decisionId, by, status });
      expect(() => refuseContested(late)).toThrow(AlreadyDecided);
      expect(refuseContested(first)).toBe(first);
    }
    await expectExactCounts();
  });

  it('decides overlapping lists of two moderators without a deadlock', async () => {
    const comments = [];
    for (let n = 0; n < 30; n++) comments.push(await held(`Overlap ${n}.`));
    await Promise.all([
      decide(comments.map((comment) => item(comment))),
      decide(
        [...comments].reverse().map((comment) => item(comment)),
        another.actor,
      ),
    ]);
    for (const { id } of comments) expect(await stored(id)).toEqual({ status: 'published', open: false });
    await expectExactCounts();
  });

  it('decides 500 in one call, in the order given', async () => {
    const comments = [];
    for (let n = 0; n < 500; n++)
      comments.push(await room.post(writer.actor, { articleId: article.id, body: `Bulk ${n}.` }));
    const outcomes: Outcome[] = ['publish', 'reject', 'spam'];
    const results = await decide(comments.map((comment, n) => item(comment, outcomes[n % 3])));
    expect(results.map(({ commentId }) => commentId)).toEqual(comments.map(({ id }) => id));
    expect(results.map(({ status }) => status)).toEqual(
      comments.map((_, n) => ['published', 'rejected', 'spam'][n % 3]),
    );
    await expectExactCounts();
  }, 60_000);

  describe('of an edit that waits', () => {
    const waiting = async () => {
      const comment = await held('The old text.');
      await decide([item(comment)]);
      const edited = await room
        .get(EditComment)
        .run(writer.actor, { articleId: article.id, commentId: comment.id, body: 'The new text.' });
      await room.screen(edited);
      expect(await stored(comment.id)).toEqual({ status: 'published', open: true });
      return { ...comment, revision: 2 };
    };
    const shown = async (id: string) => {
      const row = await room.get(ThreadQueries).own(article.id, id);
      return { status: row.status, html: row.bodyHtml };
    };

    it('a rejection keeps the old text public', async () => {
      const comment = await waiting();
      expect(await decide([item(comment, 'reject')], another.actor)).toMatchObject([
        { result: 'applied', status: 'published' },
      ]);
      expect(await shown(comment.id)).toMatchObject({
        status: 'published',
        html: expect.stringContaining('The old text.') as string,
      });
      expect(await stored(comment.id)).toEqual({ status: 'published', open: false });
    });

    it('a publication shows the new text', async () => {
      const comment = await waiting();
      expect(await decide([item(comment)], another.actor)).toMatchObject([{ result: 'applied', status: 'published' }]);
      expect(await shown(comment.id)).toMatchObject({
        status: 'published',
        html: expect.stringContaining('The new text.') as string,
      });
    });
  });
});
