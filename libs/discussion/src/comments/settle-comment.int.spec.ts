import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { buildArticle, type BuiltArticle, buildSite } from '../../../testing/src/build-article.js';
import { recount, storedCounts } from '../../../testing/src/build-comment.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { type DiscussionRoom, openDiscussionRoom } from '../../../testing/src/discussion-room.js';
import { CommentChanged, CommentNotFound, EditWindowClosed } from '../discussion.errors.js';
import { ThreadQueries } from '../reading/thread-queries.js';
import { EditComment } from './edit-comment.js';
import { PostComment } from './post-comment.js';
import { SettleComment } from './settle-comment.js';
import type { Settlement } from './settlement.js';
import { WithdrawComment } from './withdraw-comment.js';

let room: DiscussionRoom;
let writer: BuiltPerson;
let article: BuiltArticle;

beforeAll(async () => {
  room = await openDiscussionRoom();
  writer = await buildPerson(room.database);
  article = await newArticle();
});
afterAll(() => room.close());

const newArticle = async (settings = {}): Promise<BuiltArticle> => {
  const screening = { newCommenter: { holdFirst: 0 }, recentRejections: { holdPercent: 0 }, links: { holdFrom: 1 } };
  return buildArticle(room.database, {
    siteId: (await buildSite(room.database, { settings: { screening, ...settings } })).id,
  });
};
/** Text with a link waits, text without is public at once. */
const LINK = 'See https://example.org/';
const post = async (body = 'A word.', parentId?: string, on = article) =>
  (await room.get(PostComment).run(writer.actor, { articleId: on.id, body, parentId })).comment;
const edit = (commentId: string, body: string) =>
  room.get(EditComment).run(writer.actor, { articleId: article.id, commentId, body });
const withdraw = (commentId: string) =>
  room.get(WithdrawComment).run(writer.actor, { articleId: article.id, commentId });
const settle = (commentId: string, parts: Partial<Settlement>) =>
  room
    .get(SettleComment)
    .run({ articleId: article.id, commentId, revision: 1, to: 'published', cause: 'screening', ...parts });
const byModerator = (commentId: string, parts: Partial<Settlement>) =>
  settle(commentId, { cause: 'moderator', makerId: newId(), ...parts });
const stored = async (id: string) => {
  const [row] = await room.database.query<{
    status: string;
    revision: number;
    public_revision: number | null;
    body_html: string;
  }>('SELECT status, revision, public_revision, body_html FROM comments WHERE article_id = $1 AND id = $2', [
    article.id,
    id,
  ]);
  return row;
};
const decisions = (id: string) =>
  room.database.query<{ cause: string; revision: number; from_status: string; to_status: string }>(
    'SELECT cause, revision, from_status, to_status FROM decisions WHERE comment_id = $1 ORDER BY id',
    [id],
  );
const expectExactCounts = async (on = article) =>
  expect(await storedCounts(room.database, on.id)).toEqual(await recount(room.database, on.id));

describe(SettleComment, () => {
  it('publishes what waits: status, text, counters, version, events', async () => {
    const root = await post();
    const reply = await post(LINK, root.id);
    expect(reply.status).toBe('pending');
    const settled = await settle(reply.id, { reasons: ['links'], trace: [{ phase: 'x' }], rulesVersion: 'v1' });
    expect(settled).toMatchObject({ result: 'applied', from: 'pending', to: 'published', revision: 1, isEdit: false });
    expect(await stored(reply.id)).toMatchObject({ status: 'published', public_revision: 1 });
    await expectExactCounts();
    const ids = { articleId: article.id, commentId: reply.id };
    const { decisionId } = settled;
    expect(await room.heard('settled')).toContainEqual({
      ...ids,
      revision: 1,
      decisionId,
      decided: 'published',
      from: 'pending',
      to: 'published',
    });
    expect(await room.heard('published')).toContainEqual({ ...ids, decisionId });
    const state = await room.get(ThreadQueries).state(article.id);
    expect(room.changes.at(-1)).toEqual({ articleId: article.id, version: state.version });
  });

  it('records the decision of screening once for each revision', async () => {
    const comment = await post(LINK);
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => settle(comment.id, { to: 'pending' })));
    expect(results.map(({ result }) => result).sort()).toEqual(['applied', ...Array<string>(4).fill('unchanged')]);
    expect(await decisions(comment.id)).toHaveLength(1);
  });

  it('tells of a comment that was public at once when screening confirms it, and again when it comes back', async () => {
    const comment = await post();
    const told = async () =>
      (await room.heard('published'))
        .filter(({ commentId }) => commentId === comment.id)
        .map(({ decisionId }) => decisionId);
    expect(await told()).toEqual([]);
    const confirmed = await settle(comment.id, {});
    expect(confirmed).toMatchObject({ result: 'applied', from: 'published', to: 'published' });
    await byModerator(comment.id, { to: 'published' });
    expect(await told()).toEqual([confirmed.decisionId]);
    room.clock.advance(60_000);
    await byModerator(comment.id, { to: 'rejected' });
    room.clock.advance(60_000);
    const back = await byModerator(comment.id, { to: 'published' });
    expect(await told()).toEqual([confirmed.decisionId, back.decisionId]);
  });

  it('lets a person’s word stand against a screening that comes later', async () => {
    const comment = await post(LINK);
    await byModerator(comment.id, { to: 'published' });
    expect(await settle(comment.id, { to: 'spam' })).toMatchObject({
      result: 'applied',
      from: 'published',
      to: 'published',
    });
    expect((await decisions(comment.id)).map((one) => [one.cause, one.to_status])).toEqual([
      ['moderator', 'published'],
      ['screening', 'published'],
    ]);
    const gone = await post(LINK);
    await withdraw(gone.id);
    expect(await settle(gone.id, { to: 'published' })).toMatchObject({ result: 'applied', to: 'withdrawn' });
  });

  it('refuses a decision on another revision or from another status', async () => {
    const comment = await post(LINK);
    await edit(comment.id, `${LINK} now`);
    expect(await byModerator(comment.id, { revision: 1 })).toMatchObject({
      result: 'stale',
      revision: 2,
      from: 'pending',
    });
    expect(await byModerator(comment.id, { revision: 2, from: ['published'] })).toMatchObject({ result: 'stale' });
    expect(await decisions(comment.id)).toEqual([]);
    await expect(settle(newId(), {})).rejects.toThrow(CommentNotFound);
  });

  it('lets the first of two moderators stand, and a later one change it', async () => {
    const comment = await post(LINK);
    const first = await byModerator(comment.id, { to: 'published' });
    expect(first.result).toBe('applied');
    expect(await byModerator(comment.id, { to: 'rejected' })).toMatchObject({ result: 'stale', from: 'published' });
    room.clock.advance(11_000);
    expect(await byModerator(comment.id, { to: 'rejected' })).toMatchObject({ result: 'applied', to: 'rejected' });
    await expectExactCounts();
  });

  it('takes a tombstone away with the last comment under it, and brings it back', async () => {
    const root = await post();
    const reply = await post('A', root.id);
    const leaf = await post(LINK, reply.id);
    await withdraw(reply.id);
    await withdraw(root.id);
    const threads = room.get(ThreadQueries);
    const isShown = async (id: string) =>
      threads.permalink(article.id, id).then(
        () => true,
        () => false,
      );
    expect(await Promise.all([root, reply, leaf].map(({ id }) => isShown(id)))).toEqual([false, false, false]);
    await settle(leaf.id, { to: 'published' });
    expect(await Promise.all([root, reply, leaf].map(({ id }) => isShown(id)))).toEqual([true, true, true]);
    await expectExactCounts();
    await byModerator(leaf.id, { to: 'spam' });
    expect(await Promise.all([root, reply, leaf].map(({ id }) => isShown(id)))).toEqual([false, false, false]);
    await expectExactCounts();
  });
});

describe('an edit of what is public', () => {
  it('is public at once when it passes', async () => {
    const comment = await post();
    const edited = await edit(comment.id, 'Another word.');
    expect(edited).toMatchObject({ status: 'published', revision: 2, bodyHtml: '<p dir="auto">Another word.</p>\n' });
    expect(edited.editedAt).toEqual(room.clock.now());
    expect(await stored(comment.id)).toMatchObject({ public_revision: 2 });
    expect(await room.heard('posted')).toContainEqual({ articleId: article.id, commentId: comment.id, revision: 2 });
  });

  it('leaves the older text public while it waits, and shows when it is let pass', async () => {
    const comment = await post('Older.');
    expect(await edit(comment.id, LINK)).toMatchObject({ status: 'pending', revision: 2 });
    const read = async () => (await room.get(ThreadQueries).permalink(article.id, comment.id)).comment;
    expect(await read()).toMatchObject({
      status: 'published',
      revision: 1,
      bodyHtml: '<p dir="auto">Older.</p>\n',
      editedAt: null,
    });
    expect(await settle(comment.id, { revision: 2, to: 'pending' })).toMatchObject({ isEdit: true, to: 'published' });
    expect(await read()).toMatchObject({ revision: 1 });
    expect(await byModerator(comment.id, { revision: 2 })).toMatchObject({ result: 'applied', isEdit: false });
    const shown = await read();
    expect(shown).toMatchObject({ revision: 2, bodyHtml: expect.stringContaining('example.org') as string });
    expect(shown.editedAt).not.toBeNull();
    await expectExactCounts();
  });

  it('goes without the comment when it is refused; refused again, the comment goes', async () => {
    const comment = await post('Older.');
    await edit(comment.id, LINK);
    const first = await byModerator(comment.id, { revision: 2, to: 'rejected' });
    expect(first).toMatchObject({ result: 'applied', to: 'published', isEdit: true });
    expect(await stored(comment.id)).toMatchObject({ status: 'published', public_revision: 1 });
    room.clock.advance(11_000);
    const second = await byModerator(comment.id, { revision: 2, to: 'rejected' });
    expect(second).toMatchObject({ result: 'applied', to: 'rejected', isEdit: false });
    await expectExactCounts();
  });

  it('takes the comment along when a person calls it spam', async () => {
    const comment = await post('Older.');
    await edit(comment.id, LINK);
    expect(await settle(comment.id, { revision: 2, to: 'spam' })).toMatchObject({ to: 'published', isEdit: true });
    expect(await byModerator(comment.id, { revision: 2, to: 'spam' })).toMatchObject({ to: 'spam', isEdit: false });
  });

  it('is over with the window, with the first answer, and for others', async () => {
    const [late, answered] = [await post(), await post()];
    await post('Yes.', answered.id);
    await expect(edit(answered.id, 'x')).rejects.toThrow(EditWindowClosed);
    room.clock.advance(15 * 60_000);
    await expect(edit(late.id, 'x')).rejects.toThrow(EditWindowClosed);
    const other = await buildPerson(room.database);
    const theirs = await post();
    const attempt = room.get(EditComment).run(other.actor, { articleId: article.id, commentId: theirs.id, body: 'x' });
    await expect(attempt).rejects.toThrow(/may not/);
  });

  it('changes nothing when the text is the same', async () => {
    const comment = await post();
    expect(await edit(comment.id, ' A word. ')).toMatchObject({ revision: 1, editedAt: null });
  });
});

describe('what happens at the same time', () => {
  const rounds = Array.from({ length: 40 }, (_, round) => round);

  it('never applies a decision to a text that was not read', async () => {
    for (const round of rounds) {
      const comment = await post(LINK);
      const [decided, edited] = await Promise.allSettled([
        byModerator(comment.id, { to: 'published' }),
        edit(comment.id, `${LINK}${round}`),
      ]);
      const row = await stored(comment.id);
      if (edited.status === 'rejected') expect(edited.reason).toBeInstanceOf(CommentChanged);
      if (decided.status !== 'fulfilled') throw decided.reason;
      expect(row?.public_revision).toBe(decided.value.result === 'applied' ? 1 : null);
    }
    await expectExactCounts();
  });

  it('lets one of two moderators win', async () => {
    for (const _ of rounds) {
      const comment = await post(LINK);
      const results = await Promise.all([
        byModerator(comment.id, { to: 'published' }),
        byModerator(comment.id, { to: 'rejected' }),
      ]);
      expect(results.map(({ result }) => result).sort()).toEqual(['applied', 'stale']);
      const winner = results.find(({ result }) => result === 'applied');
      expect(await stored(comment.id)).toMatchObject({ status: winner?.to });
      expect(await decisions(comment.id)).toHaveLength(1);
    }
    await expectExactCounts();
  });

  it('keeps the counters exact when a comment goes while it is answered', async () => {
    for (const _ of rounds) {
      const comment = await post();
      const [reply] = await Promise.allSettled([post('Yes.', comment.id), withdraw(comment.id)]);
      const isShown = await room
        .get(ThreadQueries)
        .permalink(article.id, comment.id)
        .then(
          () => true,
          () => false,
        );
      expect(isShown).toBe(reply.status === 'fulfilled');
    }
    await expectExactCounts();
  });

  it('settles a whole thread at once without a deadlock that shows', async () => {
    const on = await newArticle();
    const root = await post('Root.', undefined, on);
    const middle = await post('Middle.', root.id, on);
    const leaves = [];
    for (let n = 0; n < 20; n++) leaves.push(await post(LINK, n % 2 === 0 ? middle.id : root.id, on));
    await Promise.all([
      ...leaves.map((leaf) => settle(leaf.id, { articleId: on.id })),
      byModerator(middle.id, { articleId: on.id, to: 'rejected' }),
      byModerator(root.id, { articleId: on.id, to: 'spam' }),
    ]);
    await expectExactCounts(on);
    expect((await storedCounts(room.database, on.id)).published).toBe(20);
  });
});
